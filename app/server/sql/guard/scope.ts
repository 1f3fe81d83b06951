import type { Catalog, CatalogTable } from "#app/shared/catalog.ts";

/**
 * What a name means at one place of the query, as Postgres resolves it: common table expressions of this and the outer
 * queries, and the aliases of FROM. Immutable: an inner query extends it.
 */
export type Scope = {
  readonly parent: Scope | null;
  readonly cteNames: ReadonlySet<string>;
  /** Alias to the columns of a catalog table; null for anything of another shape (a subquery, a function). */
  readonly aliases: ReadonlyMap<string, ReadonlySet<string> | null>;
};

export const EMPTY_SCOPE: Scope = { parent: null, cteNames: new Set(), aliases: new Map() };

export function withCtes(parent: Scope, names: Iterable<string>): Scope {
  return { parent, cteNames: new Set(names), aliases: new Map() };
}

export function isCte(scope: Scope | null, name: string): boolean {
  for (let at = scope; at !== null; at = at.parent) if (at.cteNames.has(name)) return true;
  return false;
}

/** Columns behind an alias, null for an unknown shape, undefined where no alias of this name is in sight. */
export function columnsOf(scope: Scope | null, alias: string): ReadonlySet<string> | null | undefined {
  for (let at = scope; at !== null; at = at.parent) {
    const columns = at.aliases.get(alias);
    if (columns !== undefined) return columns;
  }
  return undefined;
}

/** Finds a catalog's tables the way a query with the catalog's search path does. */
export type CatalogIndex = {
  find(schema: string | null, name: string): CatalogTable | null;
  /** Names near a misspelt one, for a suggestion. */
  names: readonly string[];
  enumTypes: ReadonlySet<string>;
  columnNames: ReadonlySet<string>;
};

const indexes = new WeakMap<Catalog, CatalogIndex>();

export function indexCatalog(catalog: Catalog): CatalogIndex {
  let index = indexes.get(catalog);
  if (index === undefined) indexes.set(catalog, (index = build(catalog)));
  return index;
}

function build(catalog: Catalog): CatalogIndex {
  const bySchema = new Map<string, CatalogTable>();
  const byName = new Map<string, CatalogTable>();
  const enumTypes = new Set<string>();
  const columnNames = new Set<string>();
  for (const table of catalog.tables) {
    bySchema.set(JSON.stringify([table.schema, table.name]), table);
    // pg_catalog comes before every search path, so a table called pg_... cannot be reached by its bare name.
    if (!table.qualified && !table.name.startsWith("pg_")) byName.set(table.name, table);
    for (const column of table.columns) {
      columnNames.add(column.name);
      if (column.kind === "enum") enumTypes.add(column.type.replaceAll('"', ""));
    }
  }
  return {
    find: (schema, name) => (schema === null ? byName.get(name) : bySchema.get(JSON.stringify([schema, name]))) ?? null,
    names: catalog.tables.map((table) => table.id),
    enumTypes,
    columnNames,
  };
}
