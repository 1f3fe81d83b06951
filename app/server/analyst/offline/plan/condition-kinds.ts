import type { CompareOperator } from "#app/server/analyst/offline/language/operators.ts";
import type { IndexedColumn } from "#app/server/analyst/offline/schema/schema-index.ts";
import type { Builder } from "./builder.ts";
import { columnExpression } from "./measure-expression.ts";
import type { PlanCondition, PlanExpression, PlanLiteral } from "./plan.ts";

export function literalFor(column: IndexedColumn, text: string): PlanLiteral {
  const { kind } = column.column;
  if (kind === "integer" || kind === "numeric") {
    const number = Number(text.replace(/,/g, ""));
    return Number.isFinite(number) ? number : text;
  }
  if (kind === "boolean") return /^(true|yes|y|t|1)$/i.test(text);
  return text;
}

/** A figure is never compared with a date or a text, nor the other way round: the database would refuse. */
export function isComparable(
  left: PlanExpression,
  operator: CompareOperator,
  right: PlanLiteral | PlanExpression,
  builder: Builder,
): boolean {
  if (typeof right === "object" || left.kind !== "column") return true;
  const kind = builder.index.byId.get(left.column.table)?.byName.get(left.column.column)?.column.kind;
  if (kind === "integer" || kind === "numeric") return typeof right === "number" || Number.isFinite(Number(right));
  if (kind === "date" || kind === "timestamp") return typeof right === "string" && /^\d{4}-\d\d-\d\d/.test(right);
  if (kind === "text" || kind === "enum")
    return (
      operator === "=" ||
      operator === "!=" ||
      (typeof right === "string" && Number.isNaN(Number(right)) && kind === "text")
    );
  if (kind === "boolean") return typeof right === "boolean";
  return kind !== "uuid" && kind !== "json" && kind !== "array" && kind !== "binary";
}

export function flagCondition(column: IndexedColumn, words: string): PlanCondition {
  const left = columnExpression(column);
  if (column.column.kind === "boolean") return { kind: "compare", left, operator: "=", right: true, words };
  const yes = column.column.values?.distinct.find((value) => /^(yes|y|true|t)$/i.test(value));
  if (yes) return { kind: "in", left, values: [yes], negated: false, words };
  const { statistics } = column.column;
  if (column.column.kind === "integer" && statistics?.distinct === 2 && statistics.maximum === "1")
    return { kind: "compare", left, operator: "=", right: 1, words };
  return { kind: "null", left, negated: true, words };
}

export function middleOfScale(column: IndexedColumn): number | null {
  const scale = /(\d+)\s*(?:to|-|–)\s*(\d+)/.exec(column.column.comment ?? "");
  if (scale) return (Number(scale[1]) + Number(scale[2])) / 2;
  const high = Number(column.column.statistics?.maximum);
  if (!Number.isFinite(high) || high <= 0) return null;
  const top = [1, 5, 10, 100].find((each) => high <= each);
  return top ? top / 2 : null;
}
