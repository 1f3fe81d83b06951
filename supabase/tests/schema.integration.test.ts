import { expect, test } from "vitest";
import { useTestStack } from "#test/stack.ts";

const stack = await useTestStack();

test("every public table has row level security", async () => {
  const rows = await stack.admin`
    select c.relname from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f') and not c.relrowsecurity`;
  expect(rows.map((row) => row["relname"])).toEqual([]);
});

test("anon is granted no table, column, sequence or function", async () => {
  const rows = await stack.admin`
    select c.relname as name from pg_class c, aclexplode(c.relacl) a
      where c.relnamespace in ('public'::regnamespace, 'private'::regnamespace, 'tenant'::regnamespace)
        and a.grantee in (0, 'anon'::regrole)
    union all
    select c.relname || '.' || t.attname from pg_class c
      join pg_attribute t on t.attrelid = c.oid, aclexplode(t.attacl) a
      where c.relnamespace = 'public'::regnamespace and a.grantee in (0, 'anon'::regrole)
    union all
    select p.oid::regprocedure::text from pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
      where p.pronamespace in ('public'::regnamespace, 'private'::regnamespace, 'tenant'::regnamespace)
        and a.grantee in (0, 'anon'::regrole)`;
  expect(rows.map((row) => row["name"])).toEqual([]);
});

test("every definer function pins its search path", async () => {
  const rows = await stack.admin`
    select p.oid::regprocedure::text as name from pg_proc p
    where p.pronamespace in ('public'::regnamespace, 'private'::regnamespace, 'tenant'::regnamespace)
      and p.prosecdef and not coalesce(p.proconfig @> array['search_path=""'], false)`;
  expect(rows.map((row) => row["name"])).toEqual([]);
});

test("what a signed-in person may call is this list", async () => {
  const rows = await stack.admin`
    select p.proname as name from pg_proc p, aclexplode(p.proacl) a
    where p.pronamespace = 'public'::regnamespace and a.grantee = 'authenticated'::regrole order by 1`;
  expect(rows.map((row) => row["name"])).toEqual([
    "accept_invitation",
    "create_business_table",
    "create_invitation",
    "create_organization",
    "drop_business_table",
    "edit_chart",
    "organization_members",
    "remove_member",
    "request_stop",
    "revoke_invitation",
    "set_member_role",
    "start_turn",
    "undo_chart_edit",
  ]);
});

test("what a signed-in person may write directly is this list", async () => {
  const rows = await stack.admin`
    select distinct table_name || ' ' || privilege_type as name from information_schema.column_privileges
      where grantee = 'authenticated' and table_schema = 'public' and privilege_type <> 'SELECT'
    union
    select table_name || ' DELETE' from information_schema.table_privileges
      where grantee = 'authenticated' and table_schema = 'public' and privilege_type not in ('SELECT', 'INSERT', 'UPDATE')
    order by 1`;
  expect(rows.map((row) => row["name"])).toEqual([
    "conversations DELETE",
    "conversations UPDATE",
    "dashboards DELETE",
    "dashboards INSERT",
    "dashboards UPDATE",
    "glossary_terms DELETE",
    "glossary_terms INSERT",
    "glossary_terms UPDATE",
    "organizations UPDATE",
    "saved_answers DELETE",
    "saved_answers INSERT",
    "saved_answers UPDATE",
    "verified_queries DELETE",
    "verified_queries INSERT",
  ]);
});

test("secrets are granted to nobody but the service role", async () => {
  const rows = await stack.admin`
    select table_name || '.' || column_name as name from information_schema.column_privileges
    where grantee = 'authenticated' and table_schema = 'public'
      and column_name ~ '(credentials|hash$|secret|stripe_|worker)'
    order by 1`;
  expect(rows.map((row) => row["name"])).toEqual(["audit_events.hash", "audit_events.previous_hash"]);
});

test("every index on an organisation's rows leads with the organisation", async () => {
  const rows = await stack.admin`
    select t.relname || ': ' || i.relname as name
    from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid
    where t.relnamespace = 'public'::regnamespace and not x.indisunique
      and exists (select from pg_attribute a where a.attrelid = t.oid and a.attname = 'org_id')
      and (select a.attname from pg_attribute a where a.attrelid = t.oid and a.attnum = x.indkey[0]) <> 'org_id'
    order by 1`;
  expect(rows.map((row) => row["name"])).toEqual([
    // Each is asked across organisations: by user, by lease, by age, or by an id that is unique anyway.
    "idempotency_keys: idempotency_keys_expiry",
    "memberships: memberships_user_id",
    "results: results_run",
    "runs: runs_leases",
  ]);
});

test("every business table has exactly one policy, one grant and its organisation pinned", async () => {
  const tables = await stack.admin`
    select c.oid::regclass::text as name, c.relrowsecurity as rls,
      (select array_agg(format('%s %s %s: %s', p.polname, p.polcmd, p.polroles::regrole[]::text, pg_get_expr(p.polqual, p.polrelid)))
        from pg_policy p where p.polrelid = c.oid) as policies,
      (select array_agg(a.grantee::regrole || ' ' || a.privilege_type) from aclexplode(c.relacl) a
        where a.grantee <> c.relowner) as grants,
      (select count(*)::int from pg_constraint k where k.conrelid = c.oid and k.contype = 'c'
        and pg_get_constraintdef(k.oid) = format('CHECK ((org_id = %L::uuid))', substr(n.nspname, 5)::uuid)) as pins
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname ~ '^org_' and c.relkind in ('r', 'p', 'v', 'm', 'f')`;
  expect(tables).toHaveLength(14);
  for (const table of tables) {
    expect(table).toEqual({
      name: table["name"],
      rls: true,
      policies: ["tenant_read r {analyst}: (org_id = ( SELECT tenant.current_org() AS current_org))"],
      grants: ["analyst SELECT"],
      pins: 1,
    });
  }
});

test("analyst and importer are members of nothing and no superusers", async () => {
  const roles = await stack.admin`
    select rolname, rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolinherit, rolbypassrls,
      (select count(*)::int from pg_auth_members m where m.member = r.oid) as memberships
    from pg_roles r where rolname in ('analyst', 'importer') order by 1`;
  const nothing = {
    rolsuper: false,
    rolcreaterole: false,
    rolcreatedb: false,
    rolreplication: false,
    rolinherit: false,
    memberships: 0,
  };
  expect([...roles]).toEqual([
    { rolname: "analyst", ...nothing, rolbypassrls: false },
    { rolname: "importer", ...nothing, rolbypassrls: true },
  ]);
});
