import { expect, test } from "vitest";
import { checkNumbers } from "#app/server/analyst/narrate/check-numbers.ts";
import { narrate } from "#app/server/analyst/narrate/narrate.ts";
import type { Cell, ResultSet } from "#app/shared/result-set.ts";

function result(columns: Record<string, string>, rows: Cell[][], truncated: ResultSet["truncated"] = null): ResultSet {
  return { columns: Object.entries(columns).map(([name, type]) => ({ name, type })), rows, truncated, elapsedMs: 1 };
}

function expectSaid(set: ResultSet, text: string): void {
  expect(narrate({ result: set })).toBe(text);
  expect(checkNumbers(text, set).struck).toEqual([]);
}

test("a single value is named and keeps its digits and unit", () => {
  expectSaid(
    result({ total_amount_usd: "numeric" }, [["12345678901234567.50"]]),
    "Total amount: 12,345,678,901,234,567.50 USD.",
  );
  expectSaid(result({ count: "int8" }, [["42"]]), "Count: 42.");
  expectSaid(result({ average_age: "numeric" }, [[null]]), "Average age: no value.");
});

test("one row of several columns is read out", () => {
  expectSaid(
    result({ name: "text", hired: "date", hours: "int4" }, [["Ann", "2024-03-01", 7]]),
    "Name Ann, hired 1 Mar 2024, hours 7 hours.",
  );
});

test("a ranking names top with its share, bottom and total, whatever the order of the rows", () => {
  const rows: Cell[][] = [
    ["Initech", "100.10"],
    ["Acme", "600.20"],
    ["Globex", "300.00"],
  ];
  expectSaid(
    result({ company: "text", revenue: "numeric" }, rows),
    "Acme has the highest revenue, 600.20, 60 % of the total. Initech has the lowest, 100.10. The 3 add up to 1,000.30.",
  );
});

test("averages are not added up", () => {
  const text = narrate({
    result: result({ city: "text", avg_rating: "numeric" }, [
      ["A", "4.5"],
      ["B", "3"],
    ]),
  });
  expect(text).toBe("A has the highest average rating, 4.5. B has the lowest, 3.");
});

test("people are named in full, keys say what they are, and names keep their spelling", () => {
  const people = result({ first_name: "text", last_name: "text", sales: "int8" }, [
    ["jane", "Smith", "7"],
    ["Bo", "Li", "2"],
  ]);
  expect(narrate({ result: people })).toMatch(
    /^jane Smith has the highest sales, 7, 78 % of the total\. Bo Li has the lowest, 2\./,
  );
  const keys = result({ template_id: "int4", max: "int8" }, [
    [11, "7"],
    [12, "2"],
  ]);
  expect(narrate({ result: keys })).toMatch(/^Template id 11 has the highest maximum, 7\./);
  expectSaid(result({ "?column?": "numeric" }, [["60.50"]]), "Value: 60.50.");
});

test("ties are said to be ties", () => {
  const tied = result({ name: "text", projects: "int8" }, [
    ["A", "5"],
    ["B", "5"],
    ["C", "1"],
  ]);
  expect(narrate({ result: tied })).toContain("A and B share the highest projects, 5.");
  const same = result({ name: "text", projects: "int8" }, [
    ["A", "5"],
    ["B", "5"],
  ]);
  expectSaid(same, "Both have the same projects, 5, 10 in total.");
});

test("a series tells the change, the extremes and the total in order of time", () => {
  const rows: Cell[][] = [
    ["2024-03-01", "50"],
    ["2024-01-01", "100"],
    ["2024-02-01", "120"],
  ];
  expectSaid(
    result({ month: "date", invoices: "int8" }, rows),
    "Invoices went from 100 (Jan 2024) to 50 (Mar 2024), down 50 %. The highest was 120 in Feb 2024, the lowest 50 in Mar 2024. In total 270.",
  );
});

test("years in a number column are time, not a quantity", () => {
  const text = narrate({
    result: result({ year: "int4", papers: "int8" }, [
      [2020, "2"],
      [2021, "3"],
    ]),
  });
  expect(text).toBe("Papers went from 2 (2020) to 3 (2021), up 50 %. In total 5.");
});

test("an outlier is pointed out", () => {
  const rows: Cell[][] = [
    ["big", 1000],
    ...Array.from({ length: 11 }, (_, index): Cell[] => [`n${index}`, 10 + index]),
  ];
  expect(narrate({ result: result({ name: "text", orders: "int4" }, rows) })).toMatch(
    /It stands out: [\d.]+ times the median\.$/,
  );
});

test("rows that were cut give no total", () => {
  const text = narrate({
    result: result(
      { name: "text", orders: "int4" },
      [
        ["a", 2],
        ["b", 1],
      ],
      "rows",
    ),
  });
  expect(text).toBe("a has the highest orders, 2. This covers only the rows that fit; there are more.");
});

test("nothing found names the filters", () => {
  const chips = [{ role: "filter", label: "status = archived", words: "archived" }] as const;
  const answer = { interpretation: { summary: "", chips: [...chips] } };
  expect(narrate({ result: result({ name: "text" }, []), answer })).toBe("No rows match status = archived.");
  expect(narrate({ result: result({ name: "text" }, []) })).toBe("No rows match this question.");
});

test("lists, all NULLs, booleans and odd names make a sentence, never an error", () => {
  expectSaid(result({ name: "text" }, [["A"], ["B"], ["C"], ["D"], ["E"]]), "5 rows, starting with A, B and C.");
  expectSaid(result({ name: "text" }, [[null], [null]]), "2 rows, name unknown in all.");
  expect(narrate({ result: result({ "": "text" }, [["x"], ["y"]]) })).toBe("2 rows: x and y.");
  expect(
    narrate({
      result: result({ active: "bool", count: "int8" }, [
        [true, "3"],
        [false, null],
      ]),
    }),
  ).toContain("3");
  expect(narrate({ result: { columns: [], rows: [[], []], truncated: null, elapsedMs: 0 } })).toBe("2 rows.");
});
