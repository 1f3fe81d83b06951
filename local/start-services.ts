import path from "node:path";
import type { Sql } from "postgres";
import type { LocalInbox } from "./inbox.ts";
import type { LocalSecrets } from "./secrets.ts";
import { startSupabase } from "./supabase.ts";
import type { Lite } from "./supabase/create-lite.ts";
import { startUpstash } from "./upstash.ts";

export type ServiceOptions = {
  projectDir: string;
  appUrl: string;
  secrets: LocalSecrets;
  /** Any login; user and password are replaced. */
  databaseUrl: string;
  /** The database as superuser, for Supabase's shims; stays the caller's to close. */
  admin: Sql;
  lite: Lite;
  inbox: LocalInbox;
};

export type RunningServices = {
  env: Record<string, string>;
  clearSchemaCache(): Promise<void>;
  stop(): Promise<void>;
};

/** Serves Supabase's and Upstash's protocols over a prepared database and says how the app reaches everything. */
export async function startServices(options: ServiceOptions): Promise<RunningServices> {
  const { secrets, inbox, databaseUrl } = options;
  const [supabase, upstash] = await Promise.all([
    startSupabase({
      ...options,
      ...secrets,
      databaseUrl: urlForLogin(databaseUrl, "lite_admin", secrets.litePassword),
      deliver: async (mail) => {
        inbox.mailbox.add(mail);
      },
      logFile: path.join(options.projectDir, ".data", "supabase.log"),
    }),
    startUpstash({ token: secrets.upstashToken }),
  ]);
  return {
    env: {
      SUPABASE_URL: supabase.url,
      SUPABASE_PUBLISHABLE_KEY: secrets.publishableKey,
      SUPABASE_SECRET_KEY: secrets.secretKey,
      SUPABASE_JWT_SECRET: secrets.jwtSecret,
      ANALYST_DATABASE_URL: urlForLogin(databaseUrl, "analyst", secrets.analystPassword),
      IMPORTER_DATABASE_URL: urlForLogin(databaseUrl, "importer", secrets.importerPassword),
      TENANT_TOKEN_KEY_ID: secrets.tenantTokenKeyId,
      TENANT_TOKEN_KEY: secrets.tenantTokenKey,
      UPSTASH_REDIS_REST_URL: upstash.url,
      UPSTASH_REDIS_REST_TOKEN: secrets.upstashToken,
      SMTP_URL: inbox.smtpUrl,
      MAIL_FROM: "Plainchart <hello@plainchart.test>",
    },
    clearSchemaCache: supabase.clearSchemaCache,
    stop: async () => {
      await Promise.all([supabase.stop(), upstash.stop()]);
    },
  };
}

/** The same database through another login. */
export function urlForLogin(databaseUrl: string, user: string, password: string): string {
  const url = new URL(databaseUrl);
  url.username = user;
  url.password = password;
  return url.href;
}
