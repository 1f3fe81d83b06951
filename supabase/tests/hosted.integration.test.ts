import { readdirSync } from "node:fs";
import { randomUUID } from "node:crypto";
import path from "node:path";
import postgres from "postgres";
import { expect, test } from "vitest";
import { applyMigrations } from "#local/database/apply-migrations.ts";
import { provisionDatabase } from "#local/database/provision-database.ts";
import { prepareSchemas } from "#local/database/prepare-schemas.ts";
import { useTestStack } from "#test/stack.ts";
import { urlForDatabase } from "#test/test-cluster.ts";

const stack = await useTestStack();

/**
 * A rehearsal of a hosted project: its `postgres` is no superuser, but may create roles and databases, bypasses row level
 * security, owns the database, and gets a few grants on the auth schema, which belongs to somebody else.
 */
test("migrations and seed run as the owner a hosted project gives, and provisioning as the role's maker", async () => {
  const name = `test_${process.pid}_${randomUUID().slice(0, 8)}`;
  const owner = `hosted_${randomUUID().slice(0, 8)}`;
  await stack.admin.unsafe(`create role ${owner} login createrole createdb bypassrls nosuperuser password 'hosted'`);
  await stack.admin.unsafe(`create database ${name} owner ${owner} template template0`);
  const superuser = postgres(urlForDatabase(stack.adminUrl, name), { max: 1, onnotice: () => undefined });
  const ownerUrl = new URL(urlForDatabase(stack.adminUrl, name));
  ownerUrl.username = owner;
  ownerUrl.password = "hosted";
  const hosted = postgres(ownerUrl.href, { max: 2, onnotice: () => undefined });
  try {
    await prepareSchemas(superuser);
    await superuser.unsafe(`
      create table auth.users (id uuid primary key, email varchar, email_confirmed_at timestamptz);
      create function auth.uid() returns uuid language sql stable as 'select null::uuid';
      create extension pgcrypto with schema extensions;
      grant usage on schema auth to ${owner}; grant all on auth.users to ${owner};
      grant usage, create on schema extensions, public to ${owner};
      alter default privileges for role ${owner} in schema public grant all on tables to anon, authenticated, service_role;
      alter default privileges for role ${owner} in schema public grant all on functions to anon, authenticated, service_role;
    `);
    const folder = path.resolve(import.meta.dirname, "../migrations");
    expect(await applyMigrations(hosted, folder)).toHaveLength(readdirSync(folder).length);
    expect(await applyMigrations(hosted, folder)).toEqual([]);
    await hosted.file(path.resolve(import.meta.dirname, "../seed.sql"));
    const [granted] = await hosted`
      select has_table_privilege('anon', 'public.organizations', 'select') as anon,
        has_function_privilege('authenticated', 'public.append_audit_events(jsonb)', 'execute') as forge`;
    expect(granted).toEqual({ anon: false, forge: false });

    // Roles belong to the cluster and here to another maker; a hosted project's owner made them itself.
    await stack.admin.unsafe(`grant analyst, importer to ${owner} with admin option, inherit false, set false`);
    const tenantTokenKey = "0123456789abcdef0123456789abcdef";
    const analystPassword = passwordOf(stack.env["ANALYST_DATABASE_URL"]);
    const importerPassword = passwordOf(stack.env["IMPORTER_DATABASE_URL"]);
    const skipped = await provisionDatabase(hosted, {
      analystPassword,
      importerPassword,
      tenantTokenKeyId: "hosted",
      tenantTokenKey,
    });
    expect(skipped).toEqual(["temp_file_limit of the analyst needs a superuser"]);
    expect([...(await hosted`select kid from tenant.keys`)]).toEqual([{ kid: "hosted" }]);
  } finally {
    await Promise.all([superuser.end(), hosted.end()]);
    await stack.admin.unsafe(`drop database ${name} with (force)`);
    await stack.admin.unsafe(`revoke analyst, importer from ${owner}; drop role ${owner}`);
  }
});

function passwordOf(url = ""): string {
  return decodeURIComponent(new URL(url).password);
}
