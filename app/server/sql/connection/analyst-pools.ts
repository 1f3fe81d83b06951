import { type ConnectionPool, createConnectionPool } from "./connection-pool.ts";

const pools = new Map<string, ConnectionPool>();

/** The process's one pool for a database URL. */
export function analystPool(url: string): ConnectionPool {
  let pool = pools.get(url);
  if (pool === undefined) pools.set(url, (pool = createConnectionPool({ url })));
  return pool;
}

/** Ends idle sessions, for a server that stops and for tests; statements that run keep theirs until they end. */
export function closeAnalystPools(): void {
  for (const pool of pools.values()) pool.close();
  pools.clear();
}
