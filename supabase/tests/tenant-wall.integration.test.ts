import { createHmac } from "node:crypto";
import postgres from "postgres";
import { afterAll, expect, test } from "vitest";
import { HARBOR_ID, NORTHWIND_ID } from "#local/demo-users.ts";
import { useTestStack } from "#test/stack.ts";

/** The analyst's login runs SQL that others wrote; here it runs without any guard before it. */
const stack = await useTestStack();
const analyst = postgres(stack.env["ANALYST_DATABASE_URL"] ?? "", {
  max: 4,
  prepare: false,
  onnotice: () => undefined,
});
afterAll(() => analyst.end());

const northwind = schemaOf(NORTHWIND_ID);
const harbor = schemaOf(HARBOR_ID);

function schemaOf(orgId: string) {
  return `org_${orgId.replaceAll("-", "")}`;
}

function query(text: string, token: string | null = stack.signTenantToken(NORTHWIND_ID)) {
  return analyst.begin("read only", async (transaction) => {
    await transaction`select set_config('app.tenant_token', ${token ?? ""}, true)`;
    return [...(await transaction.unsafe(text, [], { prepare: false }))];
  });
}

const countNorthwind = `select count(*)::int as n from ${northwind}.companies`;

test("a good token shows its organisation and no other", async () => {
  expect(await query(countNorthwind)).toEqual([{ n: 24 }]);
  expect(await query(`select count(*)::int as n from ${harbor}.companies`)).toEqual([{ n: 0 }]);
  expect(await query(`select count(*)::int as n from ${harbor}.companies`, stack.signTenantToken(HARBOR_ID))).toEqual([
    { n: 11 },
  ]);
});

test("every token that is not exactly right shows no rows and raises nothing", async () => {
  const good = stack.signTenantToken(NORTHWIND_ID);
  const [version, kid, , expiry, mac] = good.split(".");
  const wrongKey = createHmac("sha256", "x".repeat(40)).update(`v1.k1.${NORTHWIND_ID}.${expiry}`).digest("hex");
  const bad = [
    null,
    "",
    "garbage",
    NORTHWIND_ID,
    stack.signTenantToken(NORTHWIND_ID, -1),
    `${version}.${kid}.${HARBOR_ID}.${expiry}.${mac}`,
    `${version}.${kid}.${NORTHWIND_ID}.${Number(expiry) + 1}.${mac}`,
    `${version}.other.${NORTHWIND_ID}.${expiry}.${mac}`,
    `v2.${kid}.${NORTHWIND_ID}.${expiry}.${mac}`,
    `${version}.${kid}.${NORTHWIND_ID}.${expiry}.${wrongKey}`,
    `${version}.${kid}.${NORTHWIND_ID}.999999999999999999999.${mac}`,
    `${good}.x`,
    `${good}\n`,
    good.toUpperCase(),
  ];
  for (const token of bad) expect(await query(countNorthwind, token), String(token)).toEqual([{ n: 0 }]);
});

test("a query that overwrites the token in mid-statement sees no other organisation", async () => {
  const forged = `v1.k1.${HARBOR_ID}.9999999999.${"0".repeat(64)}`;
  const rows = await query(`
    with switched as materialized (select set_config('app.tenant_token', '${forged}', true) as token)
    select switched.token is not null as switched,
      (select count(*)::int from ${harbor}.companies where switched.token is not null) as theirs from switched`);
  expect(rows).toEqual([{ switched: true, theirs: 0 }]);
  const claims = await query(`
    with switched as materialized (select set_config('request.jwt.claims', '{"org_id":"${HARBOR_ID}"}', true) as token)
    select (select count(*)::int from ${harbor}.companies where switched.token is not null) as theirs from switched`);
  expect(claims).toEqual([{ theirs: 0 }]);
});

test("keys rotate: an added key holds beside the old one, an ended one no longer", async () => {
  const secret = "another key of at least thirty-two bytes";
  const expiry = Math.floor(Date.now() / 1000) + 60;
  const body = `v1.k2.${NORTHWIND_ID}.${expiry}`;
  const token = `${body}.${createHmac("sha256", secret).update(body).digest("hex")}`;
  expect(await query(countNorthwind, token)).toEqual([{ n: 0 }]);
  await stack.admin`insert into tenant.keys (kid, key) values ('k2', ${Buffer.from(secret)})`;
  expect(await query(countNorthwind, token)).toEqual([{ n: 24 }]);
  expect(await query(countNorthwind)).toEqual([{ n: 24 }]);
  await stack.admin`update tenant.keys set not_after = now() where kid = 'k2'`;
  expect(await query(countNorthwind, token)).toEqual([{ n: 0 }]);
});

test("the analyst reads nothing but business tables and changes nothing", async () => {
  const refused = [
    "select * from auth.users",
    "select * from public.memberships",
    "select * from public.organizations",
    "select * from public.messages",
    "select * from tenant.keys",
    "select private.my_org_ids()",
    "select private.audit_hash(null)",
    "select tenant.create_table('x', '[]')",
    "select tenant.open_table('companies')",
    "select public.create_organization('x')",
    "select pg_read_file('/etc/passwd')",
    "select rolpassword from pg_authid",
    "create temporary table t (a integer)",
    "set role postgres",
    "set role service_role",
    "set session authorization postgres",
  ];
  for (const text of refused) {
    await expect(query(text), text).rejects.toMatchObject({ code: expect.stringMatching(/^(42501|25006)$/) });
  }
  const changes = [
    `insert into ${northwind}.companies default values`,
    `update ${northwind}.companies set name = 'x'`,
    `delete from ${northwind}.companies`,
    `truncate ${northwind}.companies`,
    `drop table ${northwind}.companies`,
    `create table ${northwind}.mine (a integer)`,
    "create schema mine",
    "create table public.mine (a integer)",
    `alter table ${northwind}.companies disable row level security`,
  ];
  for (const text of changes) {
    // Outside the read-only transaction too: the role has no right to any of it.
    const writable = analyst.begin("read write", (transaction) => transaction.unsafe(text));
    await expect(writable, text).rejects.toMatchObject({ code: "42501" });
  }
});

test("a new session of the analyst is read-only, bounded in time, and without a search path", async () => {
  const [settings] = await analyst`
    select current_setting('default_transaction_read_only') as read_only, current_setting('statement_timeout') as timeout,
      current_setting('search_path') as path, current_setting('temp_file_limit') as spill`;
  expect(settings).toEqual({ read_only: "on", timeout: "30s", path: '""', spill: "256MB" });
});

test("statistics come for the token's organisation only", async () => {
  const text = "select table_name, row_count::int from tenant.column_statistics() where column_name = 'id' order by 1";
  const statistics = await query(text);
  expect(statistics.map((row) => row["table_name"])).toEqual([
    "addresses",
    "companies",
    "invoices",
    "payments",
    "projects",
    "team_members",
    "time_entries",
  ]);
  expect(statistics.find((row) => row["table_name"] === "companies")).toMatchObject({ row_count: 24 });
  expect(await query(text, "forged")).toEqual([]);
});

test("the policy asks for the organisation once per query, not per row", async () => {
  const plan = await query(`explain (format json) select * from ${northwind}.time_entries`);
  expect(JSON.stringify(plan)).toContain("InitPlan");
});
