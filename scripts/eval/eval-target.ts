import postgres from "postgres";
import { catalogQueryOn } from "#app/server/sql/catalog/catalog-query.ts";
import { introspectCatalog } from "#app/server/sql/catalog/introspect.ts";
import { executeQuery } from "#app/server/sql/execute-query.ts";
import { guardSql } from "#app/server/sql/guard/guard-sql.ts";
import type { Catalog } from "#app/shared/catalog.ts";
import type { QueryTarget } from "#app/shared/query-target.ts";
import type { ResultSet } from "#app/shared/result-set.ts";

/** Wider than the product's: a gold answer may be long, and a cut one would compare as wrong. */
const LIMITS = { timeoutMs: 10_000, rows: 100_000, bytes: 256 * 1024 * 1024, cellBytes: 16 * 1024 * 1024 };
const SCHEMA = "public";

/** A loaded database as the product sees one: a catalog, and a way to run a question's SQL. */
export type EvalTarget = {
  catalog: Catalog;
  /** Through the product's guard and executor; throws what they refuse, in one line. */
  runGuarded(sql: string): Promise<ResultSet>;
  /** Gold SQL is trusted, so it skips the guard; it still runs read only and bounded. */
  runGold(sql: string): Promise<ResultSet>;
};

export async function openEvalTarget(url: string, dataSourceId: string): Promise<EvalTarget> {
  const target: QueryTarget = { kind: "connected", dataSourceId };
  const connection = postgres(url, { max: 1, onnotice() {} });
  const query = catalogQueryOn(connection);
  const catalog = await introspectCatalog(query, { target, schemas: [SCHEMA] }).finally(() => connection.end());

  async function runGold(sql: string): Promise<ResultSet> {
    const resolveTarget = async () => ({ url, searchPath: [SCHEMA], signToken: null });
    return executeQuery(
      { target, sql, signal: AbortSignal.timeout(LIMITS.timeoutMs * 2), limits: LIMITS },
      { resolveTarget },
    );
  }
  return {
    catalog,
    runGold,
    async runGuarded(sql) {
      const verdict = await guardSql(sql, catalog);
      if (!verdict.ok) throw new Error(`refused by the guard, ${verdict.code}: ${verdict.message}`);
      return runGold(verdict.sql);
    },
  };
}
