import { constantText } from "./constants.ts";
import { asList, asNames, asNode, systemName, type TreeNode, unwrap } from "./tree.ts";

/** Functions whose result holds all their arguments. */
const JOINING_FUNCTIONS: ReadonlySet<string> = new Set([
  "concat",
  "concat_ws",
  "format",
  "array_cat",
  "array_append",
  "array_prepend",
  "json_build_object",
  "jsonb_build_object",
  "json_build_array",
  "jsonb_build_array",
  "json_object",
  "jsonb_object",
  "jsonb_set",
  "jsonb_insert",
]);

/** Whether the node's value holds the values of all its operands: what doubles when a text meets itself. */
export function joinsOperands(type: string, node: TreeNode): boolean {
  if (type === "A_ArrayExpr" || type === "RowExpr") return true;
  if (type === "A_Expr") return systemName(asNames(node.name)) === "||";
  return type === "FuncCall" && JOINING_FUNCTIONS.has(systemName(asNames(node.funcname)) ?? "");
}

/** How many times longer than its input one replacing call can make a text; 1 for everything else. */
export function replacementGrowth(type: string, node: TreeNode): number {
  const name = type === "FuncCall" ? systemName(asNames(node.funcname)) : null;
  if (name !== "replace" && name !== "regexp_replace" && name !== "array_replace") return 1;
  const [, pattern, replacement] = asList(node.args);
  const added = constantText(replacement)?.length;
  if (added === undefined) return UNKNOWN_GROWTH;
  // A regular expression can match between any two letters, or give back what it matched.
  if (name === "regexp_replace") return added + 1;
  return Math.max(1, added / Math.max(1, constantText(pattern)?.length ?? 1));
}

const UNKNOWN_GROWTH = 64;

/** Goes through a subtree without entering inner queries; those are handed to `onSelect` instead. */
export function walkExpressions(
  root: unknown,
  onNode: (type: string, node: TreeNode) => void,
  onSelect: (select: TreeNode) => void,
): void {
  const waiting: unknown[] = [root];
  while (waiting.length > 0) {
    const item = waiting.pop();
    if (Array.isArray(item)) {
      waiting.push(...asList(item));
      continue;
    }
    const node = asNode(item);
    if (node === null) continue;
    const wrapped = unwrap(item);
    if (wrapped?.type === "SelectStmt") {
      onSelect(wrapped.node);
      continue;
    }
    if (wrapped !== null) onNode(wrapped.type, wrapped.node);
    waiting.push(...Object.values(node));
  }
}

/** Column references below a node, inner queries included: the operands that are not constants. */
export function columnReferences(root: unknown): TreeNode[] {
  const found: TreeNode[] = [];
  const collect = (type: string, node: TreeNode) => {
    if (type === "ColumnRef") found.push(node);
  };
  const enter = (select: TreeNode) => walkExpressions(Object.values(select), collect, enter);
  walkExpressions(root, collect, enter);
  return found;
}
