import type {
  AggregateName,
  CompareOperator,
  Direction,
  Grain,
} from "#app/server/analyst/offline/language/operators.ts";

/**
 * The intermediate form between a question and SQL. JSON-safe: it travels with a conversation's turn and is
 * edited by the next one. Joins are not part of it; they follow from the tables that it names.
 */
export type Plan = {
  version: 1;
  /** The table whose rows the answer is about. */
  entity: string;
  select: PlanOutput[];
  distinct: boolean;
  where: PlanCondition[];
  groupBy: PlanGroup[];
  having: PlanCondition[];
  orderBy: PlanOrder[];
  limit: number | null;
  /** Tables that must take part although no expression names them. */
  through: TableNode[];
  chart: string | null;
  assumptions: string[];
};

/** A table in the query; `via` is the referring column that leads to it where several do (source, destination). */
export type TableNode = { table: string; via: string | null };
export type ColumnRef = TableNode & { column: string };

export type PlanExpression =
  | { kind: "column"; column: ColumnRef }
  | { kind: "count"; column: ColumnRef | null; distinct: boolean; filter: PlanCondition[]; of?: string }
  | { kind: "aggregate"; name: AggregateName; of: PlanExpression; filter: PlanCondition[] }
  | { kind: "grain"; grain: Grain; column: ColumnRef; text: boolean }
  | { kind: "length"; column: ColumnRef }
  | { kind: "age"; column: ColumnRef }
  | { kind: "divide"; top: PlanExpression; bottom: PlanExpression; percent: boolean }
  | { kind: "subtract"; left: PlanExpression; right: PlanExpression }
  | { kind: "window"; name: "share" | "change" | "running"; of: PlanExpression; orderBy: PlanExpression | null }
  | { kind: "query"; plan: Plan };

export type PlanLiteral = string | number | boolean;

export type PlanCondition = { words: string | null } & (
  | { kind: "compare"; left: PlanExpression; operator: CompareOperator; right: PlanLiteral | PlanExpression }
  | { kind: "in"; left: PlanExpression; values: PlanLiteral[]; negated: boolean }
  | { kind: "between"; left: PlanExpression; low: PlanLiteral; high: PlanLiteral }
  | { kind: "null"; left: PlanExpression; negated: boolean }
  | { kind: "like"; left: PlanExpression; patterns: string[]; negated: boolean }
  | { kind: "any" | "all"; items: PlanCondition[] }
  | { kind: "not"; item: PlanCondition }
  | {
      kind: "exists";
      negated: boolean;
      anchor: TableNode;
      through: TableNode[];
      where: PlanCondition[];
      count: { operator: CompareOperator; value: number } | null;
    }
);

export type PlanOutput = { expression: PlanExpression; alias: string | null; words: string | null };
export type PlanGroup = { expression: PlanExpression; shown: boolean; words: string | null };
export type PlanOrder = { expression: PlanExpression; direction: Direction; words: string | null };

export function columnRef(table: string, column: string, via: string | null = null): ColumnRef {
  return { table, via, column };
}

/** Calls `visit` with every table that an expression needs, inner queries left out. */
export function tablesOfExpression(expression: PlanExpression, visit: (node: TableNode) => void): void {
  switch (expression.kind) {
    case "column":
    case "grain":
    case "length":
    case "age":
      visit(expression.column);
      return;
    case "count":
      if (expression.column) visit(expression.column);
      expression.filter.forEach((condition) => tablesOfCondition(condition, visit));
      return;
    case "aggregate":
      tablesOfExpression(expression.of, visit);
      expression.filter.forEach((condition) => tablesOfCondition(condition, visit));
      return;
    case "divide":
      tablesOfExpression(expression.top, visit);
      tablesOfExpression(expression.bottom, visit);
      return;
    case "subtract":
      tablesOfExpression(expression.left, visit);
      tablesOfExpression(expression.right, visit);
      return;
    case "window":
      tablesOfExpression(expression.of, visit);
      if (expression.orderBy) tablesOfExpression(expression.orderBy, visit);
      return;
    case "query":
  }
}

export function tablesOfCondition(condition: PlanCondition, visit: (node: TableNode) => void): void {
  switch (condition.kind) {
    case "compare":
      tablesOfExpression(condition.left, visit);
      if (typeof condition.right === "object") tablesOfExpression(condition.right, visit);
      return;
    case "any":
    case "all":
      condition.items.forEach((item) => tablesOfCondition(item, visit));
      return;
    case "not":
      tablesOfCondition(condition.item, visit);
      return;
    case "exists":
      visit(condition.anchor);
      return;
    default:
      tablesOfExpression(condition.left, visit);
  }
}

export function isAggregate(expression: PlanExpression): boolean {
  if (expression.kind === "count" || expression.kind === "aggregate" || expression.kind === "window") return true;
  if (expression.kind === "divide") return isAggregate(expression.top) || isAggregate(expression.bottom);
  if (expression.kind === "subtract") return isAggregate(expression.left) || isAggregate(expression.right);
  return false;
}

export function sameExpression(a: PlanExpression, b: PlanExpression): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
