import type { ResultColumn } from "#app/shared/result-set.ts";

import type { WireColumn } from "./collect-rows.ts";
import type { ReadOnlyTransaction } from "./read-only-transaction.ts";
import { TYPE_NAME_QUERY, typeName, type TypeNameCache } from "./type-names.ts";

/** Own types of each database, by its URL. A dropped and re-created type gets a new oid, so an entry never goes stale. */
const caches = new Map<string, TypeNameCache>();
const MAXIMUM_CACHED_TYPES = 5_000;

/** Names and type names of a result's columns; asks the server only for types that are not built in and not known yet. */
export async function readTypeNames(
  transaction: ReadOnlyTransaction,
  columns: readonly WireColumn[],
): Promise<ResultColumn[]> {
  const cache = cacheFor(transaction.url);
  const missing = [...new Set(columns.map((column) => column.type))].filter((oid) => typeName(oid, cache) === null);
  // A session that was cut off at the byte cap answers nothing more.
  if (missing.length > 0 && transaction.connection.isOpen()) {
    transaction.connection.allowBytes(0);
    const query = transaction.connection.sql.unsafe(TYPE_NAME_QUERY, [`{${missing.join(",")}}`]);
    for (const { oid, name } of await transaction.watch<{ oid: string; name: string }[]>(query))
      cache.set(Number(oid), name);
  }
  return columns.map((column) => ({ name: column.name, type: typeName(column.type, cache) ?? "unknown" }));
}

function cacheFor(url: string): TypeNameCache {
  let cache = caches.get(url);
  if (cache === undefined || cache.size > MAXIMUM_CACHED_TYPES) caches.set(url, (cache = new Map()));
  return cache;
}
