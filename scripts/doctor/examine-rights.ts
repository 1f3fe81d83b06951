import type postgres from "postgres";

import { failIfAny, type Finding, note, ok } from "./finding.ts";
import { attempt } from "./attempt.ts";

/**
 * What the login can do, found out by doing it in transactions that are rolled back. The catalog's answer is not enough: on hosted
 * servers a REVOKE on a platform's object reports success and changes nothing.
 */
export async function examineRights(sql: postgres.Sql): Promise<Finding[]> {
  const [role] = await sql<{ powers: string[] }[]>`
    select array_remove(array[case when rolsuper then 'SUPERUSER' end, case when rolbypassrls then 'BYPASSRLS' end,
      case when rolcreaterole then 'CREATEROLE' end, case when rolcreatedb then 'CREATEDB' end,
      case when rolreplication then 'REPLICATION' end], null) as powers from pg_roles where rolname = current_user`;
  const findings: Finding[] = [
    failIfAny(
      role?.powers ?? ["unknown"],
      "the login is an ordinary role",
      "the login has",
      "Use the analyst role of the migrations, not an owner or superuser.",
    ),
  ];
  const roles = await sql<{ name: string }[]>`select rolname as name from pg_roles where rolname <> current_user`;
  const reachable: string[] = [];
  for (const { name } of roles) if (await attempt(sql, `set local role ${quote(name)}`)) reachable.push(name);
  findings.push(failIfAny(reachable, "it can become no other role", "it can become", "revoke <role> from analyst"));

  const forbidden: readonly [string, string][] = [
    ["make temporary tables", "create temporary table doctor_probe (id int)"],
    ["make tables in public", "create table public.doctor_probe (id int)"],
    ["make schemas", "create schema doctor_probe"],
    ["read files of the server", "select pg_read_file('PG_VERSION')"],
    ["list files of the server", "select pg_ls_dir('.')"],
    ["run programs", "copy (select 1) to program 'true'"],
    ["read password hashes", "select rolpassword from pg_authid limit 1"],
    ["read signing keys", "select key from tenant.keys limit 1"],
  ];
  const able: string[] = [];
  for (const [what, statement] of forbidden) if (await attempt(sql, statement)) able.push(what);
  findings.push(
    failIfAny(
      able,
      `it cannot ${forbidden.map(([what]) => what).join(", ")}`,
      "it can",
      "See docs/security.md; `revoke temporary on database ... from public` is the usual one.",
    ),
  );
  const foreign = await readableElsewhere(sql);
  findings.push(
    failIfAny(
      foreign,
      "it reads nothing but business tables",
      "it can read",
      "revoke all on <table> from analyst, public",
    ),
  );
  findings.push(
    failIfAny(
      await definerFunctions(sql),
      "it can call no function that runs with another's rights",
      "it can call functions that run with their owner's rights",
      "revoke execute on function <name> from public",
    ),
  );
  findings.push(
    (await attempt(sql, "set transaction read write", { readOnly: true }))
      ? note(
          "a read-only transaction can be made writable after its first query",
          "This server is not Postgres as we know it: do not use it.",
        )
      : ok("a read-only transaction stays read only"),
  );
  findings.push(
    (await attempt(sql, "select lo_from_bytea(0, 'x')", { readOnly: true }))
      ? note(
          "large objects can be written in a read-only transaction",
          "Upgrade to Postgres 16 or later; the guard refuses these functions.",
        )
      : ok("a read-only transaction writes no large objects"),
  );
  return findings;
}

/** Tables outside the organisations' schemas that answer a query. Selecting nothing still needs the right. */
async function readableElsewhere(sql: postgres.Sql): Promise<string[]> {
  const tables = await sql<{ name: string }[]>`
    select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname !~ '^(pg_|information_schema$|org_[0-9a-f]{32}$)'
    order by 1`;
  const readable: string[] = [];
  for (const { name } of tables)
    if (await attempt(sql, `select count(*) from (select * from ${name} limit 0) q`)) readable.push(name);
  return readable;
}

async function definerFunctions(sql: postgres.Sql): Promise<string[]> {
  const functions = await sql<{ name: string }[]>`
    select p.oid::regprocedure::text as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where p.prosecdef and n.nspname <> 'pg_catalog' and has_schema_privilege(n.oid, 'usage')
      and has_function_privilege(p.oid, 'execute')
      and p.oid::regprocedure::text not in ('tenant.current_org()', 'tenant.column_statistics()')`;
  return functions.map((row) => row.name);
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
