import postgres from "postgres";

import type { TenantTokenKey } from "#app/server/sql/tenant-token.ts";

import { examineRights } from "./examine-rights.ts";
import { examineServer } from "./examine-server.ts";
import { examineTenants } from "./examine-tenants.ts";
import { fail, type Finding } from "./finding.ts";

/** All findings about the database behind the analyst's URL. Changes nothing: every attempt is rolled back. */
export async function examineDatabase(url: string, key: TenantTokenKey): Promise<Finding[]> {
  const mode = new URL(url).searchParams.get("sslmode");
  const sql = postgres(url, {
    max: 2,
    connect_timeout: 10,
    onnotice: () => undefined,
    prepare: false,
    ssl: mode === "verify-full" ? "verify-full" : mode === "require" ? "require" : false,
  });
  try {
    await sql`select 1`;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    return [
      fail(`the analyst login cannot connect (${code})`, "Check ANALYST_DATABASE_URL and run npm run db:provision."),
    ];
  }
  try {
    return [...(await examineServer(sql, url)), ...(await examineRights(sql)), ...(await examineTenants(sql, key))];
  } finally {
    await sql.end({ timeout: 5 });
  }
}
