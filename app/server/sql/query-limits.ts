/** What one query may take and give back. */
export type QueryLimits = {
  /** The server ends the statement after this; the executor lets go at most a second later. */
  timeoutMs: number;
  rows: number;
  /** Of cell text, over all rows. */
  bytes: number;
  /** A longer cell is cut. */
  cellBytes: number;
};

export const DEFAULT_QUERY_LIMITS: QueryLimits = {
  timeoutMs: 15_000,
  rows: 10_000,
  bytes: 8 * 1024 * 1024,
  cellBytes: 64 * 1024,
};

/** A statement waits this long for a lock: only a table being dropped or altered holds one against a reader. */
export const LOCK_TIMEOUT_MS = 2_000;
/** How long the server keeps a transaction whose client fell silent. */
export const IDLE_IN_TRANSACTION_TIMEOUT_MS = 10_000;
/** A tenant token outlives its statement by this. */
export const TOKEN_GRACE_MS = 5_000;
