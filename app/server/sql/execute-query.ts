import { Stream } from "node:stream";

import type postgres from "postgres";

import { ApplicationError } from "#app/server/platform/application-error.ts";
import type { QueryTarget } from "#app/shared/query-target.ts";
import type { ResultSet, TruncationReason } from "#app/shared/result-set.ts";

import { collectRows, type WireColumn } from "./collect-rows.ts";
import { DEFAULT_QUERY_LIMITS, type QueryLimits } from "./query-limits.ts";
import {
  QUERY_DEPENDENCIES,
  type QueryDependencies,
  type ReadOnlyTransaction,
  readOnlyTransaction,
} from "./read-only-transaction.ts";
import { readTypeNames } from "./read-type-names.ts";

export type ExecuteQueryOptions = {
  target: QueryTarget;
  /** One statement that the guard accepted, byte for byte. */
  sql: string;
  signal: AbortSignal;
  limits?: Partial<QueryLimits>;
};

/** Rows asked for at a time; small enough that a cap is noticed soon, large enough to cost nothing. */
const ROWS_PER_FETCH = 200;
/** Wire bytes allowed per byte of the result's cap: lengths, and the rest of a batch after the cap was reached. */
const WIRE_FACTOR = 4;

/**
 * Runs one guarded statement as the analyst login, read only, for one tenant, and gives back its rows up to the caps.
 * `truncated` says when there was more. Extended protocol only, so a second statement cannot hide in the text.
 *
 * Throws `ApplicationError`: QUERY_FAILED (the SQL is wrong; `sqlStateOf` tells how), QUERY_TIMEOUT, QUERY_TOO_EXPENSIVE,
 * CANCELLED (the signal; the server has stopped within two seconds), SERVICE_UNAVAILABLE.
 */
export async function executeQuery(
  options: ExecuteQueryOptions,
  dependencies: Partial<QueryDependencies> = {},
): Promise<ResultSet> {
  const { target, sql, signal } = options;
  const limits = { ...DEFAULT_QUERY_LIMITS, ...options.limits };
  return readOnlyTransaction(
    { target, sql, signal, timeoutMs: limits.timeoutMs },
    { ...QUERY_DEPENDENCIES, ...dependencies },
    (transaction) => fetchRows(transaction, sql, limits),
  );
}

async function fetchRows(transaction: ReadOnlyTransaction, sql: string, limits: QueryLimits): Promise<ResultSet> {
  const started = performance.now();
  const { connection } = transaction;
  const collector = collectRows(limits);
  connection.allowBytes(limits.bytes * WIRE_FACTOR);
  let columns: readonly WireColumn[] | undefined;

  const query = connection.sql.unsafe(sql, [], { prepare: false, simple: false } as postgres.UnsafeQueryOptions).raw();
  // Rows one by one and a portal that can be closed early: the driver allows both at once, its types do not say so.
  const portal = query as unknown as {
    forEach(onRow: (row: (Buffer | null)[], result: { columns: WireColumn[] }) => void): void;
    cursor(rows: number, onBatch: () => unknown): void;
  };
  portal.forEach((row, result) => {
    columns ??= result.columns;
    collector.add(row, columns);
  });
  portal.cursor(ROWS_PER_FETCH, () => (collector.isFull() ? connection.sql.CLOSE : undefined));

  let truncated: TruncationReason | null = null;
  try {
    const last = await transaction.watch<{ columns?: WireColumn[] } | Stream>(query);
    if (last instanceof Stream) throw refuseCopy(last);
    columns ??= last.columns;
  } catch (error) {
    if (!connection.exceeded()) throw error;
    // What arrived before the byte cap is whole and may be shown.
    if (columns === undefined || collector.rows().length === 0) throw rowTooLarge();
    truncated = "bytes";
  }
  const elapsedMs = Math.round(performance.now() - started);
  if (columns === undefined) throw new Error("the driver gave no columns");
  return {
    columns: await readTypeNames(transaction, columns),
    rows: collector.rows(),
    truncated: truncated ?? collector.truncated(),
    elapsedMs,
  };
}

/** COPY answers with a stream, which fails loudly when its session is thrown away. */
function refuseCopy(stream: Stream): ApplicationError {
  stream.on("error", () => undefined);
  return new ApplicationError({ code: "SQL_REFUSED" });
}

function rowTooLarge(): ApplicationError {
  const message =
    "A single row is larger than can be shown. Name fewer columns, or shorten the long ones with left(x, 1000).";
  return new ApplicationError({ code: "QUERY_TOO_EXPENSIVE", message });
}
