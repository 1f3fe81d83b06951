import { expect, test } from "vitest";

import { toResultSet } from "#app/server/actions/chat/to-result-set.ts";

test("rows as objects get columns in the order met, with the type all values fit", () => {
  const rows = [
    {
      month: "2026-01-01",
      revenue: 10,
      rate: 1,
      paid: true,
      at: new Date("2026-01-01T10:00:00Z"),
      big: 2n ** 60n,
      tags: ["a"],
    },
    { month: "2026-02-01", revenue: null, rate: 1.5, paid: false, at: "2026-02-01T10:00:00Z", big: 1n, note: "x" },
  ];
  const { columns, rows: cells } = toResultSet(rows);
  expect(columns).toEqual([
    { name: "month", type: "date" },
    { name: "revenue", type: "int8" },
    { name: "rate", type: "float8" },
    { name: "paid", type: "bool" },
    { name: "at", type: "timestamptz" },
    { name: "big", type: "int8" },
    { name: "tags", type: "text" },
    { name: "note", type: "text" },
  ]);
  expect(cells).toEqual([
    ["2026-01-01", 10, 1, true, "2026-01-01T10:00:00.000Z", "1152921504606846976", '["a"]', null],
    ["2026-02-01", null, 1.5, false, "2026-02-01T10:00:00Z", "1", null, "x"],
  ]);
});

test("what has no place in JSON becomes text or nothing, and no rows are no columns", () => {
  expect(toResultSet([{ a: Number.NaN, b: undefined, c: new Date("never"), d: () => 1 }]).rows).toEqual([
    ["NaN", null, null, null],
  ]);
  expect(toResultSet([])).toMatchObject({ columns: [], rows: [] });
});
