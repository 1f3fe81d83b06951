import type { Draft } from "#app/server/analyst/offline/parse/draft.ts";
import type { Builder } from "./builder.ts";
import { emptyPlan } from "./empty-plan.ts";
import { joinDistance, joinTables } from "./join-tables.ts";
import { collectNodes } from "./measure-expression.ts";
import { type Plan, type PlanExpression, isAggregate, sameExpression } from "./plan.ts";

/** count(*) is enough where the counted rows are not multiplied by the joins. */
export function simplifyCounts(plan: Plan, builder: Builder): void {
  const nodes = collectNodes(plan);
  const simplify = (expression: PlanExpression): PlanExpression => {
    if (expression.kind === "divide")
      return { ...expression, top: simplify(expression.top), bottom: simplify(expression.bottom) };
    if (expression.kind === "subtract")
      return { ...expression, left: simplify(expression.left), right: simplify(expression.right) };
    if (expression.kind === "window") return { ...expression, of: simplify(expression.of) };
    if (expression.kind === "aggregate") return { ...expression, of: simplify(expression.of) };
    if (expression.kind !== "count" || !expression.column || !expression.distinct) return expression;
    const table = builder.index.byId.get(expression.column.table);
    const isKey = table?.primaryKey.length === 1 && table.primaryKey[0]?.column.name === expression.column.column;
    if (!isKey) return expression;
    const root = { table: expression.column.table, via: expression.column.via };
    const steps = joinTables(builder.index, [root, ...nodes]);
    if (!steps || !steps.every((step) => step.toOne)) return expression;
    return { kind: "count", column: null, distinct: false, filter: expression.filter, of: expression.column.table };
  };
  const before = JSON.stringify(plan.select.map((output) => output.expression));
  const counted = plan.select
    .flatMap((output) => countedTables(output.expression))
    .concat(plan.orderBy.flatMap((order) => countedTables(order.expression)));
  const distinctTables = new Set(counted);
  if (distinctTables.size <= 1) {
    plan.select = plan.select.map((output) => ({ ...output, expression: simplify(output.expression) }));
    plan.orderBy = plan.orderBy.map((order) => ({ ...order, expression: simplify(order.expression) }));
    plan.having = plan.having.map((condition) =>
      condition.kind === "compare" ? { ...condition, left: simplify(condition.left) } : condition,
    );
    const [table] = distinctTables;
    if (table && JSON.stringify(plan.select.map((output) => output.expression)) !== before)
      plan.through.push({ table, via: null });
  }
}

function countedTables(expression: PlanExpression): string[] {
  if (expression.kind === "count") return expression.column ? [expression.column.table] : [];
  if (expression.kind === "divide") return [...countedTables(expression.top), ...countedTables(expression.bottom)];
  if (expression.kind === "subtract") return [...countedTables(expression.left), ...countedTables(expression.right)];
  if (expression.kind === "window" || expression.kind === "aggregate") return countedTables(expression.of);
  return [];
}

/** "the maximum horsepower and the make": the row with the maximum, not the maximum of each make. */
export function pickExtremeRow(plan: Plan, draft: Draft): void {
  if (draft.groups.length > 0 || plan.orderBy.length > 0 || plan.limit !== null) return;
  const figures = plan.select.filter((output) => isAggregate(output.expression));
  const [figure] = figures;
  if (figures.length !== 1 || plan.select.length < 2 || figure?.expression.kind !== "aggregate") return;
  const { name, of } = figure.expression;
  if ((name !== "max" && name !== "min") || of.kind !== "column") return;
  plan.select = plan.select.map((output) => (output === figure ? { ...output, expression: of, alias: null } : output));
  plan.orderBy.push({ expression: of, direction: name === "max" ? "desc" : "asc", words: figure.words });
  plan.limit = 1;
}

/** Two periods of one column that have no day in common, both required: nobody means that. */
export function findContradictions(plan: Plan, builder: Builder): void {
  const spans = plan.where.flatMap((condition) => {
    if (condition.kind !== "all") return [];
    const bounds = condition.items.flatMap((item) =>
      item.kind === "compare" &&
      item.left.kind === "column" &&
      typeof item.right === "string" &&
      /^\d{4}-\d\d-\d\d$/.test(item.right)
        ? [{ column: JSON.stringify(item.left), operator: item.operator, day: item.right }]
        : [],
    );
    const from = bounds.find((bound) => bound.operator === ">=");
    const to = bounds.find((bound) => bound.operator === "<");
    return from && to && from.column === to.column ? [{ column: from.column, from: from.day, to: to.day }] : [];
  });
  for (const [at, one] of spans.entries()) {
    const other = spans
      .slice(at + 1)
      .find((each) => each.column === one.column && (each.from >= one.to || one.from >= each.to));
    if (other) builder.failures.push("two periods at once", "two periods at once");
  }
}

/** "the best restaurant": everything that shares the top rating, since ratings tie. */
export function keepTies(plan: Plan, draft: Draft): void {
  const [order] = plan.orderBy;
  const rated =
    draft.orders.length === 1 &&
    draft.orders[0]?.measure?.kind === "adjective" &&
    draft.orders[0].measure.adjective === "good";
  if (
    !rated ||
    !order ||
    plan.limit !== 1 ||
    plan.groupBy.length > 0 ||
    order.expression.kind !== "column" ||
    plan.select.some((output) => isAggregate(output.expression))
  )
    return;
  const inner: Plan = {
    ...emptyPlan(plan.entity),
    select: [
      {
        expression: {
          kind: "aggregate",
          name: order.direction === "desc" ? "max" : "min",
          of: order.expression,
          filter: [],
        },
        alias: null,
        words: null,
      },
    ],
    where: structuredClone(plan.where),
    through: structuredClone(plan.through),
  };
  plan.where.push({
    kind: "compare",
    left: order.expression,
    operator: "=",
    right: { kind: "query", plan: inner },
    words: order.words,
  });
  plan.orderBy = [];
  plan.limit = null;
}

/** "how many heroes have the highest value": those whose value is the highest, counted. */
export function countExtremes(plan: Plan, builder: Builder): void {
  const [order] = plan.orderBy;
  if (
    !order ||
    plan.limit !== 1 ||
    plan.groupBy.length > 0 ||
    order.expression.kind !== "column" ||
    plan.select.length === 0 ||
    !plan.select.every((output) => isAggregate(output.expression))
  )
    return;
  const { column } = order.expression;
  const inner: Plan = {
    ...emptyPlan(column.table),
    select: [
      {
        expression: {
          kind: "aggregate",
          name: order.direction === "desc" ? "max" : "min",
          of: order.expression,
          filter: [],
        },
        alias: null,
        words: null,
      },
    ],
  };
  plan.where.push({
    kind: "compare",
    left: order.expression,
    operator: "=",
    right: { kind: "query", plan: inner },
    words: order.words,
  });
  plan.orderBy = [];
  plan.limit = null;
  builder.context.tables.set(column.table, 1);
}

/** "with the most papers, ordered by the number of papers": a whole ranking, said twice. */
export function dropRepeatedOrders(plan: Plan, draft: Draft): void {
  const kept: Plan["orderBy"] = [];
  for (const order of plan.orderBy) {
    const same = kept.find((known) => sameExpression(known.expression, order.expression));
    if (!same) kept.push(order);
    else if (plan.limit === 1 && draft.outputs.some((output) => /s$/i.test(output.measure.words))) {
      plan.limit = null;
      if (
        isAggregate(order.expression) &&
        !plan.select.some((output) => sameExpression(output.expression, order.expression))
      )
        plan.select.push({ expression: order.expression, alias: null, words: order.words });
    }
  }
  plan.orderBy = kept;
}

/** "top 5 companies by revenue" shows the revenue too. */
export function showRanking(plan: Plan, draft: Draft): void {
  const [order] = plan.orderBy;
  if (!order || plan.limit === null || plan.limit < 2 || order.words === "order") return;
  if (!draft.outputs.every((output) => output.entity || output.measure.kind === "column") || draft.outputs.length > 1)
    return;
  if (plan.select.some((output) => sameExpression(output.expression, order.expression))) return;
  plan.select.push({ expression: order.expression, alias: null, words: order.words });
}

/** The entity named in the question takes part, unless the shown columns already stand for it. */
export function attachEntity(plan: Plan, builder: Builder): void {
  const { entity } = builder.context;
  if (!entity) return;
  const nodes = collectNodes(plan);
  if (nodes.some((node) => node.table === entity.table.id)) return;
  const [first] = nodes;
  if (!first) return;
  const strong = (builder.context.tables.get(entity.table.id) ?? 0) > 0.7;
  if (strong && joinDistance(builder.index, first.table, entity.table.id) < 4)
    plan.through.push({ table: entity.table.id, via: null });
  else plan.entity = first.table;
}
