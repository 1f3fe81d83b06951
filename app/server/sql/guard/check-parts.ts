import { ALLOWED_COLLATIONS, ALLOWED_OPERATORS } from "./allowed-operators.ts";
import { ALLOWED_TYPES, MAXIMUM_TYPE_LENGTH, TYPE_SUGGESTIONS } from "./allowed-types.ts";
import { Refusal } from "./refusal.ts";
import type { CatalogIndex } from "./scope.ts";
import { asList, asNames, locationOf, systemName, type TreeNode } from "./tree.ts";
import { checkExponent } from "./check-function.ts";
import { constantNumber } from "./constants.ts";

const ALLOWED_EXPRESSION_KINDS: ReadonlySet<unknown> = new Set([
  "AEXPR_OP",
  "AEXPR_OP_ANY",
  "AEXPR_OP_ALL",
  "AEXPR_DISTINCT",
  "AEXPR_NOT_DISTINCT",
  "AEXPR_NULLIF",
  "AEXPR_IN",
  "AEXPR_LIKE",
  "AEXPR_ILIKE",
  "AEXPR_SIMILAR",
  "AEXPR_BETWEEN",
  "AEXPR_NOT_BETWEEN",
  "AEXPR_BETWEEN_SYM",
  "AEXPR_NOT_BETWEEN_SYM",
]);

const ALLOWED_VALUE_FUNCTIONS: ReadonlySet<unknown> = new Set([
  "SVFOP_CURRENT_DATE",
  "SVFOP_CURRENT_TIME",
  "SVFOP_CURRENT_TIME_N",
  "SVFOP_CURRENT_TIMESTAMP",
  "SVFOP_CURRENT_TIMESTAMP_N",
  "SVFOP_LOCALTIME",
  "SVFOP_LOCALTIME_N",
  "SVFOP_LOCALTIMESTAMP",
  "SVFOP_LOCALTIMESTAMP_N",
]);

export function checkExpression(node: TreeNode): void {
  if (!ALLOWED_EXPRESSION_KINDS.has(node.kind)) {
    throw new Refusal("CONSTRUCT", "This kind of expression isn't available here.", locationOf(node));
  }
  const names = asNames(node.name);
  checkOperator(names, node);
  if (systemName(names) === "^") checkExponent(node.rexpr, node);
}

export function checkSublink(node: TreeNode): void {
  if (node.operName !== undefined) checkOperator(asNames(node.operName), node);
}

function checkOperator(names: string[] | null, node: TreeNode): void {
  const operator = systemName(names);
  if (operator !== null && ALLOWED_OPERATORS.has(operator)) return;
  throw new Refusal("OPERATOR", `The operator ${names?.join(".") ?? ""} isn't available here.`, locationOf(node));
}

export function checkSort(node: TreeNode): void {
  if (node.sortby_dir !== "SORTBY_USING") return;
  throw new Refusal("CONSTRUCT", "ORDER BY ... USING isn't available here.", locationOf(node), "Use ASC or DESC.");
}

export function checkCollation(node: TreeNode): void {
  const name = systemName(asNames(node.collname));
  if (name !== null && ALLOWED_COLLATIONS.has(name)) return;
  throw new Refusal("CONSTRUCT", "This collation isn't available here.", locationOf(node), 'Use collate "C".');
}

export function checkValueFunction(node: TreeNode): void {
  if (ALLOWED_VALUE_FUNCTIONS.has(node.op)) return;
  throw new Refusal("FUNCTION", "Who is connected, and to what, isn't available here.", locationOf(node));
}

export function checkType(node: TreeNode, catalog: CatalogIndex): void {
  const names = asNames(node.names);
  const name = systemName(names);
  const written = (names ?? []).join(".");
  if (name !== null && ALLOWED_TYPES.has(name)) return checkTypeLength(name, node);
  if (catalog.enumTypes.has(written)) return;
  const suggestion = TYPE_SUGGESTIONS[written.toLowerCase()] ?? null;
  throw new Refusal("TYPE", `The type ${written} isn't available here.`, locationOf(node), suggestion);
}

function checkTypeLength(name: string, node: TreeNode): void {
  if (name !== "bpchar" && name !== "bit") return;
  for (const modifier of asList(node.typmods)) {
    const length = constantNumber(modifier);
    if (length !== null && length <= MAXIMUM_TYPE_LENGTH) continue;
    throw new Refusal("TYPE", `At most ${MAXIMUM_TYPE_LENGTH} characters fit here.`, locationOf(node), "Use text.");
  }
}
