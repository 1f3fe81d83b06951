import type { Interpretation, InterpretationChip } from "#app/shared/analyst.ts";
import type { Plan, PlanCondition, PlanExpression, PlanLiteral } from "./plan/plan.ts";
import { isAggregate } from "./plan/plan.ts";
import type { SchemaIndex } from "./schema/schema-index.ts";

const OPERATOR_WORDS: Record<string, string> = {
  "=": "is",
  "!=": "is not",
  "<": "below",
  "<=": "at most",
  ">": "above",
  ">=": "at least",
};

/** A name as a person would write it: "original_air_date" is "original air date". */
export function plainName(name: string): string {
  return name
    .replace(/[_\s]+/g, " ")
    .replace(/([\p{Ll}])(\p{Lu})/gu, "$1 $2")
    .toLowerCase()
    .trim();
}

export function tableLabel(index: SchemaIndex, id: string): string {
  const table = index.byId.get(id)?.table;
  const name = plainName(table?.name ?? id);
  return name.charAt(0).toUpperCase() + name.slice(1);
}

export function describeExpression(expression: PlanExpression, index: SchemaIndex): string {
  switch (expression.kind) {
    case "column": {
      const name = plainName(expression.column.column);
      return expression.column.via ? `${name} (${plainName(expression.column.via)})` : name;
    }
    case "count": {
      const filter = expression.filter.map((condition) => describeCondition(condition, index)).join(" and ");
      const table = plainName(index.byId.get(expression.column?.table ?? expression.of ?? "")?.table.name ?? "rows");
      const column =
        expression.column &&
        !index.byId
          .get(expression.column.table)
          ?.primaryKey.some((key) => key.column.name === expression.column?.column)
          ? `different ${plainName(expression.column.column)}`
          : table;
      return `number of ${column}${filter ? ` where ${filter}` : ""}`;
    }
    case "aggregate":
      return `${{ sum: "total", avg: "average", min: "lowest", max: "highest" }[expression.name]} ${describeExpression(expression.of, index)}`;
    case "grain":
      return `${expression.grain} of ${plainName(expression.column.column)}`;
    case "length":
      return `length of ${plainName(expression.column.column)}`;
    case "age":
      return "age in years";
    case "divide":
      return `${describeExpression(expression.top, index)} ${expression.percent ? "as a percentage of" : "divided by"} ${describeExpression(expression.bottom, index)}`;
    case "subtract":
      return `${describeExpression(expression.left, index)} minus ${describeExpression(expression.right, index)}`;
    case "window":
      return `${{ share: "share of total", change: "change from the period before", running: "running total" }[expression.name]} of ${describeExpression(expression.of, index)}`;
    case "query": {
      const [output] = expression.plan.select;
      const where = expression.plan.where.map((condition) => describeCondition(condition, index)).join(" and ");
      const order = expression.plan.orderBy[0];
      const inner = output ? describeExpression(output.expression, index) : "value";
      return `the ${inner}${where ? ` where ${where}` : ""}${order ? ` of the row with the ${order.direction === "desc" ? "highest" : "lowest"} ${describeExpression(order.expression, index)}` : ""}`;
    }
  }
}

function describeSide(side: PlanLiteral | PlanExpression, index: SchemaIndex): string {
  return typeof side === "object" ? describeExpression(side, index) : String(side).trim();
}

export function describeCondition(condition: PlanCondition, index: SchemaIndex): string {
  switch (condition.kind) {
    case "compare":
      return `${describeExpression(condition.left, index)} ${OPERATOR_WORDS[condition.operator] ?? condition.operator} ${describeSide(condition.right, index)}`;
    case "in":
      return `${describeExpression(condition.left, index)} ${condition.negated ? "is not" : condition.values.length > 1 ? "is one of" : "is"} ${condition.values.map((value) => String(value).trim()).join(", ")}`;
    case "between":
      return `${describeExpression(condition.left, index)} between ${condition.low} and ${condition.high}`;
    case "null":
      return `${describeExpression(condition.left, index)} ${condition.negated ? "is known" : "is missing"}`;
    case "like":
      return `${describeExpression(condition.left, index)} ${condition.negated ? "is not like" : "is like"} ${condition.patterns.join(" or ")}`;
    case "any":
    case "all":
      return condition.items
        .map((item) => describeCondition(item, index))
        .join(condition.kind === "any" ? " or " : " and ");
    case "not":
      return `not (${describeCondition(condition.item, index)})`;
    case "exists": {
      const tables = [
        ...new Set(condition.through.map((node) => plainName(index.byId.get(node.table)?.table.name ?? node.table))),
      ].join(" and ");
      const where = condition.where.map((inner) => describeCondition(inner, index)).join(" and ");
      if (condition.count)
        return `number of ${tables} ${OPERATOR_WORDS[condition.count.operator]} ${condition.count.value}`;
      return `${condition.negated ? "without" : "with"} ${tables || "a match"}${where ? ` where ${where}` : ""}`;
    }
  }
}

/** How the question was read: one sentence, and a chip for each part with the words it came from. */
export function interpretPlan(plan: Plan, index: SchemaIndex): Interpretation {
  const chips: InterpretationChip[] = [{ role: "table", label: tableLabel(index, plan.entity), words: null }];
  const grouped = plan.groupBy.filter((group) => group.shown);
  for (const output of plan.select) {
    if (grouped.some((group) => JSON.stringify(group.expression) === JSON.stringify(output.expression))) continue;
    const role = isAggregate(output.expression)
      ? output.expression.kind === "window" || output.expression.kind === "divide"
        ? "operation"
        : "measure"
      : "dimension";
    chips.push({ role, label: describeExpression(output.expression, index), words: output.words });
  }
  for (const group of grouped)
    chips.push({
      role: group.expression.kind === "grain" ? "grain" : "dimension",
      label: `by ${group.expression.kind === "grain" ? group.expression.grain : describeExpression(group.expression, index)}`,
      words: group.words,
    });
  for (const condition of [...plan.where, ...plan.having])
    chips.push({ role: "filter", label: describeCondition(condition, index), words: condition.words });
  for (const order of plan.orderBy)
    chips.push({
      role: "sort",
      label: `${order.direction === "desc" ? "highest" : "lowest"} ${describeExpression(order.expression, index)} first`,
      words: order.words,
    });
  if (plan.limit !== null)
    chips.push({ role: "limit", label: plan.limit === 1 ? "first row only" : `first ${plan.limit} rows`, words: null });
  return { summary: summarise(plan, index), chips };
}

function list(parts: string[]): string {
  return parts.length < 2 ? (parts[0] ?? "") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}

function summarise(plan: Plan, index: SchemaIndex): string {
  const grouped = plan.groupBy.filter((group) => group.shown);
  const outputs = plan.select.filter(
    (output) => !grouped.some((group) => JSON.stringify(group.expression) === JSON.stringify(output.expression)),
  );
  const shown = list(outputs.map((output) => describeExpression(output.expression, index)));
  const aggregated = outputs.some((output) => isAggregate(output.expression));
  const table = plainName(index.byId.get(plan.entity)?.table.name ?? plan.entity);
  const conditions = [...plan.where, ...plan.having];
  const withOthers = conditions.filter((condition) => condition.kind === "exists" && !condition.count).map((condition) => describeCondition(condition, index));
  const where = list(conditions.filter((condition) => condition.kind !== "exists" || condition.count).map((condition) => describeCondition(condition, index)));
  const by = list(
    grouped.map((group) =>
      group.expression.kind === "grain" ? group.expression.grain : describeExpression(group.expression, index),
    ),
  );
  const order = list(
    plan.orderBy.map(
      (each) =>
        `${describeExpression(each.expression, index)}, ${each.direction === "desc" ? "highest" : "lowest"} first`,
    ),
  );
  const head = aggregated ? `Worked out the ${shown}` : `Listed the ${plan.distinct ? "different " : ""}${shown || by}`;
  const parts = [
    head,
    aggregated || shown.length === 0 ? "" : `of ${table}`,
    list(withOthers),
    where ? `where ${where}` : "",
    by && aggregated ? `by ${by}` : "",
    order ? `ordered by ${order}` : "",
    plan.limit !== null ? `(${plan.limit === 1 ? "first row" : `first ${plan.limit} rows`})` : "",
  ];
  return `${parts.filter(Boolean).join(" ")}.`;
}
