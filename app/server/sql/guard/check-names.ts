import { nearestName } from "./nearest-name.ts";
import { Refusal } from "./refusal.ts";
import { type CatalogIndex, columnsOf, isCte, type Scope } from "./scope.ts";
import { asList, locationOf, text, type TreeNode, unwrap } from "./tree.ts";

const SYSTEM_COLUMNS: ReadonlySet<string> = new Set(["ctid", "xmin", "xmax", "cmin", "cmax", "tableoid"]);
/** Columns of what set-returning JSON functions give, readable as `(jsonb_each(x)).key`. */
const RECORD_FIELDS: ReadonlySet<string> = new Set(["key", "value", "ordinality"]);

/** A table: a common table expression in sight, or one of the catalog's. */
export function checkRelation(
  check: { catalog: CatalogIndex; relations: Set<string> },
  node: TreeNode,
  scope: Scope,
): void {
  const schema = text(node, "schemaname");
  const name = text(node, "relname") ?? "";
  if (node.relpersistence !== "p")
    throw new Refusal("RELATION", "Temporary tables aren't available here.", locationOf(node));
  if (schema === null && isCte(scope, name)) return;
  const table = check.catalog.find(schema, name);
  if (table === null) throw unknownRelation(schema, name, node, check.catalog);
  check.relations.add(table.id);
}

function unknownRelation(schema: string | null, name: string, node: TreeNode, catalog: CatalogIndex): Refusal {
  const written = schema === null ? name : `${schema}.${name}`;
  const near = nearestName(written, catalog.names);
  const suggestion = near === null ? null : `Did you mean ${near}?`;
  return new Refusal("RELATION", `There is no table "${written}" here.`, locationOf(node), suggestion);
}

/**
 * A column. Postgres reads `alias.name` as a call of function `name` where the table has no such column, so behind an alias of
 * a catalog table only its own columns pass.
 */
export function checkColumn(node: TreeNode, scope: Scope): void {
  const parts = asList(node.fields).map((field) => unwrap(field));
  const last = parts.at(-1);
  if (last?.type !== "String") return;
  const name = text(last.node, "sval") ?? "";
  refuseSystemColumn(name, node);
  if (parts.length > 3) throw new Refusal("COLUMN", "A column name has at most three parts here.", locationOf(node));
  if (parts.length < 2) return;
  const qualifier = parts.at(-2);
  const alias = qualifier?.type === "String" ? text(qualifier.node, "sval") : null;
  const columns = alias === null ? undefined : columnsOf(scope, alias);
  if (columns === undefined || columns === null || columns.has(name)) return;
  const near = nearestName(name, columns);
  throw new Refusal(
    "COLUMN",
    `${alias} has no column "${name}".`,
    locationOf(node),
    near === null ? null : `Did you mean ${alias}.${near}?`,
  );
}

/** `(expression).name` is a function call too where the expression's type has no such field. */
export function checkIndirection(node: TreeNode, catalog: CatalogIndex): void {
  for (const item of asList(node.indirection)) {
    const part = unwrap(item);
    if (part?.type !== "String") continue;
    const name = text(part.node, "sval") ?? "";
    refuseSystemColumn(name, node);
    if (!catalog.columnNames.has(name) && !RECORD_FIELDS.has(name) && !/^f\d{1,3}$/.test(name)) {
      throw new Refusal("COLUMN", `There is no field "${name}" here.`, locationOf(unwrap(node.arg)?.node ?? node));
    }
  }
}

function refuseSystemColumn(name: string, node: TreeNode): void {
  if (!SYSTEM_COLUMNS.has(name)) return;
  throw new Refusal("SYSTEM_COLUMN", `${name} is internal to Postgres and isn't available here.`, locationOf(node));
}
