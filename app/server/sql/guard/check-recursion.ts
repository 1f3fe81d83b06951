import { columnReferences, joinsOperands, replacementGrowth, walkExpressions } from "./growth.ts";
import { Refusal } from "./refusal.ts";
import type { CatalogIndex } from "./scope.ts";
import { asList, asNames, asNode, locationOf, systemName, text, type TreeNode, unwrap } from "./tree.ts";

const COMPARISONS: ReadonlySet<string> = new Set(["<", "<=", ">", ">=", "<>", "BETWEEN", "NOT BETWEEN"]);

/**
 * A recursive expression must be seen to end (a comparison in its recursive part, a join with a stored table, or a LIMIT on the
 * query it belongs to) and may not
 * join its own text with itself: `s || s` thirty times is a gigabyte.
 */
export function checkRecursion(expression: TreeNode, catalog: CatalogIndex, hasLimit: boolean): void {
  const query = unwrap(expression.ctequery);
  const recursivePart = query?.type === "SelectStmt" ? asNode(query.node.rarg) : null;
  const name = text(expression, "ctename") ?? "";
  if (query === null || recursivePart === null) return;
  const reading = readRecursivePart(recursivePart, name, catalog);
  if (!reading.refersToItself) return;
  if (!reading.bounded && !hasLimit) {
    throw new Refusal(
      "UNBOUNDED_RECURSION",
      `The recursive query ${name} has no condition that ends it.`,
      locationOf(expression),
      "Add a condition such as where n < 100.",
    );
  }
  const own = new Set([...(asNames(expression.aliascolnames) ?? []), ...targetNames(asNode(query.node.larg))]);
  checkOwnGrowth(recursivePart, (column) => isOwn(column, own, reading.tableAliases, catalog));
}

function readRecursivePart(part: TreeNode, name: string, catalog: CatalogIndex) {
  const reading = { refersToItself: false, bounded: false, tableAliases: new Set<string>() };
  const enter = (select: TreeNode): void =>
    walkExpressions(
      Object.values(select),
      (type, node) => {
        if (type === "A_Expr" && COMPARISONS.has(systemName(asNames(node.name)) ?? "")) reading.bounded = true;
        if (type !== "RangeVar") return;
        const relation = text(node, "relname") ?? "";
        const schema = text(node, "schemaname");
        if (schema === null && relation === name) reading.refersToItself = true;
        else if (catalog.find(schema, relation) !== null) {
          reading.bounded = true;
          reading.tableAliases.add(text(asNode(node.alias) ?? {}, "aliasname") ?? relation);
        }
      },
      enter,
    );
  enter(part);
  return reading;
}

function checkOwnGrowth(part: TreeNode, isOwnColumn: (column: TreeNode) => boolean): void {
  const enter = (select: TreeNode): void =>
    walkExpressions(
      Object.values(select),
      (type, node) => {
        const doubles = joinsOperands(type, node) && columnReferences(node).filter(isOwnColumn).length > 1;
        if (!doubles && replacementGrowth(type, node) <= 1) return;
        throw new Refusal("UNBOUNDED_RECURSION", "A recursive query may not multiply its own text.", locationOf(node));
      },
      enter,
    );
  enter(part);
}

/** Whether a column can come from the recursive expression itself rather than from a stored table beside it. */
function isOwn(
  column: TreeNode,
  own: ReadonlySet<string>,
  tables: ReadonlySet<string>,
  catalog: CatalogIndex,
): boolean {
  const names = asNames(column.fields);
  if (names === null) return true;
  if (names.length > 1) return !tables.has(names.at(-2) ?? "");
  return own.has(names[0] ?? "") || !catalog.columnNames.has(names[0] ?? "");
}

function targetNames(select: TreeNode | null): string[] {
  return asList(select?.targetList).flatMap((item) => {
    const target = unwrap(item);
    const value = unwrap(target?.node.val);
    const column = value?.type === "ColumnRef" ? (asNames(value.node.fields)?.at(-1) ?? null) : null;
    const name = target === null ? null : (text(target.node, "name") ?? column);
    return name === null ? [] : [name];
  });
}
