import type postgres from "postgres";

/**
 * Runs one SELECT and returns its only column, one JSON text a row. The catalog is read through such
 * a function so that the same code works on a plain connection and inside a tenant's wall: whoever
 * wraps a connection decides role, transaction, token and timeout, but must not cut rows or cells, and
 * a call that failed must not spoil the next (so: one transaction a call).
 */
export type CatalogQuery = (sql: string) => Promise<string[]>;

/** A `CatalogQuery` on a plain connection or transaction. */
export function catalogQueryOn(connection: postgres.Sql): CatalogQuery {
  return async function runCatalogQuery(sql) {
    const rows = await connection.unsafe(sql).values();
    return rows.map((row) => String(row[0]));
  };
}
