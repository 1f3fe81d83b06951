import { expect, test } from "vitest";
import { isSameResult, type ScoredGold, type ScoredRow } from "./compare-results.ts";

const exact = { subset: false, useOrder: true };
const subset = { subset: true, useOrder: false };

function table(rows: ScoredRow[]): { columnCount: number; rows: ScoredRow[] } {
  return { columnCount: rows[0]?.length ?? 1, rows };
}

function gold(rows: ScoredRow[], order: ScoredGold["order"] = null): ScoredGold {
  return { ...table(rows), order };
}

test("rows compare as a multiset and columns in any order", () => {
  const answer = gold([
    ["a", 1],
    ["b", 2],
  ]);
  expect(
    isSameResult(
      table([
        [2, "b"],
        [1, "a"],
      ]),
      answer,
      exact,
    ),
  ).toBe(true);
  expect(
    isSameResult(
      table([
        [1, "b"],
        [2, "a"],
      ]),
      answer,
      exact,
    ),
  ).toBe(false);
  expect(
    isSameResult(
      table([
        ["a", 1],
        ["a", 1],
      ]),
      answer,
      exact,
    ),
  ).toBe(false);
});

test("an exact match takes no extra column and no repeated row, a subset match both", () => {
  const answer = gold([["a"], ["b"]]);
  const wider = table([
    ["a", 9],
    ["b", 8],
    ["b", 8],
  ]);
  expect(isSameResult(wider, answer, exact)).toBe(false);
  expect(isSameResult(wider, answer, subset)).toBe(true);
  expect(isSameResult(table([["a", 9]]), answer, subset)).toBe(false);
});

test("ordered gold wants the order, but rows with equal sort keys may swap", () => {
  const answer = gold([["a"], ["b"], ["c"]], { groups: [1, 2], pool: null });
  expect(isSameResult(table([["a"], ["c"], ["b"]]), answer, exact)).toBe(true);
  expect(isSameResult(table([["b"], ["a"], ["c"]]), answer, exact)).toBe(false);
  expect(isSameResult(table([["b"], ["a"], ["c"]]), answer, { subset: false, useOrder: false })).toBe(true);
});

test("where a limit cut through a tie, any of the tied rows is accepted", () => {
  const answer = gold([["top"], ["tied-1"]], { groups: [1, 1], pool: [["tied-1"], ["tied-2"]] });
  expect(isSameResult(table([["top"], ["tied-2"]]), answer, exact)).toBe(true);
  expect(isSameResult(table([["top"], ["other"]]), answer, exact)).toBe(false);
});

test("empty is equal to empty only", () => {
  expect(isSameResult({ columnCount: 1, rows: [] }, gold([]), exact)).toBe(true);
  expect(isSameResult(table([["a"]]), gold([]), exact)).toBe(false);
  expect(isSameResult({ columnCount: 1, rows: [] }, gold([["a"]]), exact)).toBe(false);
});

test("the tolerance does not pair a row with its neighbour", () => {
  const answer = gold([
    ["x", 10.04],
    ["x", 10.05],
  ]);
  expect(
    isSameResult(
      table([
        ["x", 10.05],
        ["x", 10.04],
      ]),
      answer,
      exact,
    ),
  ).toBe(true);
});
