import { ApplicationError } from "#app/server/platform/application-error.ts";
import type { QueryTarget } from "#app/shared/query-target.ts";

import type { AnalystConnection } from "./connection/analyst-connection.ts";
import { analystPool } from "./connection/analyst-pools.ts";
import type { ConnectionPool } from "./connection/connection-pool.ts";
import { toQueryError } from "./database-error.ts";
import { IDLE_IN_TRANSACTION_TIMEOUT_MS, LOCK_TIMEOUT_MS } from "./query-limits.ts";
import { type ResolvedTarget, type ResolveTarget, resolveTarget } from "./resolve-target.ts";

export type QueryDependencies = {
  resolveTarget: ResolveTarget;
  pool: (url: string) => ConnectionPool;
};

export const QUERY_DEPENDENCIES: QueryDependencies = { resolveTarget, pool: analystPool };

export type ReadOnlyTransaction = {
  connection: AnalystConnection;
  url: string;
  /** Ends a running query when the caller's signal aborts or its time is up; rejects then, even if the server does not answer. */
  watch<Result>(query: PromiseLike<unknown> & { cancel(): void }): Promise<Result>;
};

type TransactionOptions = { target: QueryTarget; sql: string; signal: AbortSignal; timeoutMs: number };

/** The server gets this long to end a statement itself before the client stops it. */
const SERVER_GRACE_MS = 400;
/** And this long to answer a cancel request before the session is thrown away. */
const CANCEL_GRACE_MS = 500;

/**
 * Runs one piece of work behind the database wall: `begin read only`, then time limits, search path and tenant token, all bound
 * and local to the transaction (that statement also takes the snapshot, after which the transaction cannot be made writable),
 * then the work, then always a rollback. The session goes back to the pool only after success and a `discard all`.
 *
 * Throws only `ApplicationError`: QUERY_FAILED, QUERY_TIMEOUT, QUERY_TOO_EXPENSIVE, CANCELLED, SERVICE_UNAVAILABLE.
 */
export async function readOnlyTransaction<Result>(
  options: TransactionOptions,
  dependencies: QueryDependencies,
  work: (transaction: ReadOnlyTransaction) => Promise<Result>,
): Promise<Result> {
  const { target, sql, signal, timeoutMs } = options;
  if (signal.aborted) throw new ApplicationError({ code: "CANCELLED" });
  const resolved = await dependencies.resolveTarget(target);
  const pool = dependencies.pool(resolved.url);
  let connection: AnalystConnection | undefined;
  try {
    connection = await begin(pool, target, resolved, timeoutMs, signal);
    const result = await work({
      connection,
      url: resolved.url,
      watch: watcher(connection, signal, timeoutMs),
    });
    void cleanUp(pool, connection);
    return result;
  } catch (error) {
    if (connection !== undefined) pool.discard(connection);
    throw toQueryError(error, sql, signal.aborted);
  }
}

/** A session that died while idle is noticed here, before any of the caller's SQL was sent, so trying again is safe. */
async function begin(
  pool: ConnectionPool,
  target: QueryTarget,
  resolved: ResolvedTarget,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<AnalystConnection> {
  for (let attempt = 1; ; attempt++) {
    const connection = await pool.acquire(signal, target.kind === "warehouse" ? target.orgId : target.dataSourceId);
    connection.allowBytes(0);
    try {
      await withDeadline(connection, setUp(connection, resolved, timeoutMs));
      return connection;
    } catch (error) {
      pool.discard(connection);
      if (attempt === 2 || signal.aborted) throw error;
    }
  }
}

async function setUp(connection: AnalystConnection, target: ResolvedTarget, timeoutMs: number): Promise<void> {
  const settings: [string, string][] = [
    ["statement_timeout", String(timeoutMs)],
    ["lock_timeout", String(LOCK_TIMEOUT_MS)],
    ["idle_in_transaction_session_timeout", String(IDLE_IN_TRANSACTION_TIMEOUT_MS)],
    // Temporary tables would otherwise come first; the login has none, and they would come last.
    ["search_path", [...target.searchPath, "pg_temp"].map(quoteIdentifier).join(", ")],
    ["timezone", "UTC"],
    ["datestyle", "ISO, MDY"],
    ["intervalstyle", "postgres"],
    ["bytea_output", "hex"],
  ];
  if (target.signToken !== null) settings.push(["app.tenant_token", target.signToken(timeoutMs)]);
  const calls = settings.map((_, index) => `pg_catalog.set_config($${index * 2 + 1}, $${index * 2 + 2}, true)`);
  await Promise.all([
    connection.sql.unsafe("begin read only"),
    connection.sql.unsafe(`select ${calls.join(", ")}`, settings.flat()),
  ]);
}

function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Setting up takes a millisecond; a server that hangs here must not hold the caller. */
async function withDeadline(connection: AnalystConnection, work: Promise<void>): Promise<void> {
  const timer = setTimeout(() => connection.destroy(), 5_000);
  try {
    await work;
  } finally {
    clearTimeout(timer);
  }
}

function watcher(connection: AnalystConnection, signal: AbortSignal, timeoutMs: number): ReadOnlyTransaction["watch"] {
  return async <Result>(query: PromiseLike<unknown> & { cancel(): void }): Promise<Result> => {
    const { promise: abandoned, reject: abandon } = Promise.withResolvers<never>();
    let lastResort: NodeJS.Timeout | undefined;
    const stop = (): void => {
      connection.cancel(query);
      lastResort = setTimeout(() => {
        abandon(Object.assign(new Error("statement did not stop"), { code: "57014" }));
      }, CANCEL_GRACE_MS);
    };
    const timer = setTimeout(stop, timeoutMs + SERVER_GRACE_MS);
    signal.addEventListener("abort", stop, { once: true });
    if (signal.aborted) stop();
    try {
      return (await Promise.race([query, abandoned])) as Result;
    } finally {
      clearTimeout(timer);
      clearTimeout(lastResort);
      signal.removeEventListener("abort", stop);
      void query.then(undefined, () => undefined);
    }
  };
}

async function cleanUp(pool: ConnectionPool, connection: AnalystConnection): Promise<void> {
  try {
    // Undoes what a rollback leaves: prepared statements, session locks, listened channels.
    const work = Promise.all([connection.sql.unsafe("rollback"), connection.sql.unsafe("discard all")]);
    await withDeadline(
      connection,
      work.then(() => undefined),
    );
    pool.release(connection);
  } catch {
    pool.discard(connection);
  }
}
