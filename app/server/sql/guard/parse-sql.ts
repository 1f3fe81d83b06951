import { createParsePool, type ParseOutcome, type ParsePool } from "./parse-pool.ts";

let pool: ParsePool | undefined;

/** Parses with the process's one pool of workers. The caller has checked the text's size and characters. */
export function parseSql(sql: string, owner?: string): Promise<ParseOutcome> {
  pool ??= createParsePool();
  return pool.parse(sql, owner);
}
