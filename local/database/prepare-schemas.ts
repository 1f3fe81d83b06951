import type { Sql } from "postgres";

/**
 * Gives a new database what a hosted project starts with: the schemas, and default privileges that hand everything in
 * `public` to the API roles. Keeping that generous default here makes a forgotten revoke in a migration show up.
 */
export async function prepareSchemas(admin: Sql): Promise<void> {
  await admin.unsafe(`
    do $$ begin
      execute format('grant create on database %I to lite_admin', current_database());
    end $$;
    create schema if not exists extensions;
    create schema if not exists auth authorization lite_admin;
    grant usage on schema public, auth, extensions to anon, authenticated, service_role;
    alter default privileges in schema public grant all on tables to anon, authenticated, service_role;
    alter default privileges in schema public grant all on sequences to anon, authenticated, service_role;
    alter default privileges in schema public grant all on functions to anon, authenticated, service_role;
  `);
}

/**
 * The auth functions as a hosted project has them. The embedded ones read only the older single-claim settings, and
 * making its schema puts those back, so this runs after every such run.
 */
export async function restoreAuthFunctions(admin: Sql): Promise<void> {
  await admin.unsafe(`
    create or replace function auth.jwt() returns jsonb language sql stable as $$
      select coalesce(nullif(current_setting('request.jwt.claims', true), ''), '{}')::jsonb $$;
    create or replace function auth.uid() returns uuid language sql stable as $$
      select coalesce(nullif(current_setting('request.jwt.claim.sub', true), ''),
        nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub')::uuid $$;
    create or replace function auth.role() returns text language sql stable as $$
      select coalesce(nullif(current_setting('request.jwt.claim.role', true), ''),
        nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'role') $$;
    create or replace function auth.email() returns text language sql stable as $$
      select coalesce(nullif(current_setting('request.jwt.claim.email', true), ''),
        nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'email') $$;
  `);
}
