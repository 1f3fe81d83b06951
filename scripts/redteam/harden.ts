import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import type postgres from "postgres";

import { projectDir } from "./project-dir.ts";

type HardenOptions = {
  database: string;
  /** The analyst login: it is made if need be, and becomes a member of nothing. */
  login: string;
  password: string;
  key: { id: string; secret: string };
  /** Whose SELECT grants on tables the analyst takes over, column by column; without any: every table with a policy. */
  grantsOf?: string;
};

/**
 * Puts the product's wall around a database whose tenants share tables and whose policies call a function without arguments
 * that says who is asking: that function becomes the signed one, nobody may call the database's own functions any more, and
 * the analyst login gets SELECT on columns and nothing else.
 *
 * Needs the tables' owner or a superuser once; nothing in it depends on a superuser's REVOKE in pg_catalog, so what a bare
 * login can do on a hosted server is what it can do here.
 */
export async function harden(admin: postgres.Sql, options: HardenOptions): Promise<void> {
  const { database, login, password, key, grantsOf } = options;
  await makeLogin(admin, login, password);
  await admin.unsafe(`
    create schema if not exists extensions;
    create extension if not exists pgcrypto with schema extensions;
    create schema if not exists tenant;
    revoke all on schema tenant from public;
    create table if not exists tenant.keys (kid text primary key, key bytea not null, not_after timestamptz);
    revoke all on tenant.keys from public;
    ${currentOrgFunction()}
    revoke temporary, create on database ${name(database)} from public;
    grant connect on database ${name(database)} to ${name(login)};
  `);
  await admin`insert into tenant.keys (kid, key) values (${key.id}, ${Buffer.from(key.secret)}) on conflict (kid) do update set key = excluded.key`;
  const tenantFunctions = await signTenantFunctions(admin);
  await closeFunctionsAndSchemas(admin);
  for (const signature of ["tenant.current_org()", ...tenantFunctions]) {
    await admin.unsafe(`grant execute on function ${signature} to ${name(login)}`);
  }
  await grantColumns(admin, login, grantsOf);
}

async function makeLogin(admin: postgres.Sql, login: string, password: string): Promise<void> {
  const [existing] = await admin`select from pg_roles where rolname = ${login}`;
  const options = `login noinherit nosuperuser nocreatedb nocreaterole noreplication nobypassrls connection limit 40 password '${password.replaceAll("'", "''")}'`;
  await admin.unsafe(`${existing === undefined ? "create" : "alter"} role ${name(login)} ${options}`);
  const memberships = await admin<{ granted: string }[]>`
    select g.rolname as granted from pg_auth_members m join pg_roles g on g.oid = m.roleid
    join pg_roles r on r.oid = m.member where r.rolname = ${login}`;
  for (const { granted } of memberships) await admin.unsafe(`revoke ${name(granted)} from ${name(login)}`);
}

/** The functions without arguments that policies call and that give a uuid: whatever they read, they now read the token. */
async function signTenantFunctions(admin: postgres.Sql): Promise<string[]> {
  const functions = await admin<{ signature: string }[]>`
    select distinct p.oid::regprocedure::text as signature from pg_depend d
    join pg_proc p on p.oid = d.refobjid
    join pg_namespace n on n.oid = p.pronamespace
    where d.classid = 'pg_policy'::regclass and d.refclassid = 'pg_proc'::regclass
      and p.pronargs = 0 and p.prorettype = 'uuid'::regtype and n.nspname <> 'tenant' and n.nspname !~ '^pg_'`;
  for (const { signature } of functions) {
    await admin.unsafe(`create or replace function ${signature} returns uuid
      language sql stable security definer set search_path = '' as 'select tenant.current_org()'`);
  }
  return functions.map((row) => row.signature);
}

async function closeFunctionsAndSchemas(admin: postgres.Sql): Promise<void> {
  const schemas = await admin<{ schema: string }[]>`
    select nspname as schema from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema'`;
  for (const { schema } of schemas) {
    await admin.unsafe(`
      revoke execute on all functions in schema ${name(schema)} from public;
      revoke create on schema ${name(schema)} from public;
      alter default privileges in schema ${name(schema)} revoke execute on functions from public`);
    if (schema !== "public") await admin.unsafe(`revoke usage on schema ${name(schema)} from public`);
  }
}

/** Column grants reach no system columns: a physical row address tells how many rows others have. */
async function grantColumns(admin: postgres.Sql, login: string, grantsOf: string | undefined): Promise<void> {
  const borrowed = grantsOf === undefined ? [] : await readableColumns(admin, grantsOf);
  const columns = borrowed.length > 0 ? borrowed : await securedColumns(admin);
  for (const { schema, table, columns: names } of columns) {
    await admin.unsafe(`
      grant usage on schema ${name(schema)} to ${name(login)};
      grant select (${names.map(name).join(", ")}) on ${name(schema)}.${name(table)} to ${name(login)}`);
  }
}

type TableColumns = { schema: string; table: string; columns: string[] };

/** What another role of this database may read; nothing where there is no such role. */
async function readableColumns(admin: postgres.Sql, role: string): Promise<TableColumns[]> {
  return admin<TableColumns[]>`
    select n.nspname as schema, c.relname as table, array_agg(a.attname::text order by a.attnum) as columns
    from pg_roles r, pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where r.rolname = ${role} and c.relkind in ('r', 'p', 'v') and n.nspname = 'public'
      and has_column_privilege(r.oid, c.oid, a.attnum, 'select')
    group by 1, 2`;
}

/** Tables with a policy. */
async function securedColumns(admin: postgres.Sql): Promise<TableColumns[]> {
  return admin<TableColumns[]>`
    select n.nspname as schema, c.relname as table, array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relrowsecurity and n.nspname = 'public' and exists (select from pg_policy p where p.polrelid = c.oid)
    group by 1, 2`;
}

function name(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

/** The migrations' own `tenant.current_org()`, so that what is attacked is what ships. */
function currentOrgFunction(): string {
  const folder = path.join(projectDir, "supabase", "migrations");
  for (const file of readdirSync(folder)) {
    const text = readFileSync(path.join(folder, file), "utf8");
    const [, definition] = /create (function tenant\.current_org\(\)[\s\S]*?\nend \$\$;)/.exec(text) ?? [];
    if (definition !== undefined) return `create or replace ${definition}`;
  }
  throw new Error("no migration defines tenant.current_org()");
}
