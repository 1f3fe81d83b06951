import { type CatalogIndex, isCte, type Scope } from "./scope.ts";
import { asList, asNames, asNode, text, type TreeNode, unwrap } from "./tree.ts";

/** The aliases that a FROM clause brings into sight, with the columns of those that are catalog tables. */
export function fromAliases(
  fromClause: unknown,
  scope: Scope,
  catalog: CatalogIndex,
): ReadonlyMap<string, ReadonlySet<string> | null> {
  const aliases = new Map<string, ReadonlySet<string> | null>();
  const waiting = [...asList(fromClause)];
  while (waiting.length > 0) {
    const item = unwrap(waiting.pop());
    if (item === null) continue;
    const alias = asNode(item.node.alias);
    const name = alias === null ? null : text(alias, "aliasname");
    if (item.type === "JoinExpr") {
      waiting.push(item.node.larg, item.node.rarg);
      const merged = asNode(item.node.join_using_alias);
      if (merged !== null) aliases.set(text(merged, "aliasname") ?? "", null);
      if (name !== null) aliases.set(name, null);
    } else if (item.type === "RangeVar") {
      aliases.set(name ?? text(item.node, "relname") ?? "", tableColumns(item.node, alias, scope, catalog));
    } else if (name !== null) {
      aliases.set(name, null);
    }
  }
  return aliases;
}

function tableColumns(
  relation: TreeNode,
  alias: TreeNode | null,
  scope: Scope,
  catalog: CatalogIndex,
): ReadonlySet<string> | null {
  const schema = text(relation, "schemaname");
  const name = text(relation, "relname") ?? "";
  if (schema === null && isCte(scope, name)) return null;
  const table = catalog.find(schema, name);
  if (table === null) return null;
  const renamed = alias === null ? [] : (asNames(alias.colnames) ?? []);
  return new Set([...table.columns.map((column) => column.name), ...renamed]);
}
