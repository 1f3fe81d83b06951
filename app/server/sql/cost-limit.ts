/**
 * Planner cost units (one page read in order is one) above which a query is not started. On the machines this was tried on, a
 * million units took some five seconds. A billing plan with another limit passes its own to `estimateCost`.
 */
export const DEFAULT_MAXIMUM_COST = 2_000_000;

/** Bytes that one aggregate may gather. Postgres itself stops at a gigabyte, per aggregate and session. */
export const MAXIMUM_GATHERED_BYTES = 128 * 1024 * 1024;
