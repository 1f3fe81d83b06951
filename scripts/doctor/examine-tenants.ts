import { randomUUID } from "node:crypto";

import type postgres from "postgres";

import { signTenantToken, type TenantTokenKey } from "#app/server/sql/tenant-token.ts";

import { fail, failIfAny, type Finding, ok } from "./finding.ts";

/** Whether the signed token, and nothing but it, opens an organisation's rows. */
export async function examineTenants(sql: postgres.Sql, key: TenantTokenKey): Promise<Finding[]> {
  const orgId = randomUUID();
  const sign = (lifetimeMs: number, signedWith = key) =>
    signTenantToken({ orgId, key: signedWith, nowMs: Date.now(), lifetimeMs });
  const good = await currentOrg(sql, sign(60_000));
  const expired = await currentOrg(sql, sign(-60_000));
  const forged = await currentOrg(sql, sign(60_000, { id: key.id, secret: `${key.secret}x` }));
  return [
    good === orgId
      ? ok("the database accepts the app's tenant token")
      : fail(
          "the database does not accept the app's tenant token",
          "Run npm run db:provision with the app's TENANT_TOKEN_KEY and TENANT_TOKEN_KEY_ID.",
        ),
    expired === null && forged === null
      ? ok("it accepts no expired and no forged token")
      : fail(
          "it accepts an expired or forged token",
          "tenant.current_org() is not the migrations' function: apply the migrations.",
        ),
    failIfAny(
      await unsecuredTables(sql),
      "every business table has a policy",
      "business tables without row level security",
      "alter table <table> enable row level security, with the migrations' policy",
    ),
    failIfAny(
      await tablesWithRows(sql, ""),
      "no business table shows a row without a token",
      "business tables that show rows without a token",
      "Create them with public.create_business_table().",
    ),
    failIfAny(
      await tablesWithRows(sql, sign(60_000)),
      "nor to an organisation that has none",
      "business tables that show rows to a stranger",
      "Create them with public.create_business_table().",
    ),
  ];
}

async function currentOrg(sql: postgres.Sql, token: string): Promise<string | null> {
  return sql
    .begin("read only", async (transaction) => {
      await transaction`select set_config('app.tenant_token', ${token}, true)`;
      const [row] = await transaction<{ org: string | null }[]>`select tenant.current_org() as org`;
      return row?.org ?? null;
    })
    .catch(() => null);
}

async function unsecuredTables(sql: postgres.Sql): Promise<string[]> {
  const tables = await sql<{ name: string }[]>`
    select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname ~ '^org_[0-9a-f]{32}$' and c.relkind in ('r', 'p', 'v', 'm', 'f')
      and not (c.relrowsecurity and exists (select from pg_policy p where p.polrelid = c.oid))`;
  return tables.map((row) => row.name);
}

const MAXIMUM_TABLES = 500;

async function tablesWithRows(sql: postgres.Sql, token: string): Promise<string[]> {
  const tables = await sql<{ name: string }[]>`
    select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname ~ '^org_[0-9a-f]{32}$' and c.relkind in ('r', 'p', 'v', 'm', 'f')
      and has_table_privilege(c.oid, 'select') limit ${MAXIMUM_TABLES}`;
  const open: string[] = [];
  await sql.begin("read only", async (transaction) => {
    await transaction`select set_config('app.tenant_token', ${token}, true)`;
    for (const { name } of tables) {
      const [row] = await transaction.unsafe(`select exists (select from ${name}) as shows`);
      if (row?.["shows"] === true) open.push(name);
    }
  });
  return open;
}
