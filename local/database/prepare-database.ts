import { readFile } from "node:fs/promises";
import path from "node:path";
import type postgres from "postgres";
import type { LocalSecrets } from "#local/secrets.ts";
import type { Lite } from "#local/supabase/create-lite.ts";
import { applyMigrations } from "./apply-migrations.ts";
import { prepareRoles } from "./prepare-roles.ts";
import { prepareSchemas, restoreAuthFunctions } from "./prepare-schemas.ts";
import { provisionDatabase } from "./provision-database.ts";
import { seedOnce } from "./seed-once.ts";

/** Called as each stage ends, with its name, for `--timings`. */
export type Mark = (stage: string) => void;

/**
 * Brings a database from empty to ready, or from an older version to this one: roles, auth schema, migrations, demo data
 * and logins. Each step is skipped where it was done.
 *
 * @param admin a superuser's pool of two connections or more
 * @param options.lite the embedded Supabase of this database; awaited only when its schema must be made
 */
export async function prepareDatabase(admin: postgres.Sql, options: PrepareOptions): Promise<void> {
  // Two processes may start on one new database; the second finds everything done. Locks belong to a connection.
  const lock = await admin.reserve();
  try {
    await lock`select pg_advisory_lock(hashtextextended('plainchart prepare', 0))`;
    await prepareLocked(admin, options);
    await lock`select pg_advisory_unlock(hashtextextended('plainchart prepare', 0))`;
  } finally {
    lock.release();
  }
}

type PrepareOptions = {
  projectDir: string;
  secrets: LocalSecrets;
  lite: Promise<Lite>;
  mark: Mark;
  /** Of the analyst's login, in the whole cluster. */
  connectionLimit?: number;
};

async function prepareLocked(admin: postgres.Sql, options: PrepareOptions): Promise<void> {
  const { projectDir, secrets, mark } = options;
  await prepareRoles(admin, secrets);
  await prepareSchemas(admin);
  mark("roles");
  const version = `@supabase/lite ${await readLiteVersion(projectDir)}`;
  const [auth] = await admin<{ made: string | null }[]>`
    select obj_description(to_regnamespace('auth')::oid, 'pg_namespace') as made`;
  if (auth?.made !== version) {
    await (await options.lite).ensureSystemSchema();
    await restoreAuthFunctions(admin);
    await admin.unsafe(`comment on schema auth is '${version}'`);
    mark("auth schema");
  }
  await applyMigrations(admin, path.join(projectDir, "supabase", "migrations"));
  mark("migrations");
  await provisionDatabase(admin, {
    ...secrets,
    ...(options.connectionLimit === undefined ? {} : { connectionLimit: options.connectionLimit }),
  });
  mark("logins");
  await seedOnce(admin, path.join(projectDir, "supabase", "seed.sql"));
  mark("seed");
}

async function readLiteVersion(projectDir: string): Promise<string> {
  const file = path.join(projectDir, "node_modules", "@supabase", "lite", "package.json");
  return (JSON.parse(await readFile(file, "utf8")) as { version: string }).version;
}
