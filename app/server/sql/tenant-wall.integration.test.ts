import { randomUUID } from "node:crypto";

import { afterAll, expect, test } from "vitest";

import { HARBOR_ID, NORTHWIND_ID } from "#local/demo-users.ts";
import { useTestStack } from "#test/stack.ts";

import { closeAnalystPools } from "./connection/analyst-pools.ts";
import { executeQuery } from "./execute-query.ts";
import { ALLOWED_FUNCTIONS } from "./guard/allowed-functions.ts";
import { ALLOWED_TYPES } from "./guard/allowed-types.ts";
import { businessSchema } from "./resolve-target.ts";
import { signTenantToken, type TenantTokenKey } from "./tenant-token.ts";

const stack = await useTestStack();
const key: TenantTokenKey = { id: stack.env["TENANT_TOKEN_KEY_ID"] ?? "", secret: stack.env["TENANT_TOKEN_KEY"] ?? "" };

afterAll(() => closeAnalystPools());

/** Runs as Northwind with a token of the test's own making. */
async function runWithToken(sql: string, token: string) {
  const url = stack.env["ANALYST_DATABASE_URL"] ?? "";
  const resolveTarget = async () => ({ url, searchPath: [businessSchema(NORTHWIND_ID)], signToken: () => token });
  const target = { kind: "warehouse", orgId: NORTHWIND_ID } as const;
  return (await executeQuery({ target, sql, signal: new AbortController().signal }, { resolveTarget })).rows;
}

function tokenFor(orgId: string, signedWith = key, lifetimeMs = 20_000): string {
  return signTenantToken({ orgId, key: signedWith, nowMs: Date.now(), lifetimeMs });
}

const COUNT = "select count(*) > 0 from companies";

test("a signed token opens its organisation's rows, and nothing else opens any", async () => {
  const good = tokenFor(NORTHWIND_ID);
  expect(await runWithToken(COUNT, good)).toEqual([[true]]);
  const forged = [
    "",
    "v1",
    tokenFor(HARBOR_ID),
    tokenFor(NORTHWIND_ID, { id: key.id, secret: "another secret of more than 32 letters" }),
    tokenFor(NORTHWIND_ID, { id: "unknown", secret: key.secret }),
    tokenFor(NORTHWIND_ID, key, -5_000),
    tokenFor(HARBOR_ID).replace(HARBOR_ID, NORTHWIND_ID),
    good.replace("v1.", "v2."),
    `${good}0`,
    good.slice(0, -1),
    good.toUpperCase(),
    ` ${good}`,
  ];
  for (const token of forged) expect([token, await runWithToken(COUNT, token)]).toEqual([token, [[false]]]);
});

test("keys rotate without a moment in which nothing is readable", async () => {
  const next: TenantTokenKey = { id: `next_${randomUUID().slice(0, 8)}`, secret: randomUUID() + randomUUID() };
  await stack.admin`insert into tenant.keys (kid, key) values (${next.id}, ${Buffer.from(next.secret)})`;
  expect(await runWithToken(COUNT, tokenFor(NORTHWIND_ID))).toEqual([[true]]);
  expect(await runWithToken(COUNT, tokenFor(NORTHWIND_ID, next))).toEqual([[true]]);
  await stack.admin`update tenant.keys set not_after = now() where kid = ${next.id}`;
  expect(await runWithToken(COUNT, tokenFor(NORTHWIND_ID, next))).toEqual([[false]]);
  expect(await runWithToken(COUNT, tokenFor(NORTHWIND_ID))).toEqual([[true]]);
});

test("the token is checked once per query, not once per row", async () => {
  const plan = await runWithToken("explain (costs off) select count(*) from time_entries", tokenFor(NORTHWIND_ID));
  const text = plan.map(([line]) => String(line)).join("\n");
  expect(text).toMatch(/InitPlan/);
  // A call left in a filter would be made for every row.
  expect(text).not.toMatch(/Filter:.*current_org/);
});

test("every business table has row level security, the one policy, and SELECT for the analyst alone", async () => {
  const tables = await stack.admin<
    { name: string; secured: boolean; policies: string[]; grants: string[] | null; privileges: string[] | null }[]
  >`
    select c.oid::regclass::text as name, c.relrowsecurity as secured,
      array(select pg_get_expr(p.polqual, p.polrelid) from pg_policy p where p.polrelid = c.oid) as policies,
      array(select distinct g.grantee::regrole::text from aclexplode(c.relacl) g where g.grantee <> c.relowner) as grants,
      array(select distinct g.privilege_type from aclexplode(c.relacl) g where g.grantee = 'analyst'::regrole) as privileges
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname ~ '^org_[0-9a-f]{32}$' and c.relkind in ('r', 'p', 'v', 'm', 'f')`;
  expect(tables.length).toBeGreaterThanOrEqual(14);
  for (const table of tables) {
    expect(table).toEqual({
      name: table.name,
      secured: true,
      policies: ["(org_id = ( SELECT tenant.current_org() AS current_org))"],
      grants: ["analyst"],
      privileges: ["SELECT"],
    });
  }
});

test("the analyst may read nothing but business tables and is nobody's member", async () => {
  const readable = await stack.admin<{ name: string }[]>`
    select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname !~ '^(pg_|information_schema$|org_[0-9a-f]{32}$)' and c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
      and has_schema_privilege('analyst', n.oid, 'usage')
      and (has_any_column_privilege('analyst', c.oid, 'select, insert, update, references')
        or (c.relkind <> 'S' and has_table_privilege('analyst', c.oid, 'delete, truncate, trigger')))`;
  // Views of contrib's pg_stat_statements and the like would show here.
  expect(readable.map((row) => row.name)).toEqual([]);
  const [role] = await stack.admin`
    select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication or rolinherit as powerful,
      exists (select from pg_auth_members where member = r.oid) as member,
      has_database_privilege('analyst', current_database(), 'temporary') as temporary,
      has_database_privilege('analyst', current_database(), 'create') as creates
    from pg_roles r where rolname = 'analyst'`;
  expect(role).toEqual({ powerful: false, member: false, temporary: false, creates: false });
});

test("every allowed function exists, none of them is volatile or runs with its owner's rights", async () => {
  const functions = await stack.admin<{ name: string; volatile: boolean; definer: boolean }[]>`
    select proname as name, bool_or(provolatile = 'v') as volatile, bool_or(prosecdef) as definer
    from pg_proc where pronamespace = 'pg_catalog'::regnamespace and proname = any (${[...ALLOWED_FUNCTIONS]})
    group by 1`;
  const found = new Map(functions.map((row) => [row.name, row]));
  expect([...ALLOWED_FUNCTIONS].filter((name) => !found.has(name))).toEqual([]);
  expect(functions.filter((row) => row.volatile || row.definer)).toEqual([]);
});

test("every allowed type exists", async () => {
  const types = await stack.admin<{ name: string }[]>`
    select typname as name from pg_type where typnamespace = 'pg_catalog'::regnamespace and typname = any (${[...ALLOWED_TYPES]})`;
  expect([...ALLOWED_TYPES].filter((name) => !types.some((type) => type.name === name))).toEqual([]);
});
