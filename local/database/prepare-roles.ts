import type { Sql } from "postgres";
import type { LocalSecrets } from "#local/secrets.ts";

/**
 * Makes the roles a hosted project has, and the login the embedded Supabase connects with. Roles belong to the whole
 * cluster, so this runs once for all its databases.
 *
 * The login is no superuser: a mistake in the embedded Supabase then cannot leave the API roles. It inherits, because
 * otherwise it sees no tables to describe.
 */
export async function prepareRoles(admin: Sql, secrets: LocalSecrets): Promise<void> {
  await admin.unsafe(`
    do $$ begin
      if not exists (select from pg_roles where rolname = 'anon') then
        create role anon nologin noinherit;
      end if;
      if not exists (select from pg_roles where rolname = 'authenticated') then
        create role authenticated nologin noinherit;
      end if;
      if not exists (select from pg_roles where rolname = 'service_role') then
        create role service_role nologin noinherit bypassrls;
      end if;
      if not exists (select from pg_roles where rolname = 'lite_admin') then
        create role lite_admin login inherit nosuperuser nocreatedb nocreaterole;
        grant anon, authenticated, service_role to lite_admin;
      end if;
      alter role lite_admin password '${literal(secrets.litePassword)}';
    end $$;
  `);
}

function literal(value: string): string {
  return value.replaceAll("'", "''");
}
