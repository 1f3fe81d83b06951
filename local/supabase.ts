import { createWriteStream } from "node:fs";
import type { Sql } from "postgres";
import { openPool } from "./database/open-pool.ts";
import { listen } from "./listen.ts";
import { createGateway } from "./supabase/create-gateway.ts";
import type { Lite, LiteOptions } from "./supabase/create-lite.ts";

export type LocalSupabase = {
  url: string;
  /** After tables were made behind its back. */
  clearSchemaCache(): Promise<void>;
  stop(): Promise<void>;
};

/**
 * Serves Supabase's auth and REST protocols over a migrated database, on a free port of 127.0.0.1. The app uses it
 * through the same clients and keys as a hosted project.
 *
 * @param options.lite stays the caller's to close
 * @param options.admin the same database as superuser, for the shims; stays the caller's to close
 * @param options.logFile takes a line for each error inside: code and path, no values
 */
export async function startSupabase(
  options: LiteOptions & { lite: Lite; admin: Sql; logFile: string; port?: number },
): Promise<LocalSupabase> {
  const log = createWriteStream(options.logFile, { flags: "a", mode: 0o600 });
  const login = openPool(options.databaseUrl, 5);
  const gateway = createGateway({
    ...options,
    login: login.sql,
    onTimeout: () => {
      options.lite.renew();
      login.renew();
    },
    log: (line) => log.write(`${new Date().toISOString()} ${line}\n`),
  });
  const listener = await listen((request, bindings) => gateway.fetch(request, bindings), options.port);
  return {
    url: listener.url,
    clearSchemaCache: () => options.lite.clearSchemaCache(),
    stop: async () => {
      await listener.close();
      await login.close();
      log.end();
    },
  };
}
