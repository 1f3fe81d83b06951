import { expect, test } from "vitest";
import { checkNumbers } from "#app/server/analyst/narrate/check-numbers.ts";
import type { Cell, ResultSet } from "#app/shared/result-set.ts";

function result(columns: Record<string, string>, rows: Cell[][], truncated: ResultSet["truncated"] = null): ResultSet {
  return { columns: Object.entries(columns).map(([name, type]) => ({ name, type })), rows, truncated, elapsedMs: 1 };
}

const revenue = result({ company: "text", revenue: "numeric" }, [
  ["Acme", "1250.40"],
  ["Globex", "500.00"],
  ["Windows 11 Ltd", "249.60"],
]);

test.each([
  ["Acme made 1,250.40."],
  ["Acme made 1,250."],
  ["Acme made about 1,300."],
  ["Acme made 1.3K, Globex 0.5 thousand."],
  ["Together they made 2,000, of which Acme 63 %."],
  ["Acme made 750.40 more than Globex, 2.5 times as much."],
  ["Globex is 60% below Acme."],
  ["The average is 666.67."],
  ["3 companies, led by Acme."],
  ["The top 2 companies make up 87.5 percent."],
  ["Windows 11 Ltd is last, the 3rd."],
])("derivable: %s", (text) => {
  expect(checkNumbers(text, revenue)).toEqual({ text, struck: [], notice: null });
});

test.each([
  ["Acme made 1,251.40.", "1,251.40"],
  ["Acme made 64 % of it.", "64 %"],
  ["There are 4 companies.", "4"],
  ["Revenue grew to 3.1 million.", "3.1 million"],
  ["Acme has 2,001 in all.", "2,001"],
])("not derivable: %s", (text, struck) => {
  const checked = checkNumbers(text, revenue);
  expect(checked.struck).toEqual([struck]);
  expect(checked.text).toBe(text.replace(struck, "[unchecked]"));
  expect(checked.notice?.kind).toBe("unchecked_number");
});

test("numbers of the question may be repeated", () => {
  expect(checkNumbers("Over 200 cm there is only Acme.", revenue, "who is over 200 cm?").struck).toEqual([]);
});

test("dates in the rows may be written in the usual ways, others not", () => {
  const months = result({ month: "date", visits: "int8" }, [
    ["2024-05-01", "10"],
    ["2024-06-01", "12"],
  ]);
  expect(checkNumbers("From May 2024 to June 2024 (2024-06) visits rose 20 %, by 2.", months).struck).toEqual([]);
  expect(checkNumbers("In Q2 2024 there were 22 visits.", months).struck).toEqual([]);
  expect(checkNumbers("In July 2025 there were none.", months).struck).toEqual(["2025"]);
});

test("a sum over rows that were cut is not a total", () => {
  const cut = { ...revenue, truncated: "rows" } as const;
  expect(checkNumbers("Together 2,000.", cut).struck).toEqual(["2,000"]);
  expect(checkNumbers("Acme made 1,250.40.", cut).struck).toEqual([]);
});

test("in a long result only telling rows are compared, so that chance proves nothing", () => {
  const rows: Cell[][] = Array.from({ length: 300 }, (_, index) => [
    `name-${String.fromCodePoint(97 + (index % 26))}${index}`,
    (index * 7919) % 10_007,
  ]);
  const long = result({ name: "text", score: "int4" }, rows);
  const invented = Array.from({ length: 40 }, (_, index) => 12_001 + index * 37);
  const struck = invented.filter((value) => checkNumbers(`It is ${value}.`, long).struck.length > 0);
  expect(struck.length).toBeGreaterThan(36);
});

test("a text without numbers, an empty result and negative numbers are fine", () => {
  expect(checkNumbers("Nothing stands out.", revenue).notice).toBeNull();
  expect(checkNumbers("No rows, 0 found.", result({ a: "int4" }, [])).struck).toEqual([]);
  expect(checkNumbers("A change of -5.", result({ a: "int4" }, [[-5]])).struck).toEqual([]);
  expect(checkNumbers("2020-2021 was calm.", result({ year: "int4" }, [[2020], [2021]])).struck).toEqual([]);
});
