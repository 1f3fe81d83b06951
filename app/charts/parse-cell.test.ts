import { expect, test } from "vitest";
import { chooseValueFormat, formatAxisTick, formatTick, formatValue } from "./format-value.ts";
import { parseInstant, parseNumber } from "./parse-cell.ts";
import { profileColumns } from "./profile-columns.ts";

test.each([
  ["2024-03-05", "2024-03-05T00:00:00.000Z"],
  ["2024-03-05 14:30:00+13:45", "2024-03-05T14:30:00.000Z"],
  ["2024-03-05T14:30:00.123456Z", "2024-03-05T14:30:00.123Z"],
  ["2024-03", "2024-03-01T00:00:00.000Z"],
  ["2024", "2024-01-01T00:00:00.000Z"],
  [2024, "2024-01-01T00:00:00.000Z"],
  ["2024-Q3", "2024-07-01T00:00:00.000Z"],
  ["Q3 2024", "2024-07-01T00:00:00.000Z"],
  ["2020-W53", "2020-12-28T00:00:00.000Z"],
  ["March 2024", "2024-03-01T00:00:00.000Z"],
])("%s is read as %s", (cell, iso) => {
  expect(new Date(parseInstant(cell) ?? Number.NaN).toISOString()).toBe(iso);
});

test.each([
  "infinity",
  "-infinity",
  "0044-03-15 BC",
  "2024-13-01",
  "12345",
  "tomorrow",
  "",
  "2024-03-05; drop",
  null,
  true,
  12,
])("%s is no date", (cell) => {
  expect(parseInstant(cell)).toBeNull();
});

test.each([
  ["12.50", 12.5],
  ["-1e3", -1_000],
  ["9007199254740993", 9_007_199_254_740_992],
  ["$1,234.50", 1_234.5],
  ["-$5.00", -5],
  ["($7.00)", -7],
  ["3 days 04:30:00", 76.5],
  ["-00:15:00", -0.25],
  ["1 mon", 730.5],
] as const)("%s is read as %d", (cell, value) => {
  expect(parseNumber(cell)).toBe(value);
});

test.each(["1 day ago", "NaN", "Infinity", "-Infinity", "1,5", "0x10", "12 apples", "", null, true])(
  "%s is no number",
  (cell) => {
    expect(parseNumber(cell)).toBeNull();
  },
);

const plain = { style: "number", scale: 1, currency: null, decimals: null } as const;

test.each([
  [0, "0"],
  [12.345, "12.35"],
  [1_234.5, "1,235"],
  [-9_876_543, "−9,876,543"],
  [0.000_012_3, "1.2e−5"],
  [3e18, "3.00e18"],
] as const)("%d in full is %s", (value, text) => {
  expect(formatValue(value, plain)).toBe(text);
});

test("ticks of one axis read alike", () => {
  expect([0, 2_500, 5_000, 7_500, 10_000].map((tick) => formatAxisTick(tick, plain, 10_000, 0))).toEqual([
    "0",
    "2.5K",
    "5K",
    "7.5K",
    "10K",
  ]);
  expect([0, 2.5e-5, 1.25e-4].map((tick) => formatAxisTick(tick, plain, 1.25e-4, 0))).toEqual([
    "0",
    "2.5e−5",
    "1.25e−4",
  ]);
  expect(formatTick(1_250_000, { ...plain, style: "currency", currency: "EUR" })).toBe("€1.3M");
});

test("a currency is taken from a name or a type, never guessed", () => {
  const format = (name: string, type = "numeric") => {
    const [profile] = profileColumns({ columns: [{ name, type }], rows: [["12.5"], ["80"]] });
    return formatValue(
      1_200,
      chooseValueFormat(profile, {
        numberFormat: { style: "auto", currency: null, decimals: null },
        aggregation: "none",
      }),
    );
  };
  expect(format("revenue")).toBe("1,200");
  expect(format("revenue_usd")).toBe("$1,200");
  expect(format("revenue_chf")).toBe("CHF\u00a01,200");
  expect(format("price", "money")).toBe("$1,200");
  expect(format("margin_pct")).toBe("1,200%");
});

test("a rate between 0 and 1 is shown as per cent, one already in per cent is not multiplied", () => {
  const [fraction, percent] = profileColumns({
    columns: [
      { name: "conversion_rate", type: "numeric" },
      { name: "conversion_rate_percent", type: "numeric" },
    ],
    rows: [
      ["0.034", "3.4"],
      ["0.051", "5.1"],
    ],
  });
  const options = { numberFormat: { style: "auto", currency: null, decimals: null }, aggregation: "none" } as const;
  expect(formatValue(0.034, chooseValueFormat(fraction, options))).toBe("3.4%");
  expect(formatValue(3.4, chooseValueFormat(percent, options))).toBe("3.4%");
});

test("cents come in pairs", () => {
  const dollars = { style: "currency", scale: 1, currency: "USD", decimals: null } as const;
  expect([120.5, 120, 3_400.5].map((value) => formatValue(value, dollars))).toEqual(["$120.50", "$120", "$3,401"]);
});
