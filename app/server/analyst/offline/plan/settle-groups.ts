import type { Draft } from "#app/server/analyst/offline/parse/draft.ts";
import { dateForGrain } from "./add-groups.ts";
import type { Builder } from "./builder.ts";
import { aliasOf, columnExpression, refOf } from "./measure-expression.ts";
import {
  type ColumnRef,
  type Plan,
  type PlanExpression,
  type PlanGroup,
  isAggregate,
  sameExpression,
  tablesOfExpression,
} from "./plan.ts";

/** "total amount by region" where the column itself is called so: figures shown per group are added up. */
function addUpByGroup(plan: Plan, draft: Draft, builder: Builder): void {
  if (plan.groupBy.length === 0 || plan.select.some((output) => isAggregate(output.expression))) return;
  plan.select = plan.select.map((output) => {
    if (output.expression.kind !== "column") return output;
    const { column } = output.expression;
    const style = measureStyle(column, builder);
    const total = /\b(?:total|sum|overall)\b/i.test(output.words ?? "");
    const ownGroup = plan.groupBy.every(
      (group) => group.expression.kind === "column" && group.expression.column.table === column.table,
    );
    if (
      style === null ||
      (!total && (ownGroup || draft.groups.some((group) => /^(?:each|of each|every)/i.test(group.words))))
    )
      return output;
    const expression: PlanExpression = {
      kind: "aggregate",
      name: total ? "sum" : style,
      of: output.expression,
      filter: [],
    };
    builder.assumptions.push(
      `${column.column} is ${expression.name === "sum" ? "added up" : "averaged"} for each group`,
    );
    return { ...output, expression, alias: aliasOf(expression, builder) };
  });
}

/** Puts keys before figures, adds those not shown yet, and drops grouping that groups nothing. */
export function settleGroups(plan: Plan, draft: Draft, builder: Builder): void {
  addUpByGroup(plan, draft, builder);
  const hasAggregate =
    plan.select.some((output) => isAggregate(output.expression)) ||
    plan.orderBy.some((order) => isAggregate(order.expression)) ||
    plan.having.length > 0;
  if (!hasAggregate) {
    const missing = plan.groupBy.filter(
      (group) => group.shown && !plan.select.some((output) => sameExpression(output.expression, group.expression)),
    );
    const onlyKeys =
      plan.select.length === 0 ||
      plan.select.every((output) => plan.groupBy.some((group) => sameExpression(group.expression, output.expression)));
    if (onlyKeys && missing.length > 0) plan.distinct = true;
    for (const group of missing.reverse())
      if (group.expression.kind === "grain" || onlyKeys || !sameTableAsSelect(plan, group))
        plan.select.unshift({
          expression: group.expression,
          alias: aliasOf(group.expression, builder),
          words: group.words,
        });
    if (
      !onlyKeys &&
      plan.select.some((output) => output.expression.kind === "column") &&
      numericSelected(plan, builder) &&
      missing.length > 0
    )
      builder.assumptions.push("Listed row by row, nothing added up");
    plan.groupBy = [];
    return;
  }
  const keys = plan.groupBy.filter(
    (group) => group.shown && !plan.select.some((output) => sameExpression(output.expression, group.expression)),
  );
  plan.select.unshift(
    ...keys.map((group) => ({
      expression: group.expression,
      alias: aliasOf(group.expression, builder),
      words: group.words,
    })),
  );
  if (plan.groupBy.length === 0 && plan.having.length === 0) {
    const bare = plan.select.filter((output) => !isAggregate(output.expression) && output.expression.kind !== "query");
    const orderAggregated = plan.orderBy.some((order) => isAggregate(order.expression));
    if ((bare.length > 0 && plan.select.some((output) => isAggregate(output.expression))) || orderAggregated)
      groupByShown(
        plan,
        bare.map((output) => output.expression),
        draft,
        builder,
      );
  }
}

function sameTableAsSelect(plan: Plan, group: PlanGroup): boolean {
  return (
    group.expression.kind === "column" &&
    plan.select.some(
      (output) =>
        output.expression.kind === "column" &&
        output.expression.column.table === (group.expression as { column: ColumnRef }).column.table,
    )
  );
}

function numericSelected(plan: Plan, builder: Builder): boolean {
  return plan.select.some(
    (output) =>
      output.expression.kind === "column" &&
      builder.index.byId.get(output.expression.column.table)?.byName.get(output.expression.column.column)?.isMeasure,
  );
}

/** "names of teachers and the number of courses": one row per teacher, not per name. */
export function groupByShown(plan: Plan, shown: PlanExpression[], draft: Draft, builder: Builder): void {
  for (const expression of shown) {
    if (expression.kind === "column") {
      const table = builder.index.byId.get(expression.column.table);
      const column = table?.byName.get(expression.column.column);
      if (table && column) {
        const named =
          table.display.includes(column) || column.isKey || (builder.context.tables.get(table.table.id) ?? 0) >= 0.75;
        const countsItself = [
          ...plan.select.map((output) => output.expression),
          ...plan.orderBy.map((order) => order.expression),
        ].some((each) => each.kind === "count" && (each.column === null || each.column.table === table.table.id));
        const others = [
          ...plan.select.map((output) => output.expression),
          ...plan.orderBy.map((order) => order.expression),
        ].some((each) => isAggregate(each) && aggregatesOther(each, table.table.id));
        if (named && !countsItself && others) {
          for (const key of table.primaryKey) {
            const group = columnExpression(key, expression.column.via);
            if (!plan.groupBy.some((known) => sameExpression(known.expression, group)))
              plan.groupBy.push({ expression: group, shown: false, words: null });
          }
        }
      }
    }
    if (!plan.groupBy.some((known) => sameExpression(known.expression, expression)))
      plan.groupBy.push({ expression, shown: false, words: null });
  }
}

function aggregatesOther(expression: PlanExpression, table: string): boolean {
  let other = false;
  tablesOfExpression(expression, (node) => {
    if (node.table !== table) other = true;
  });
  return other;
}

export function measureStyle(column: ColumnRef, builder: Builder): "avg" | "sum" | null {
  const indexed = builder.index.byId.get(column.table)?.byName.get(column.column);
  if (!indexed?.isMeasure) return null;
  return indexed.stems.some((stem) =>
    ["rate", "score", "percent", "age", "grade", "ratio", "averag", "star", "level"].includes(stem),
  )
    ? "avg"
    : "sum";
}

export function addTimeWindow(plan: Plan, draft: Draft, builder: Builder): void {
  if (!draft.growth && !draft.running) return;
  const figure = plan.select.find((output) => isAggregate(output.expression));
  if (!figure) return;
  let grain = plan.groupBy.find((group) => group.expression.kind === "grain")?.expression ?? null;
  if (!grain) {
    const date = dateForGrain(plan, builder);
    if (!date) return;
    grain = { kind: "grain", grain: "month", column: refOf(date), text: false };
    plan.groupBy.push({ expression: grain, shown: true, words: null });
    plan.select.unshift({ expression: grain, alias: "month", words: null });
    builder.assumptions.push("Periods are months");
  }
  const name = draft.running ? "running" : "change";
  plan.select.push({
    expression: { kind: "window", name, of: figure.expression, orderBy: grain },
    alias: name === "running" ? "running_total" : "change",
    words: null,
  });
}
