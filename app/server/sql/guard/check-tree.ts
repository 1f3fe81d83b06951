import { fieldRule, isAllowedNode, type NodeType } from "./allowed-nodes.ts";
import { checkFunction } from "./check-function.ts";
import { checkColumn, checkIndirection, checkRelation } from "./check-names.ts";
import {
  checkCollation,
  checkExpression,
  checkSort,
  checkSublink,
  checkType,
  checkValueFunction,
} from "./check-parts.ts";
import { checkRecursion } from "./check-recursion.ts";
import { constantNumber } from "./constants.ts";
import { refuseConstruct, refuseField } from "./refuse-construct.ts";
import { Refusal } from "./refusal.ts";
import { type CatalogIndex, type Scope, withCtes } from "./scope.ts";
import { fromAliases } from "./from-aliases.ts";
import { asList, asNode, locationOf, text, type TreeNode, unwrap } from "./tree.ts";

export type TreeCheck = {
  readonly catalog: CatalogIndex;
  /** Filled with the ids of the catalog tables that are named. */
  readonly relations: Set<string>;
};

/** Levels of the tree. A chain of 200 unions or additions is fine; what comes near this was made to exhaust a stack. */
const MAXIMUM_DEPTH = 600;

/**
 * Walks a statement's tree and throws a `Refusal` at the first part that is not on the allow-lists. Names are resolved as
 * Postgres resolves them, common table expressions included, so that the tables it collects are a superset of those read.
 */
export function checkTree(check: TreeCheck, type: string, node: TreeNode, scope: Scope): void {
  visit(check, type, node, scope, 0);
}

function visit(check: TreeCheck, type: string, node: TreeNode, scope: Scope, depth: number): void {
  if (depth > MAXIMUM_DEPTH) throw new Refusal("TOO_COMPLEX", "This is nested too deeply.", locationOf(node));
  if (!isAllowedNode(type)) throw refuseConstruct(type, node);
  const inner = type === "SelectStmt" ? enterSelect(check, node, scope, depth) : scope;
  checkPart(check, type, node, inner);
  for (const field in node) {
    // The common table expressions were visited on the way in, each in its own scope.
    if (type === "SelectStmt" && field === "withClause") continue;
    visitField(check, type, node, field, inner, depth);
  }
}

function visitField(
  check: TreeCheck,
  type: NodeType,
  node: TreeNode,
  field: string,
  scope: Scope,
  depth: number,
): void {
  const rule = fieldRule(type, field);
  const value = node[field];
  if (rule === null) throw refuseField(type, field, node);
  if (rule === "value") return;
  if (rule === "nodes") {
    for (const item of asList(value)) visitWrapped(check, item, scope, depth);
  } else if (rule === "node") {
    visitWrapped(check, value, scope, depth);
  } else {
    const child = asNode(value);
    if (child !== null) visit(check, rule, child, scope, depth + 1);
  }
}

function visitWrapped(check: TreeCheck, value: unknown, scope: Scope, depth: number): void {
  const child = unwrap(value);
  if (child !== null) visit(check, child.type, child.node, scope, depth + 1);
}

function enterSelect(check: TreeCheck, select: TreeNode, outer: Scope, depth: number): Scope {
  checkSelect(select);
  const scope = enterWith(check, select, outer, depth);
  return { parent: scope, cteNames: new Set(), aliases: fromAliases(select.fromClause, scope, check.catalog) };
}

/** Without RECURSIVE an expression sees those before it; with it, all of its own WITH. */
function enterWith(check: TreeCheck, select: TreeNode, outer: Scope, depth: number): Scope {
  const withClause = asNode(select.withClause);
  if (withClause === null) return outer;
  for (const field in withClause)
    if (fieldRule("WithClause", field) === null) throw refuseField("WithClause", field, withClause);
  const expressions = asList(withClause.ctes).map((item) => unwrap(item));
  const recursive = withClause.recursive === true;
  // Postgres makes the rows of a recursive query only as they are asked for.
  const hasLimit = constantNumber(select.limitCount) !== null;
  const names = expressions.map((expression) => (expression === null ? "" : (text(expression.node, "ctename") ?? "")));
  expressions.forEach((expression, index) => {
    if (expression === null) return;
    const scope = withCtes(outer, recursive ? names : names.slice(0, index));
    if (recursive) checkRecursion(expression.node, check.catalog, hasLimit);
    visit(check, expression.type, expression.node, scope, depth + 1);
  });
  return withCtes(outer, names);
}

function checkSelect(select: TreeNode): void {
  const leaf = select.op === undefined || select.op === "SETOP_NONE";
  if (leaf && asList(select.targetList).length === 0 && asList(select.valuesLists).length === 0) {
    throw new Refusal("NO_COLUMNS", "This selects no columns.", null, "Name at least one column, such as select 1.");
  }
  if (select.intoClause !== undefined) throw refuseField("SelectStmt", "intoClause", select);
  if (select.lockingClause !== undefined) throw refuseField("SelectStmt", "lockingClause", select);
}

function checkPart(check: TreeCheck, type: NodeType, node: TreeNode, scope: Scope): void {
  switch (type) {
    case "RangeVar":
      return checkRelation(check, node, scope);
    case "ColumnRef":
      return checkColumn(node, scope);
    case "A_Indirection":
      return checkIndirection(node, check.catalog);
    case "FuncCall":
      return checkFunction(node);
    case "TypeName":
      return checkType(node, check.catalog);
    case "A_Expr":
      return checkExpression(node);
    case "SubLink":
      return checkSublink(node);
    case "SortBy":
      return checkSort(node);
    case "CollateClause":
      return checkCollation(node);
    case "SQLValueFunction":
      return checkValueFunction(node);
    default:
  }
}
