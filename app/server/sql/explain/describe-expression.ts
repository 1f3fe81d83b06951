import { constantNumber, constantText } from "#app/server/sql/guard/constants.ts";
import { asList, asNames, asNode, systemName, text, type TreeNode, unwrap } from "#app/server/sql/guard/tree.ts";

import { describeFunction, listWords } from "./describe-function.ts";

/** How names and inner queries are put into words; made once for each query level. */
export type Wording = {
  /** A column's name for the reader: with its table only where several tables are read. */
  column(names: readonly string[]): string;
  /** One phrase for an inner query: "the customer of invoices where ...". */
  query(select: TreeNode): string;
};

const COMPARISONS: Readonly<Record<string, string>> = {
  "=": "is",
  "<>": "is not",
  "<": "is less than",
  "<=": "is at most",
  ">": "is more than",
  ">=": "is at least",
  "~": "matches the pattern",
  "~*": "matches the pattern (in any case)",
  "!~": "does not match the pattern",
  "!~*": "does not match the pattern (in any case)",
  "@>": "contains",
  "<@": "is contained in",
  "&&": "overlaps",
  "?": "has the key",
  "@@": "matches the words",
};

const TIME_COMPARISONS: Readonly<Record<string, string>> = {
  "<": "is before",
  "<=": "is no later than",
  ">": "is after",
  ">=": "is on or after",
};

const ARITHMETIC: Readonly<Record<string, string>> = {
  "+": "plus",
  "-": "minus",
  "*": "times",
  "/": "divided by",
  "%": "modulo",
  "^": "to the power of",
  "||": "followed by",
  "->": "at",
  "->>": "at",
  "#>": "at",
  "#>>": "at",
};

/** An expression in plain words. Falls back to naming the operator or function, never to an empty text. */
export function describeExpression(value: unknown, wording: Wording): string {
  const part = unwrap(value);
  if (part === null) return "nothing";
  const { type, node } = part;
  const describe = (inner: unknown) => describeExpression(inner, wording);
  switch (type) {
    case "ColumnRef":
      return describeColumn(node, wording);
    case "A_Const":
      return describeConstant(value, node);
    case "TypeCast":
      return describeCast(node, describe);
    case "A_Expr":
      return describeOperation(node, wording);
    case "BoolExpr":
      return describeCondition(node, describe);
    case "NullTest":
      return `${describe(node.arg)} ${node.nulltesttype === "IS_NULL" ? "is empty" : "is known"}`;
    case "BooleanTest":
      return `${describe(node.arg)} ${text(node, "booltesttype")?.toLowerCase().replaceAll("_", " ") ?? "is set"}`;
    case "FuncCall":
      return describeFunction(node, describe);
    case "CaseExpr":
      return describeCase(node, describe);
    case "CoalesceExpr":
      return asList(node.args).map(describe).join(", or where that is empty ");
    case "MinMaxExpr":
      return `the ${node.op === "IS_LEAST" ? "smallest" : "largest"} of ${listWords(asList(node.args).map(describe))}`;
    case "SubLink":
      return describeSublink(node, wording);
    case "List":
      return listWords(asList(node.items).map(describe), "or");
    case "A_ArrayExpr":
      return `the list ${listWords(asList(node.elements).map(describe))}`;
    case "RowExpr":
      return `(${asList(node.args).map(describe).join(", ")})`;
    case "A_Indirection":
      return `a part of ${describe(node.arg)}`;
    case "CollateClause":
      return describe(node.arg);
    case "GroupingFunc":
      return `whether ${listWords(asList(node.args).map(describe))} is a total`;
    case "GroupingSet":
      return asList(node.content).length === 0 ? "everything" : listWords(asList(node.content).map(describe));
    case "SQLValueFunction":
      return text(node, "op")?.includes("DATE") === true ? "today" : "the current time";
    case "NamedArgExpr":
      return `${text(node, "name")} ${describe(node.arg)}`;
    default:
      return "an expression";
  }
}

function describeColumn(node: TreeNode, wording: Wording): string {
  const names = asList(node.fields).map((field) => unwrap(field));
  if (names.at(-1)?.type !== "A_Star") return wording.column(asNames(node.fields) ?? ["a column"]);
  const table = names.length > 1 ? asNames(asList(node.fields).slice(0, -1)) : null;
  return table === null ? "every column" : `every column of ${wording.column(table)}`;
}

function describeConstant(value: unknown, node: TreeNode): string {
  if (node.isnull === true) return "empty";
  const truth = asNode(node.boolval);
  if (truth !== null) return truth.boolval === true ? "true" : "false";
  const written = constantText(value);
  if (written !== null) return `“${written}”`;
  return String(constantNumber(value) ?? "a value");
}

function describeCast(node: TreeNode, describe: (inner: unknown) => string): string {
  const type = systemName(asNames(asNode(node.typeName)?.names));
  const literal = constantText(node.arg);
  if (literal !== null && asNode(unwrap(node.arg)?.node.sval) !== null) {
    return type === "date" || type === "timestamp" || type === "timestamptz" || type === "interval"
      ? literal
      : `“${literal}”`;
  }
  return type === "date" ? `the day of ${describe(node.arg)}` : describe(node.arg);
}

function describeOperation(node: TreeNode, wording: Wording): string {
  const describe = (inner: unknown) => describeExpression(inner, wording);
  const operator = systemName(asNames(node.name)) ?? "?";
  const left = node.lexpr === undefined ? null : describe(node.lexpr);
  const right = describe(node.rexpr);
  if (left === null) return operator === "-" ? `minus ${right}` : right;
  switch (node.kind) {
    case "AEXPR_IN":
      return `${left} ${operator === "<>" ? "is none of" : "is one of"} ${right}`;
    case "AEXPR_LIKE":
    case "AEXPR_ILIKE":
      return describeLike(left, node, operator.startsWith("!"), right);
    case "AEXPR_BETWEEN":
    case "AEXPR_BETWEEN_SYM":
    case "AEXPR_NOT_BETWEEN":
    case "AEXPR_NOT_BETWEEN_SYM":
      return describeBetween(left, node, describe);
    case "AEXPR_NULLIF":
      return `${left} (empty where it is ${right})`;
    case "AEXPR_DISTINCT":
      return `${left} differs from ${right}`;
    case "AEXPR_NOT_DISTINCT":
      return `${left} is the same as ${right}`;
    case "AEXPR_OP_ANY":
      return `${left} ${operator === "=" ? "is in" : `${compare(operator, node)} any of`} ${right}`;
    case "AEXPR_OP_ALL":
      return `${left} ${compare(operator, node)} all of ${right}`;
    default:
      return `${left} ${ARITHMETIC[operator] ?? compare(operator, node)} ${right}`;
  }
}

function compare(operator: string, node: TreeNode): string {
  if (looksLikeTime(node.rexpr)) return TIME_COMPARISONS[operator] ?? COMPARISONS[operator] ?? operator;
  return COMPARISONS[operator] ?? operator;
}

function looksLikeTime(value: unknown): boolean {
  const part = unwrap(value);
  if (part === null) return false;
  if (part.type === "SQLValueFunction") return true;
  if (part.type === "A_Expr") return looksLikeTime(part.node.lexpr);
  if (part.type === "FuncCall")
    return /^(now|date_trunc|make_date|to_date)$/.test(systemName(asNames(part.node.funcname)) ?? "");
  return /^\d{4}-\d\d/.test(constantText(value) ?? "");
}

function describeLike(left: string, node: TreeNode, negated: boolean, right: string): string {
  const pattern = constantText(node.rexpr);
  const anyCase = node.kind === "AEXPR_ILIKE" ? " (in any case)" : "";
  const inner = pattern?.replace(/^%|%$/g, "");
  if (pattern === null || inner === undefined || /[%_\\]/.test(inner) || !pattern.includes("%")) {
    return `${left} ${negated ? "does not look like" : "looks like"} ${right}${anyCase}`;
  }
  const place =
    pattern.startsWith("%") && pattern.endsWith("%") ? "contain" : pattern.startsWith("%") ? "end with" : "start with";
  const verb = negated ? `does not ${place}` : place.replace(/^(\w+)/, "$1s");
  return `${left} ${verb} “${inner}”${anyCase}`;
}

function describeBetween(left: string, node: TreeNode, describe: (inner: unknown) => string): string {
  const [low, high] = asList(unwrap(node.rexpr)?.node.items);
  const not = String(node.kind).startsWith("AEXPR_NOT") ? "is not between" : "is between";
  return `${left} ${not} ${describe(low)} and ${describe(high)}`;
}

function describeCondition(node: TreeNode, describe: (inner: unknown) => string): string {
  const parts = asList(node.args).map((item) => {
    const inner = unwrap(item);
    const bracketed =
      inner?.type === "BoolExpr" && inner.node.boolop !== "NOT_EXPR" && node.boolop !== inner.node.boolop;
    return bracketed ? `(${describe(item)})` : describe(item);
  });
  if (node.boolop === "NOT_EXPR") return `it is not so that ${parts.join("")}`;
  return parts.join(node.boolop === "OR_EXPR" ? " or " : " and ");
}

function describeCase(node: TreeNode, describe: (inner: unknown) => string): string {
  const subject = node.arg === undefined ? null : describe(node.arg);
  const branches = asList(node.args).map((item) => {
    const branch = unwrap(item)?.node ?? {};
    const condition = subject === null ? describe(branch.expr) : `${subject} is ${describe(branch.expr)}`;
    return `${describe(branch.result)} where ${condition}`;
  });
  return [...branches, `otherwise ${node.defresult === undefined ? "empty" : describe(node.defresult)}`].join(", ");
}

function describeSublink(node: TreeNode, wording: Wording): string {
  const inner = unwrap(node.subselect);
  const query = inner === null ? "an inner query" : wording.query(inner.node);
  if (node.subLinkType === "EXISTS_SUBLINK") return `there is ${query.replace(/^the result of/, "a row in")}`;
  if (node.subLinkType === "ANY_SUBLINK" && node.testexpr !== undefined) {
    return `${describeExpression(node.testexpr, wording)} is among ${query}`;
  }
  if (node.subLinkType === "ALL_SUBLINK" && node.testexpr !== undefined) {
    const operator = systemName(asNames(node.operName)) ?? "=";
    return `${describeExpression(node.testexpr, wording)} ${COMPARISONS[operator] ?? operator} all of ${query}`;
  }
  return node.subLinkType === "ARRAY_SUBLINK" ? `the list of ${query}` : query;
}
