import { expect, test } from "vitest";
import { businessCatalog } from "#app/server/analyst/offline/specimens/business-catalog.ts";
import { schemaIndexOf } from "#app/server/analyst/offline/schema/schema-index.ts";
import { isRunnable, tidyOrders } from "./is-runnable.ts";
import type { Plan, PlanCondition, PlanExpression } from "./plan.ts";

const index = schemaIndexOf(businessCatalog);
const column = (table: string, name: string): PlanExpression => ({
  kind: "column",
  column: { table, via: null, column: name },
});

function planOf(select: PlanExpression[], where: PlanCondition[] = []): Plan {
  return {
    version: 1,
    entity: "invoices",
    select: select.map((expression) => ({ expression, alias: null, words: null })),
    distinct: false,
    where,
    groupBy: [],
    having: [],
    orderBy: [],
    limit: null,
    through: [],
    chart: null,
    assumptions: [],
  };
}

test("figures are added up, texts and dates are not", () => {
  const sum = (of: PlanExpression) => planOf([{ kind: "aggregate", name: "sum", of, filter: [] }]);
  expect(isRunnable(sum(column("invoices", "amount")), index)).toBe(true);
  expect(isRunnable(sum(column("invoices", "number")), index)).toBe(false);
  expect(isRunnable(sum(column("invoices", "issued_at")), index)).toBe(false);
});

test("a figure is not compared with a date, nor an enum with an unknown label", () => {
  const where = (left: PlanExpression, right: string | number): PlanCondition => ({
    kind: "compare",
    left,
    operator: "=",
    right,
    words: null,
  });
  const runs = (condition: PlanCondition) => isRunnable(planOf([column("invoices", "id")], [condition]), index);
  expect(runs(where(column("invoices", "amount"), 10))).toBe(true);
  expect(runs(where(column("invoices", "amount"), "2025-01-01"))).toBe(false);
  expect(runs(where(column("invoices", "due_at"), "2025-01-01"))).toBe(true);
  expect(runs(where(column("invoices", "due_at"), 10))).toBe(false);
  expect(runs(where(column("invoices", "status"), "overdue"))).toBe(true);
  expect(runs(where(column("invoices", "status"), "late"))).toBe(false);
});

test("months are cut from dates only", () => {
  const grain = (name: string): Plan =>
    planOf([{ kind: "grain", grain: "month", column: { table: "invoices", via: null, column: name }, text: false }]);
  expect(isRunnable(grain("issued_at"), index)).toBe(true);
  expect(isRunnable(grain("id"), index)).toBe(false);
});

test("a bare column cannot order a lone total", () => {
  const plan = {
    ...planOf([{ kind: "count", column: null, distinct: false, filter: [] }]),
    orderBy: [{ expression: column("invoices", "amount"), direction: "desc" as const, words: null }],
  };
  expect(tidyOrders(plan).orderBy).toEqual([]);
});
