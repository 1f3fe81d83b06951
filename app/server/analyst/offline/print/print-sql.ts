import { joinTables, nodeKey, type JoinStep } from "#app/server/analyst/offline/plan/join-tables.ts";
import {
  isAggregate,
  tablesOfCondition,
  tablesOfExpression,
  type ColumnRef,
  type Plan,
  type PlanCondition,
  type PlanExpression,
  type PlanLiteral,
  type TableNode,
} from "#app/server/analyst/offline/plan/plan.ts";
import type { SchemaIndex } from "#app/server/analyst/offline/schema/schema-index.ts";
import { quoteName, quoteValue } from "./quote-sql.ts";

export class UnjoinableTables extends Error {}

type Scope = {
  index: SchemaIndex;
  /** Node key -> alias, this query's and the enclosing ones'. */
  aliases: Map<string, string>;
  used: Set<string>;
  single: boolean;
};

/** Renders a plan as one SELECT. Throws UnjoinableTables where no relationship connects its tables. */
export function printSql(plan: Plan, index: SchemaIndex): string {
  return printQuery(plan, index, new Set(), "");
}

function nodesOf(plan: Plan): TableNode[] {
  const nodes: TableNode[] = [];
  const visit = (node: TableNode) => {
    if (!nodes.some((known) => nodeKey(known) === nodeKey(node))) nodes.push({ table: node.table, via: node.via });
  };
  const body = [
    ...plan.groupBy.map((group) => group.expression),
    ...plan.select.map((output) => output.expression),
    ...plan.orderBy.map((order) => order.expression),
  ];
  const conditions = [...plan.where, ...plan.having];
  const named: TableNode[] = [];
  const note = (node: TableNode) => named.push(node);
  body.forEach((expression) => tablesOfExpression(expression, note));
  conditions.forEach((condition) => tablesOfCondition(condition, note));
  if (
    named.length === 0 ||
    plan.through.length > 0 ||
    named.some((node) => node.table === plan.entity) ||
    named.some((node) => node.via !== null) ||
    body.some((expression) => expression.kind === "count" && expression.column === null)
  )
    visit({ table: plan.entity, via: null });
  named.forEach(visit);
  plan.through.forEach(visit);
  return nodes;
}

/** The joins a plan needs; null where its tables are not connected. */
export function joinsOf(plan: Plan, index: SchemaIndex): JoinStep[] | null {
  return joinTables(index, nodesOf(plan));
}

function nameAliases(
  steps: JoinStep[],
  index: SchemaIndex,
  taken: Set<string>,
): { aliases: Map<string, string>; used: Set<string> } {
  const aliases = new Map<string, string>();
  const used = new Set(taken);
  for (const step of steps) {
    const base = index.byId.get(step.node.table)?.table.name ?? step.node.table;
    let alias = base;
    for (let number = 2; used.has(alias); number += 1) alias = `${base}_${number}`;
    used.add(alias);
    aliases.set(nodeKey(step.node), alias);
  }
  return { aliases, used };
}

function tableSource(node: TableNode, alias: string, index: SchemaIndex): string {
  const table = index.byId.get(node.table)?.table;
  if (!table) throw new UnjoinableTables(node.table);
  const name = table.qualified ? `${quoteName(table.schema)}.${quoteName(table.name)}` : quoteName(table.name);
  return alias === table.name ? name : `${name} AS ${quoteName(alias)}`;
}

function joinCondition(step: JoinStep, aliases: Map<string, string>): string {
  if (!step.edge || !step.parent) return "true";
  const { relationship } = step.edge;
  const here = quoteName(aliases.get(nodeKey(step.node)) ?? step.node.table);
  const there = quoteName(aliases.get(nodeKey(step.parent)) ?? step.parent.table);
  const referring = step.edge.from.table.id === step.node.table && !(step.edge.from === step.edge.to) ? here : there;
  const referred = referring === here ? there : here;
  return relationship.fromColumns
    .map(
      (column, at) =>
        `${referring}.${quoteName(column)} = ${referred}.${quoteName(relationship.toColumns[at] ?? column)}`,
    )
    .join(" AND ");
}

/** Made of subqueries only, so that no table is read around them. */
function isSelfContained(expression: PlanExpression): boolean {
  if (expression.kind === "query") return true;
  if (expression.kind === "divide") return isSelfContained(expression.top) && isSelfContained(expression.bottom);
  if (expression.kind === "subtract") return isSelfContained(expression.left) && isSelfContained(expression.right);
  return false;
}

function printQuery(plan: Plan, index: SchemaIndex, taken: Set<string>, indent: string): string {
  if (
    plan.where.length === 0 &&
    plan.groupBy.length === 0 &&
    plan.select.every((output) => isSelfContained(output.expression))
  ) {
    const bare: Scope = { index, aliases: new Map(), used: new Set(taken), single: true };
    return `SELECT ${plan.select.map((output) => `${printExpression(output.expression, bare)}${output.alias ? ` AS ${quoteName(output.alias)}` : ""}`).join(", ")}`;
  }
  const steps = joinsOf(plan, index);
  if (!steps) throw new UnjoinableTables(plan.entity);
  const { aliases, used } = nameAliases(steps, index, taken);
  const scope: Scope = { index, aliases, used, single: steps.length === 1 && taken.size === 0 };
  const select = plan.select.map((output) => {
    const sql = printExpression(output.expression, scope);
    const alias = output.alias;
    return alias && !sql.endsWith(`.${quoteName(alias)}`) && sql !== quoteName(alias)
      ? `${sql} AS ${quoteName(alias)}`
      : sql;
  });
  const lines = [`SELECT ${plan.distinct ? "DISTINCT " : ""}${select.join(", ")}`];
  steps.forEach((step, position) => {
    const source = tableSource(step.node, aliases.get(nodeKey(step.node)) ?? step.node.table, index);
    lines.push(position === 0 ? `FROM ${source}` : `JOIN ${source} ON ${joinCondition(step, aliases)}`);
  });
  if (plan.where.length > 0)
    lines.push(`WHERE ${plan.where.map((condition) => printCondition(condition, scope, "and")).join("\n  AND ")}`);
  const groups = groupExpressions(plan, scope);
  if (groups.length > 0) lines.push(`GROUP BY ${groups.join(", ")}`);
  if (plan.having.length > 0)
    lines.push(`HAVING ${plan.having.map((condition) => printCondition(condition, scope, "and")).join(" AND ")}`);
  if (plan.orderBy.length > 0) {
    const orders = plan.orderBy.map(
      (order) => `${printExpression(order.expression, scope)}${order.direction === "desc" ? " DESC NULLS LAST" : ""}`,
    );
    lines.push(`ORDER BY ${orders.join(", ")}`);
  }
  if (plan.limit !== null) lines.push(`LIMIT ${Math.max(0, Math.trunc(plan.limit))}`);
  return lines.map((line, at) => (at === 0 ? line : indent + line)).join("\n");
}

/** Group keys, plus every bare column shown or ordered by, as SQL demands. */
function groupExpressions(plan: Plan, scope: Scope): string[] {
  const figures = [...plan.select, ...plan.orderBy].some((part) => isAggregate(part.expression));
  const bare = plan.select.some((output) => !isAggregate(output.expression) && output.expression.kind !== "query");
  const aggregated = plan.groupBy.length > 0 || plan.having.length > 0 || (figures && bare);
  if (!aggregated) return [];
  const keys = plan.groupBy.map((group) => printExpression(group.expression, scope));
  for (const output of plan.select)
    if (!isAggregate(output.expression) && output.expression.kind !== "query")
      keys.push(printExpression(output.expression, scope));
  for (const order of plan.orderBy)
    if (!isAggregate(order.expression) && order.expression.kind !== "query")
      keys.push(printExpression(order.expression, scope));
  return [...new Set(keys)];
}

function printColumn(column: ColumnRef, scope: Scope): string {
  const alias = scope.aliases.get(nodeKey(column)) ?? scope.aliases.get(column.table) ?? column.table;
  return scope.single ? quoteName(column.column) : `${quoteName(alias)}.${quoteName(column.column)}`;
}

function withFilter(sql: string, filter: PlanCondition[], scope: Scope): string {
  return filter.length === 0
    ? sql
    : `${sql} FILTER (WHERE ${filter.map((condition) => printCondition(condition, scope, "and")).join(" AND ")})`;
}

export function printExpression(expression: PlanExpression, scope: Scope): string {
  switch (expression.kind) {
    case "column":
      return printColumn(expression.column, scope);
    case "count": {
      const inner = expression.column
        ? `${expression.distinct ? "DISTINCT " : ""}${printColumn(expression.column, scope)}`
        : "*";
      return withFilter(`count(${inner})`, expression.filter, scope);
    }
    case "aggregate":
      return withFilter(`${expression.name}(${printExpression(expression.of, scope)})`, expression.filter, scope);
    case "grain":
      return printGrain(expression, scope);
    case "length":
      return `length(${printColumn(expression.column, scope)})`;
    case "age":
      return `extract(year FROM age(${printColumn(expression.column, scope)}))`;
    case "divide": {
      const top = `${expression.percent ? "100.0 * " : ""}${printExpression(expression.top, scope)}${expression.percent ? "" : "::numeric"}`;
      return `${top} / nullif(${printExpression(expression.bottom, scope)}, 0)`;
    }
    case "subtract":
      return `${printExpression(expression.left, scope)} - ${printExpression(expression.right, scope)}`;
    case "window": {
      const inner = printExpression(expression.of, scope);
      if (expression.name === "share") return `100.0 * ${inner} / nullif(sum(${inner}) OVER (), 0)`;
      const order = expression.orderBy ? `ORDER BY ${printExpression(expression.orderBy, scope)}` : "";
      if (expression.name === "running") return `sum(${inner}) OVER (${order})`;
      return `${inner} - lag(${inner}) OVER (${order})`;
    }
    case "query":
      return `(${printQuery(expression.plan, scope.index, scope.used, "    ")})`;
  }
}

function printGrain(expression: { grain: string; column: ColumnRef; text: boolean }, scope: Scope): string {
  const column = `${printColumn(expression.column, scope)}${expression.text ? "::date" : ""}`;
  if (expression.grain === "weekday") return `trim(to_char(${column}, 'Day'))`;
  if (expression.grain === "hour") return `extract(hour FROM ${column})::integer`;
  return `date_trunc('${expression.grain}', ${column})::date`;
}

function printSide(side: PlanLiteral | PlanExpression, scope: Scope): string {
  return typeof side === "object" ? printExpression(side, scope) : quoteValue(side);
}

export function printCondition(condition: PlanCondition, scope: Scope, within: "and" | "or" | "not"): string {
  switch (condition.kind) {
    case "compare": {
      const operator = condition.operator === "!=" ? "<>" : condition.operator;
      return `${printExpression(condition.left, scope)} ${operator} ${printSide(condition.right, scope)}`;
    }
    case "in": {
      const values = condition.values.map(quoteValue);
      const left = printExpression(condition.left, scope);
      if (values.length === 1) return `${left} ${condition.negated ? "<>" : "="} ${values[0]}`;
      return `${left} ${condition.negated ? "NOT IN" : "IN"} (${values.join(", ")})`;
    }
    case "between":
      return `${printExpression(condition.left, scope)} BETWEEN ${quoteValue(condition.low)} AND ${quoteValue(condition.high)}`;
    case "null":
      return `${printExpression(condition.left, scope)} IS ${condition.negated ? "NOT " : ""}NULL`;
    case "like": {
      const left = printExpression(condition.left, scope);
      const parts = condition.patterns.map(
        (pattern) => `${left} ${condition.negated ? "NOT " : ""}ILIKE ${quoteValue(pattern)}`,
      );
      const joined = parts.join(condition.negated ? " AND " : " OR ");
      return parts.length > 1 ? `(${joined})` : joined;
    }
    case "any":
    case "all": {
      const word = condition.kind === "any" ? "or" : "and";
      const inner = condition.items
        .map((item) => printCondition(item, scope, word))
        .join(word === "or" ? " OR " : " AND ");
      return condition.items.length > 1 && within !== word ? `(${inner})` : inner;
    }
    case "not":
      return `NOT (${printCondition(condition.item, scope, "not")})`;
    case "exists":
      return printExists(condition, scope);
  }
}

/** A subquery tied to the outer row of `anchor`: EXISTS, or its count compared. */
function printExists(condition: PlanCondition & { kind: "exists" }, scope: Scope): string {
  const nodes: TableNode[] = [condition.anchor, ...condition.through];
  condition.where.forEach((inner) =>
    tablesOfCondition(inner, (node) => {
      if (!nodes.some((known) => nodeKey(known) === nodeKey(node))) nodes.push({ table: node.table, via: node.via });
    }),
  );
  const steps = joinTables(scope.index, nodes);
  if (!steps) throw new UnjoinableTables(condition.anchor.table);
  const innerSteps = steps.slice(1);
  const { aliases, used } = nameAliases(innerSteps, scope.index, scope.used);
  const anchorAlias =
    scope.aliases.get(nodeKey(condition.anchor)) ?? scope.aliases.get(condition.anchor.table) ?? condition.anchor.table;
  aliases.set(nodeKey(condition.anchor), anchorAlias);
  const inner: Scope = { index: scope.index, aliases, used, single: false };
  const sources: string[] = [];
  const ties: string[] = [];
  for (const step of innerSteps) {
    const source = tableSource(step.node, aliases.get(nodeKey(step.node)) ?? step.node.table, scope.index);
    const on = joinCondition(step, aliases);
    const hangsOnAnchor = step.parent !== null && nodeKey(step.parent) === nodeKey(condition.anchor);
    if (sources.length === 0) {
      sources.push(source);
      ties.push(on);
    } else if (hangsOnAnchor) {
      sources.push(`CROSS JOIN ${source}`);
      ties.push(on);
    } else sources.push(`JOIN ${source} ON ${on}`);
  }
  const where = [...ties, ...condition.where.map((each) => printCondition(each, inner, "and"))].join(" AND ");
  const from = `FROM ${sources.join(" ")} WHERE ${where}`;
  if (condition.count) return `(SELECT count(*) ${from}) ${condition.count.operator} ${condition.count.value}`;
  return `${condition.negated ? "NOT " : ""}EXISTS (SELECT 1 ${from})`;
}
