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

test("what is no plan is an error", () => {
  expect(() => readPlan("[]")).toThrow("no plan");
  expect(() => readPlan(undefined)).toThrow("no plan");
});
