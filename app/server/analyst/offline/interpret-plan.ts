import type { Interpretation, InterpretationChip } from "#app/shared/analyst.ts";
import { singular } from "./language/stem-word.ts";
import { describePeriod } from "./describe-period.ts";
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

const DAY = /^\d{4}-\d\d-\d\d$/;

/** The bound that a comparison with a day sets, or null for anything else. */
function boundOf(
  condition: PlanCondition,
): { column: string; name: string; from: string | null; to: string | null } | null {
  if (
    condition.kind !== "compare" ||
    condition.left.kind !== "column" ||
    typeof condition.right !== "string" ||
    !DAY.test(condition.right)
  )
    return null;
  const column = JSON.stringify(condition.left.column);
  const name = plainName(condition.left.column.column).replace(/ (?:at|on|date|dt)$/, "");
  if (condition.operator === ">=") return { column, name, from: condition.right, to: null };
  if (condition.operator === "<") return { column, name, from: null, to: condition.right };
  return null;
}

function periodOf(condition: PlanCondition): string | null {
  const bounds = (condition.kind === "all" ? condition.items : [condition]).map(boundOf);
  const [first, second] = bounds;
  if (!first || bounds.length > 2 || (bounds.length === 2 && second?.column !== first.column)) return null;
  return `${first.name} ${describePeriod(first.from ?? second?.from ?? null, first.to ?? second?.to ?? null)}`;
}

export function describeCondition(condition: PlanCondition, index: SchemaIndex): string {
  const period = periodOf(condition);
  if (period) return period;
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

const ACTIONS = { sum: "Added up the", avg: "Averaged the", min: "Found the lowest", max: "Found the highest" };

/** What was done, where one figure is asked for: "Counted projects", "Added up the amount of invoices". */
function actionOf(expression: PlanExpression, table: string, index: SchemaIndex): string | null {
  if (expression.kind === "count" && expression.filter.length === 0)
    return `Counted ${describeExpression(expression, index)
      .replace(/^number of /, "")
      .replace(/^rows$/, table)}`;
  if (expression.kind !== "aggregate" || expression.filter.length > 0) return null;
  const owner =
    expression.of.kind === "column"
      ? plainName(index.byId.get(expression.of.column.table)?.table.name ?? table)
      : table;
  return `${ACTIONS[expression.name]} ${describeExpression(expression.of, index)} of ${owner}`;
}

function list(parts: string[]): string {
  return parts.length < 2 ? (parts[0] ?? "") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}

/** A key as a reader would say it: "company name" for companies.name, "month" for a grain. */
function groupLabel(expression: PlanExpression, index: SchemaIndex): string {
  if (expression.kind === "grain") return expression.grain;
  const label = describeExpression(expression, index);
  if (expression.kind !== "column" || !/^(?:name|title|id|code|number)$/.test(label)) return label;
  const words = (index.byId.get(expression.column.table)?.words ?? []).join(" ");
  return `${words
    .split(" ")
    .slice(0, -1)
    .concat(singular(words.split(" ").at(-1) ?? ""))
    .join(" ")} ${label}`.trim();
}

function summarise(plan: Plan, index: SchemaIndex): string {
  const grouped = plan.groupBy.filter((group) => group.shown);
  const same = (a: PlanExpression, b: PlanExpression) => JSON.stringify(a) === JSON.stringify(b);
  const outputs = plan.select.filter((output) => !grouped.some((group) => same(group.expression, output.expression)));
  const shown = list(outputs.map((output) => describeExpression(output.expression, index)));
  const aggregated = outputs.some((output) => isAggregate(output.expression));
  const table = plainName(index.byId.get(plan.entity)?.table.name ?? plan.entity);
  const attached: string[] = [];
  const where: string[] = [];
  for (const condition of [...plan.where, ...plan.having]) {
    const text = describeCondition(condition, index);
    const readsOn =
      (condition.kind === "exists" && !condition.count) || (periodOf(condition) !== null && /^[a-z]+ed /.test(text));
    (readsOn ? attached : where).push(text);
  }
  const by = list(grouped.map((group) => groupLabel(group.expression, index)));
  const orders = plan.orderBy.filter((order) => !(order.expression.kind === "grain" && order.direction === "asc"));
  const order = list(
    orders.map(
      (each) =>
        `${describeExpression(each.expression, index)}, ${each.direction === "desc" ? "highest" : "lowest"} first`,
    ),
  );
  const [only] = outputs;
  const action = outputs.length === 1 && only ? actionOf(only.expression, table, index) : null;
  const head =
    action ??
    (aggregated ? `Worked out the ${shown}` : `Listed the ${plan.distinct ? "different " : ""}${shown || by}`);
  const sentence = [
    head,
    aggregated || shown.length === 0 ? "" : `of ${table}`,
    list(attached),
    where.length > 0 ? `where ${list(where)}` : "",
  ]
    .filter(Boolean)
    .join(" ");
  const tail = [
    by && aggregated ? `by ${by}` : "",
    order ? `ordered by ${order}` : "",
    plan.limit !== null ? (plan.limit === 1 ? "first row only" : `first ${plan.limit} rows`) : "",
  ].filter(Boolean);
  return `${[sentence, ...tail].join(", ")}.`;
}
