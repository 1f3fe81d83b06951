import { createHash } from "node:crypto";
import type { CatalogQuery } from "#app/server/sql/catalog/catalog-query.ts";
import { inferRelationships } from "#app/server/sql/catalog/infer-relationships.ts";
import { DEFAULT_PROFILE_BUDGET, profileTables, type ProfileBudget } from "#app/server/sql/catalog/profile-tables.ts";
import { readStructure } from "#app/server/sql/catalog/read-structure.ts";
import type { Catalog, GlossaryTerm, VerifiedQuery } from "#app/shared/catalog.ts";
import type { QueryTarget } from "#app/shared/query-target.ts";

export type IntrospectOptions = {
  target: QueryTarget;
  schemas: string[];
  /** Columns nobody asks about, such as the tenant's id; they vanish from tables and keys. */
  hiddenColumns?: string[];
  /** Columns whose values must not be kept, as `table.column`. */
  unindexedColumns?: string[];
  glossary?: GlossaryTerm[];
  verified?: VerifiedQuery[];
  /** Overrides of `DEFAULT_PROFILE_BUDGET`. */
  budget?: Partial<ProfileBudget>;
};

/**
 * Reads everything an analyst may know about a target: structure, statistics, values and joins.
 * `query` brings the connection and its wall; a thousand tables take some tens of round trips.
 *
 * @example
 * const catalog = await introspectCatalog(catalogQueryOn(sql), { target, schemas: ["public"] });
 */
export async function introspectCatalog(query: CatalogQuery, options: IntrospectOptions): Promise<Catalog> {
  const budget = { ...DEFAULT_PROFILE_BUDGET, ...options.budget };
  const structure = await readStructure(query, options.schemas, new Set(options.hiddenColumns));
  await profileTables(query, structure.tables, new Set(options.unindexedColumns), budget);
  const inferred = await inferRelationships(query, structure.tables, structure.relationships);
  const content = {
    tables: structure.tables,
    relationships: [...structure.relationships, ...inferred],
    glossary: options.glossary ?? [],
    verified: options.verified ?? [],
  };
  return { target: options.target, version: versionOf(content), ...content };
}

function versionOf(content: Omit<Catalog, "target" | "version">): string {
  return createHash("sha256").update(JSON.stringify(content)).digest("base64url").slice(0, 22);
}
