import type { Draft } from "#app/server/analyst/offline/parse/draft.ts";
import type { Mention } from "#app/server/analyst/offline/parse/items.ts";
import { bestKind } from "#app/server/analyst/offline/parse/reader.ts";
import type { IndexedColumn, IndexedTable } from "#app/server/analyst/offline/schema/schema-index.ts";
import type { Builder } from "./builder.ts";
import { adjectiveColumn, chooseTable, defaultMeasure } from "./choose-columns.ts";
import { joinTables } from "./join-tables.ts";
import { columnExpression, measureExpression } from "./measure-expression.ts";
import { type ColumnRef, type Plan, type PlanExpression, isAggregate } from "./plan.ts";
import { measureStyle } from "./settle-groups.ts";

export function addOrders(plan: Plan, draft: Draft, builder: Builder): void {
  for (const order of draft.orders) {
    let { measure } = order;
    if (!measure) {
      const figure = plan.select.find((output) => isAggregate(output.expression));
      const sized =
        figure ??
        plan.select.find(
          (output) =>
            output.expression.kind === "column" &&
            order.words !== "order" &&
            builder.index.byId.get(output.expression.column.table)?.byName.get(output.expression.column.column)
              ?.isMeasure,
        );
      const target =
        order.words === "order" ? (plan.select.length === 1 ? plan.select[0] : (figure ?? plan.select[0])) : sized;
      if (target)
        plan.orderBy.push({
          expression: target.expression,
          direction: order.direction ?? (order.words === "order" ? "asc" : "desc"),
          words: order.words,
        });
      else if (builder.context.entity) {
        const { entity } = builder.context;
        const size =
          adjectiveColumn("good", builder.context, [entity]) ??
          (defaultMeasure(entity) ? { column: defaultMeasure(entity) as IndexedColumn, flipped: false } : null);
        if (size) {
          plan.orderBy.push({
            expression: columnExpression(size.column),
            direction: (order.direction === "asc") === !size.flipped ? "asc" : "desc",
            words: order.words,
          });
          builder.assumptions.push(`"${order.words.trim()}" is measured by ${size.column.column.name}`);
        } else builder.failures.push(order.words);
      } else builder.failures.push(order.words);
      continue;
    }
    const shownName = measure.kind === "column" && measure.mention ? aliasMatch(plan, measure.mention, builder) : null;
    if (shownName) {
      plan.orderBy.push({ expression: shownName, direction: order.direction ?? "asc", words: order.words });
      continue;
    }
    // Ordering by a thing that the result already names ("ordered by contestant").
    if (
      order.words === "order" &&
      measure.kind === "column" &&
      measure.mention &&
      bestKind(measure.mention) === "table"
    ) {
      const table = chooseTable(measure.mention, builder.context);
      const shown = plan.select.find(
        (output) => output.expression.kind === "column" && output.expression.column.table === table?.table.id,
      );
      if (shown) {
        plan.orderBy.push({ expression: shown.expression, direction: order.direction ?? "asc", words: order.words });
        continue;
      }
      measure = { ...measure };
    }
    const built = measureExpression(measure, builder);
    if (!built) {
      builder.failures.push(measure.words);
      continue;
    }
    let { expression } = built;
    plan.through.push(...built.through);
    if (measure.kind === "count" && expression.kind === "column" && draft.groups.length > 0)
      expression = { kind: "aggregate", name: "sum", of: expression, filter: [] };
    if (order.byLength && expression.kind === "column") expression = { kind: "length", column: expression.column };
    if (
      order.words !== "order" &&
      expression.kind === "column" &&
      needsAverage(expression.column, plan, draft, builder)
    )
      expression = {
        kind: "aggregate",
        name: needsAverage(expression.column, plan, draft, builder) ?? "sum",
        of: expression,
        filter: [],
      };
    const direction = order.direction ?? (order.words === "order" ? "asc" : "desc");
    plan.orderBy.push({
      expression,
      direction: built.flipped ? (direction === "asc" ? "desc" : "asc") : direction,
      words: order.words,
    });
  }
}

/** A measure that lives on the many side of what is ranked has to be summed up first. */
function needsAverage(column: ColumnRef, plan: Plan, draft: Draft, builder: Builder): "avg" | "sum" | null {
  const entity = rankedTable(plan, builder);
  if (!entity || entity.table.id === column.table)
    return plan.groupBy.length > 0 || plan.select.some((output) => isAggregate(output.expression))
      ? measureStyle(column, builder)
      : null;
  const steps = joinTables(builder.index, [
    { table: column.table, via: null },
    { table: entity.table.id, via: null },
  ]);
  if (!steps) return null;
  const manySide =
    steps.slice(1).every((step) => step.toOne) &&
    !steps
      .slice(1)
      .every(
        (step) =>
          step.edge &&
          step.edge.from.table.primaryKey.length === 1 &&
          step.edge.from.table.primaryKey[0] === step.edge.relationship.fromColumns[0],
      );
  const explicitTotal = draft.orders.some(
    (order) =>
      /total|overall|sum|average|mean/.test(order.words) ||
      (/^(?:the )?(?:most|least|fewest)\b/i.test(order.words) && measureStyle(column, builder) === "sum"),
  );
  const style = measureStyle(column, builder);
  if (!manySide) return null;
  return explicitTotal || (style === "avg" && plan.limit !== 1)
    ? style
    : explicitTotal
      ? "sum"
      : plan.limit !== null && plan.limit > 1
        ? style
        : null;
}

function rankedTable(plan: Plan, builder: Builder): IndexedTable | null {
  const shown = plan.select.find((output) => output.expression.kind === "column");
  if (shown?.expression.kind === "column") return builder.index.byId.get(shown.expression.column.table) ?? null;
  return builder.context.entity;
}

/** An order key that was already shown under a figure's name ("ordered by the average rating"). */
function aliasMatch(plan: Plan, mention: Mention, builder: Builder): PlanExpression | null {
  for (const output of plan.select) {
    if (!isAggregate(output.expression)) continue;
    const inner =
      output.expression.kind === "aggregate" && output.expression.of.kind === "column"
        ? output.expression.of.column
        : null;
    if (
      inner &&
      mention.columns.some(
        (option) => option.column.column.name === inner.column && option.column.table.table.id === inner.table,
      )
    ) {
      const shownBare = plan.select.some(
        (each) =>
          each.expression.kind === "column" &&
          each.expression.column.column === inner.column &&
          each.expression.column.table === inner.table,
      );
      const grouped = plan.groupBy.some(
        (group) => group.expression.kind === "column" && group.expression.column.column === inner.column,
      );
      if (!shownBare && !grouped) return output.expression;
    }
  }
  return builder ? null : null;
}
