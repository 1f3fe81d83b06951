import { expect, test } from "vitest";

import { readPlan } from "./read-plan.ts";

const scan = (table: string, rows: number, extra = {}) => ({
  "Node Type": "Seq Scan",
  "Relation Name": table,
  "Plan Rows": rows,
  ...extra,
});

test("a nested loop without a condition is a bare join, one that looks up is not", () => {
  const join = (inner: object, extra = {}) =>
    JSON.stringify([
      {
        Plan: {
          "Node Type": "Nested Loop",
          "Total Cost": 9e6,
          "Plan Rows": 1e6,
          Plans: [scan("a", 1000), inner],
          ...extra,
        },
      },
    ]);
  expect(readPlan(join(scan("b", 1000)))).toMatchObject({
    totalCost: 9e6,
    hasBareJoin: true,
    relations: ["a", "b"],
    largestStep: { rows: 1e6, tables: ["b", "a"] },
  });
  expect(readPlan(join(scan("b", 1, { "Node Type": "Index Scan", "Index Cond": "(id = a.id)" })))).toMatchObject({
    hasBareJoin: false,
  });
  expect(readPlan(join(scan("b", 1000), { "Join Filter": "(a.x < b.x)" }))).toMatchObject({ hasBareJoin: false });
});

test("an aggregate that keeps its values counts all of them, or one group of sorted input", () => {
  const plan = (strategy: string, column: string) =>
    JSON.stringify([
      {
        Plan: {
          "Node Type": "Aggregate",
          Strategy: strategy,
          Output: [column],
          "Plan Rows": 100,
          Plans: [scan("a", 1e6, { "Plan Width": 76 })],
        },
      },
    ]);
  expect(readPlan(plan("Hashed", "array_agg(a.note)")).gatheredBytes).toBe(1e8);
  expect(readPlan(plan("Sorted", "string_agg(a.note, ','::text)")).gatheredBytes).toBe(1e6);
  expect(readPlan(plan("Hashed", "sum(a.amount)")).gatheredBytes).toBe(0);
});

test("what is no plan is an error", () => {
  expect(() => readPlan("[]")).toThrow("no plan");
  expect(() => readPlan(undefined)).toThrow("no plan");
});
