import { nowMs, minutes } from "#app/server/platform/clock.ts";
import { readVocabulary } from "#app/server/actions/data/read-vocabulary.ts";
import { introspectCatalog } from "#app/server/sql/catalog/introspect.ts";
import { executeQuery } from "#app/server/sql/execute-query.ts";
import { resolveTarget } from "#app/server/sql/resolve-target.ts";
import type { Catalog } from "#app/shared/catalog.ts";
import type { QueryTarget } from "#app/shared/query-target.ts";

/** The tenant's column; nobody asks about it. */
const HIDDEN_COLUMNS = ["org_id"];

/** Reading a catalog may return far more than a person's query. */
const CATALOG_LIMITS = { timeoutMs: 60_000, rows: 200_000, bytes: 256 * 1024 * 1024, cellBytes: 64 * 1024 * 1024 };

const TTL_MS = minutes(5);
const MAX_CATALOGS = 50;

const catalogs = new Map<string, { catalog: Promise<Catalog>; untilMs: number }>();

/**
 * What a target holds, read under the target's own wall. Kept in this process for five minutes: the
 * analyst's indexes hang on the object, so that the second question finds them built. New tables, comments
 * and glossary words are seen once that time is over.
 */
export function loadCatalog(target: QueryTarget): Promise<Catalog> {
  const key = JSON.stringify(target);
  const known = catalogs.get(key);
  if (known && known.untilMs > nowMs()) return known.catalog;
  const catalog = readCatalog(target);
  catalogs.delete(key);
  catalogs.set(key, { catalog, untilMs: nowMs() + TTL_MS });
  const oldest = catalogs.keys().next().value;
  if (catalogs.size > MAX_CATALOGS && oldest !== undefined) catalogs.delete(oldest);
  catalog.catch(() => catalogs.delete(key));
  return catalog;
}

async function readCatalog(target: QueryTarget): Promise<Catalog> {
  const { searchPath } = await resolveTarget(target);
  const signal = AbortSignal.timeout(CATALOG_LIMITS.timeoutMs);
  const query = async (sql: string) => {
    const { rows } = await executeQuery({ target, sql, signal, limits: CATALOG_LIMITS });
    return rows.map(([cell]) => String(cell));
  };
  const words = target.kind === "warehouse" ? await readVocabulary(target.orgId) : {};
  return introspectCatalog(query, { target, schemas: [...searchPath], hiddenColumns: HIDDEN_COLUMNS, ...words });
}
