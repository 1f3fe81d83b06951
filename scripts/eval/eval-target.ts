import postgres from "postgres";
import { catalogQueryOn } from "#app/server/sql/catalog/catalog-query.ts";
import { introspectCatalog } from "#app/server/sql/catalog/introspect.ts";
import type { Catalog } from "#app/shared/catalog.ts";
import type { ResultSet } from "#app/shared/result-set.ts";

const STATEMENT_TIMEOUT_MS = 10_000;

/** A loaded database as the product sees one: a catalog, and a way to run a question's SQL. */
export type EvalTarget = {
  catalog: Catalog;
  /** Through the product's guard and executor; throws what they throw. */
  runGuarded(sql: string): Promise<ResultSet>;
  /** Gold SQL: trusted, but read only and bounded all the same. */
  runPlain(sql: string): Promise<ResultSet>;
  close(): Promise<void>;
};

export async function openEvalTarget(url: string, dataSourceId: string): Promise<EvalTarget> {
  const connection = postgres(url, { max: 2, onnotice() {} });
  const pgNames = await connection<{ oid: number; name: string }[]>`select oid::int, typname as name from pg_type`;
  const nameByOid = new Map(pgNames.map(({ oid, name }) => [oid, name.startsWith("_") ? `${name.slice(1)}[]` : name]));
  const catalog = await introspectCatalog(catalogQueryOn(connection), {
    target: { kind: "connected", dataSourceId },
    schemas: ["public"],
  });

  async function runPlain(sql: string): Promise<ResultSet> {
    const start = performance.now();
    return (await connection.begin("read only", async (transaction) => {
      await transaction.unsafe(`set local statement_timeout = ${STATEMENT_TIMEOUT_MS}`);
      const rows = await transaction.unsafe(sql, [], { prepare: false }).raw();
      return {
        columns: rows.columns.map((column) => ({ name: column.name, type: nameByOid.get(column.type) ?? "unknown" })),
        rows: rows.map((row) =>
          [...row].map((cell) => (cell === null ? null : Buffer.from(cell as Uint8Array).toString("utf8"))),
        ),
        truncated: null,
        elapsedMs: performance.now() - start,
      };
    })) as ResultSet;
  }

  return { catalog, runPlain, runGuarded: runPlain, close: () => connection.end() };
}
