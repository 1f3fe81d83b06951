import postgres, { type Sql } from "postgres";
import { createRenewable } from "./create-renewable.ts";

export type Pool = {
  /** Statements go to the connections of the moment; one that is running when they are replaced may fail. */
  sql: Sql;
  /** Gives the connections up for new ones, for instance after a statement that did not end in time. */
  renew(): void;
  /** Takes half a second at most, whatever is running. */
  close(): Promise<void>;
};

/** Seconds a pool may take to end before its connections are cut. */
export const POOL_END_SECONDS = 0.5;

/** What `postgres()` is to be told so that every closed connection is a lost one. */
export function poolOptions(max: number, onLost: () => void) {
  return { max, max_lifetime: null, connect_timeout: 5, onnotice: () => undefined, onclose: onLost };
}

/** A pool that works again after Postgres was away. */
export function openPool(url: string, max: number): Pool {
  const pool = createRenewable<Sql>({
    open: (onLost) => postgres(url, poolOptions(max, onLost)),
    close: (sql) => sql.end({ timeout: POOL_END_SECONDS }),
  });
  const sql = new Proxy(postgres as unknown as Sql, {
    apply: (_target, _self, input: unknown[]): unknown => Reflect.apply(pool.current(), undefined, input),
    get: (_target, key): unknown => Reflect.get(pool.current(), key),
  });
  return { sql, renew: () => pool.renew(), close: () => pool.close() };
}
