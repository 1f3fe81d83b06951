import type { IndexedColumn, SchemaIndex } from "#app/server/analyst/offline/schema/schema-index.ts";
import {
  isAggregate,
  sameExpression,
  type ColumnRef,
  type Plan,
  type PlanCondition,
  type PlanExpression,
  type PlanLiteral,
} from "./plan.ts";

const NUMERIC = new Set(["integer", "numeric", "interval"]);
const DAY = /^\d{4}-\d\d-\d\d/;

/** Drops orders that SQL could not take: bare columns beside a lone total, columns a DISTINCT list does not show. */
export function tidyOrders(plan: Plan): Plan {
  const total =
    plan.groupBy.length === 0 &&
    plan.having.length === 0 &&
    plan.select.some((output) => isAggregate(output.expression));
  const orderBy = plan.orderBy.filter((order) => {
    if (total && !isAggregate(order.expression) && order.expression.kind !== "query") return false;
    return !plan.distinct || plan.select.some((output) => sameExpression(output.expression, order.expression));
  });
  return orderBy.length === plan.orderBy.length ? plan : { ...plan, orderBy };
}

/** Whether the database would take the plan: figures are added up, days cut into months, like compared with like. */
export function isRunnable(plan: Plan, index: SchemaIndex): boolean {
  const expressions = [...plan.select, ...plan.groupBy, ...plan.orderBy].map((part) => part.expression);
  return (
    expressions.every((expression) => fitsExpression(expression, index)) &&
    [...plan.where, ...plan.having].every((condition) => fitsCondition(condition, index))
  );
}

function columnAt(ref: ColumnRef, index: SchemaIndex): IndexedColumn | undefined {
  return index.byId.get(ref.table)?.byName.get(ref.column);
}

function fitsExpression(expression: PlanExpression, index: SchemaIndex): boolean {
  switch (expression.kind) {
    case "column":
    case "length":
      return columnAt(expression.column, index) !== undefined;
    case "count":
      return expression.filter.every((condition) => fitsCondition(condition, index));
    case "aggregate": {
      const kind = expression.of.kind === "column" ? columnAt(expression.of.column, index)?.column.kind : "numeric";
      const adds = expression.name === "sum" || expression.name === "avg";
      const ordered = kind !== "boolean" && kind !== "json" && kind !== "uuid" && kind !== "other";
      return (
        (adds ? NUMERIC.has(kind ?? "") : ordered) &&
        fitsExpression(expression.of, index) &&
        expression.filter.every((condition) => fitsCondition(condition, index))
      );
    }
    case "grain": {
      const column = columnAt(expression.column, index);
      return column !== undefined && (column.isDate || (column.column.kind === "text" && expression.text));
    }
    case "age":
      return columnAt(expression.column, index)?.isDate === true;
    case "divide":
      return fitsExpression(expression.top, index) && fitsExpression(expression.bottom, index);
    case "subtract":
      return fitsExpression(expression.left, index) && fitsExpression(expression.right, index);
    case "window":
      return (
        fitsExpression(expression.of, index) &&
        (expression.orderBy === null || fitsExpression(expression.orderBy, index))
      );
    case "query":
      return isRunnable(expression.plan, index);
  }
}

function fitsLiteral(left: PlanExpression, value: PlanLiteral, index: SchemaIndex): boolean {
  if (left.kind !== "column") return true;
  const column = columnAt(left.column, index);
  if (!column) return false;
  const { kind } = column.column;
  if (kind === "integer" || kind === "numeric")
    return (
      typeof value === "number" || (typeof value === "string" && value.trim() !== "" && Number.isFinite(Number(value)))
    );
  if (kind === "date" || kind === "timestamp") return typeof value === "string" && DAY.test(value);
  if (kind === "boolean") return typeof value === "boolean";
  if (kind === "enum") return (column.column.enumValues ?? []).includes(String(value));
  return kind === "text" ? typeof value === "string" : kind !== "uuid" || /^[\da-f-]{36}$/i.test(String(value));
}

function fitsCondition(condition: PlanCondition, index: SchemaIndex): boolean {
  switch (condition.kind) {
    case "compare":
      if (!fitsExpression(condition.left, index)) return false;
      return typeof condition.right === "object"
        ? fitsExpression(condition.right, index)
        : fitsLiteral(condition.left, condition.right, index);
    case "in":
      return (
        fitsExpression(condition.left, index) &&
        condition.values.every((value) => fitsLiteral(condition.left, value, index))
      );
    case "between":
      return (
        fitsExpression(condition.left, index) &&
        fitsLiteral(condition.left, condition.low, index) &&
        fitsLiteral(condition.left, condition.high, index)
      );
    case "like":
      return condition.left.kind === "column" && columnAt(condition.left.column, index)?.column.kind === "text";
    case "null":
      return fitsExpression(condition.left, index);
    case "any":
    case "all":
      return condition.items.every((item) => fitsCondition(item, index));
    case "not":
      return fitsCondition(condition.item, index);
    case "exists":
      return condition.where.every((inner) => fitsCondition(inner, index));
  }
}
