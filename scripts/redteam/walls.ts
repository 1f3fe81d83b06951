import postgres from "postgres";

import { ApplicationError } from "#app/server/platform/application-error.ts";
import { introspectCatalog } from "#app/server/sql/catalog/introspect.ts";
import { analystPool } from "#app/server/sql/connection/analyst-pools.ts";
import { executeQuery } from "#app/server/sql/execute-query.ts";
import { guardSql } from "#app/server/sql/guard/guard-sql.ts";
import { DEFAULT_QUERY_LIMITS, type QueryLimits } from "#app/server/sql/query-limits.ts";
import { signTenantToken } from "#app/server/sql/tenant-token.ts";
import type { Catalog } from "#app/shared/catalog.ts";
import type { Cell } from "#app/shared/result-set.ts";

import type { SchemaFile } from "./schema-file.ts";
import type { Scratch, Side } from "./scratch.ts";

/**
 * `both`: guard and executor; `guard`: guard and a naive executor; `database`: the executor without the guard; `none`: the naive
 * executor alone, to see that the oracles see.
 */
export type WallName = "both" | "guard" | "database" | "none";

export type Outcome = {
  kind: "rows" | "refused" | "failed";
  columns: string[];
  rows: Cell[][];
  /** What a person would read. */
  message: string;
  elapsedMs: number;
};

export type Wall = {
  /** Runs a text as the attacking tenant. Never throws. */
  attack(side: Side, sql: string): Promise<Outcome>;
  /** What the other tenant finds in the session that was just used. */
  probe(side: Side): Promise<string>;
  /** Starts over with new sessions, so that what one text left behind is not blamed on the next. */
  reset(): Promise<void>;
  /** The login whose sessions are watched. */
  login: string;
  close(): Promise<void>;
};

/** Short, so that a run of the whole corpus stays within minutes. */
export const TIMEOUT_MS = 2_000;
export const LIMITS: QueryLimits = { ...DEFAULT_QUERY_LIMITS, timeoutMs: TIMEOUT_MS };

const PROBE = `select current_user, session_user, current_setting('role'), current_setting('statement_timeout'),
  current_setting('search_path'), current_setting('TimeZone'), current_setting('transaction_read_only'),
  current_setting('row_security'), current_setting('log_min_messages'),
  coalesce(split_part(current_setting('app.tenant_token', true), '.', 3), ''),
  coalesce(current_setting('request.jwt.claims', true), ''), coalesce(current_setting('request.jwt.claim', true), ''),
  (select count(*) from pg_prepared_statements where name <> ''), (select count(*) from pg_cursors where name <> ''),
  (select count(*) from pg_listening_channels()),
  (select count(*) from pg_locks where locktype = 'advisory' and pid = pg_backend_pid())`;

export async function openWall(name: WallName, scratch: Scratch, schema: SchemaFile, catalog: Catalog): Promise<Wall> {
  if (name === "both" || name === "database") return openProductWall(name, scratch, schema, catalog);
  return openNaiveWall(scratch, schema, name === "guard" ? catalog : null);
}

function openProductWall(name: WallName, scratch: Scratch, schema: SchemaFile, catalog: Catalog): Wall {
  const execute = (side: Side, orgId: string, sql: string) => runAsAnalyst(scratch, side, orgId, sql);
  return {
    login: new URL(scratch.analystUrl("a")).username,
    async attack(side, sql) {
      const started = performance.now();
      const refused = name === "both" ? await refusal(sql, catalog) : null;
      if (refused !== null) return refused;
      try {
        const result = await execute(side, schema.attacker, sql);
        const columns = result.columns.map((column) => column.name);
        return { kind: "rows", columns, rows: result.rows, message: "", elapsedMs: performance.now() - started };
      } catch (error) {
        return failed(error, started);
      }
    },
    probe: async (side) => JSON.stringify((await execute(side, schema.victim, PROBE)).rows),
    reset: async () => closePools(scratch),
    close: async () => closePools(scratch),
  };
}

function closePools(scratch: Scratch): void {
  for (const side of ["a", "b"] as const) analystPool(scratch.analystUrl(side)).close();
}

/** The scratch database as the product sees one: read by the product's introspection through the product's wall. */
export async function readCatalog(scratch: Scratch, schema: SchemaFile): Promise<Catalog> {
  const query = async (sql: string) => {
    const result = await runAsAnalyst(scratch, "a", schema.attacker, sql, { cellBytes: LIMITS.bytes });
    return result.rows.map((row) => String(row[0]));
  };
  return introspectCatalog(query, { target: { kind: "warehouse", orgId: schema.attacker }, schemas: ["public"] });
}

function runAsAnalyst(scratch: Scratch, side: Side, orgId: string, sql: string, limits: Partial<QueryLimits> = {}) {
  const signToken = (timeoutMs: number) =>
    signTenantToken({ orgId, key: scratch.tokenKey, nowMs: Date.now(), lifetimeMs: timeoutMs + 5_000 });
  return executeQuery(
    {
      target: { kind: "warehouse", orgId },
      sql,
      signal: new AbortController().signal,
      limits: { ...LIMITS, ...limits },
    },
    { resolveTarget: async () => ({ url: scratch.analystUrl(side), searchPath: ["public"], signToken }) },
  );
}

/**
 * What many projects do: log in as PostgREST's role, open a read-only transaction, set the role and the claims, send the text over
 * the simple protocol, commit.
 */
function openNaiveWall(scratch: Scratch, schema: SchemaFile, catalog: Catalog | null): Wall {
  const connect = (side: Side) =>
    postgres(scratch.naiveUrl(side), { max: 1, onnotice: () => undefined, idle_timeout: 0 });
  let sessions = { a: connect("a"), b: connect("b") };
  const close = async () => {
    await Promise.all([sessions.a.end({ timeout: 1 }), sessions.b.end({ timeout: 1 })]);
  };

  async function run(
    side: Side,
    orgId: string,
    sql: string,
  ): Promise<postgres.Row[] & { columns?: { name: string }[] }> {
    const session = sessions[side];
    const claims = JSON.stringify({ role: "authenticated", app_metadata: { org_id: orgId } });
    await session.unsafe("begin read only");
    try {
      await session.unsafe("set local role authenticated");
      await session.unsafe("select set_config('request.jwt.claims', $1, true)", [claims]);
      await session.unsafe(`set local statement_timeout = ${TIMEOUT_MS}`);
      const result = await session.unsafe(sql).values();
      await session.unsafe("commit");
      return result as never;
    } catch (error) {
      await session.unsafe("rollback").catch(() => undefined);
      throw error;
    }
  }

  return {
    login: new URL(scratch.naiveUrl("a")).username,
    async attack(side, sql) {
      const started = performance.now();
      const refused = catalog === null ? null : await refusal(sql, catalog);
      if (refused !== null) return refused;
      try {
        const result = await run(side, schema.attacker, sql);
        const columns = (result.columns ?? []).map((column) => column.name);
        return {
          kind: "rows",
          columns,
          rows: [...result] as never,
          message: "",
          elapsedMs: performance.now() - started,
        };
      } catch (error) {
        return failed(error, started);
      }
    },
    probe: async (side) => JSON.stringify(await run(side, schema.victim, PROBE)),
    async reset() {
      await close();
      sessions = { a: connect("a"), b: connect("b") };
    },
    close,
  };
}

async function refusal(sql: string, catalog: Catalog): Promise<Outcome | null> {
  const verdict = await guardSql(sql, catalog);
  if (verdict.ok) return null;
  const message = [verdict.code, verdict.message, verdict.suggestion ?? ""].join(" ");
  return { kind: "refused", columns: [], rows: [], message, elapsedMs: 0 };
}

/** The naive executor shows the server's whole error, as naive executors do. */
function failed(error: unknown, started: number): Outcome {
  const fields = error instanceof ApplicationError ? {} : { ...(error as Record<string, unknown>) };
  const texts = [error instanceof Error ? error.message : String(error), fields.detail, fields.hint, fields.where];
  const message = texts.filter((text) => typeof text === "string").join("\n");
  return { kind: "failed", columns: [], rows: [], message, elapsedMs: performance.now() - started };
}
