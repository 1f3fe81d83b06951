import { expect, test } from "vitest";
import { formatCell } from "./format-cell.ts";

test("numbers are grouped, keys and years are not", () => {
  expect(formatCell("1204.50", { name: "amount", type: "numeric" })).toBe("1,204.50");
  expect(formatCell(10482, { name: "invoice_id", type: "int4" })).toBe("10482");
  expect(formatCell(2026, { name: "year", type: "int4" })).toBe("2026");
});

test("a long fraction is cut for reading", () => {
  expect(formatCell("48.5333333333333333", { name: "avg", type: "numeric" })).toBe("48.5333");
  expect(formatCell("1.0000000000000000", { name: "avg", type: "numeric" })).toBe("1");
});

test("dates, timestamps and booleans read as words", () => {
  expect(formatCell("2026-03-03", { name: "d", type: "date" })).toBe("3 Mar 2026");
  expect(formatCell("2026-03-03 14:05:00+00", { name: "t", type: "timestamptz" })).toBe("3 Mar 2026, 14:05 UTC");
  expect(formatCell(false, { name: "paid", type: "bool" })).toBe("no");
});

test("the first day of a period stands for the period its column is named after", () => {
  expect(formatCell("2026-03-01", { name: "month", type: "date" })).toBe("Mar 2026");
  expect(formatCell("2026-04-01 00:00:00+00", { name: "issued_quarter", type: "timestamptz" })).toBe("Q2 2026");
  expect(formatCell("2026-01-01", { name: "year", type: "date" })).toBe("2026");
  expect(formatCell("2026-03-09", { name: "month", type: "date" })).toBe("9 Mar 2026");
  expect(formatCell("2026-02-01", { name: "quarter", type: "date" })).toBe("1 Feb 2026");
});

test("text stays as it is, however much it looks like a number", () => {
  expect(formatCell("00120", { name: "sku", type: "text" })).toBe("00120");
  expect(formatCell("{1,2}", { name: "list", type: "int4[]" })).toBe("{1,2}");
});
