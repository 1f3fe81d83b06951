import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import postgres from "postgres";
import { prepareDatabase } from "#local/database/prepare-database.ts";
import { startPostgres } from "#local/postgres.ts";
import { type LocalSecrets, readLocalSecrets } from "#local/secrets.ts";
import { urlForLogin } from "#local/start-services.ts";
import { createLite } from "#local/supabase/create-lite.ts";

/** What a test worker needs to make a database of its own; JSON-safe. */
export type TestCluster = {
  projectDir: string;
  /** Superuser connection to the database "postgres". */
  adminUrl: string;
  /** A migrated and seeded database that nobody is connected to. */
  template: string;
  secrets: LocalSecrets;
};

const KEPT_TEMPLATES = 3;

/**
 * Starts the tests' Postgres and makes the template database, once per state of migrations and seed. Several test runs
 * may do so at the same time.
 */
export async function startTestCluster(projectDir: string): Promise<TestCluster & { stop(): Promise<void> }> {
  const secrets = readLocalSecrets(projectDir, "test");
  // A test's database is thrown away: nothing has to survive a crash of the machine.
  const settings = { fsync: "off", synchronous_commit: "off", full_page_writes: "off", max_connections: "200" };
  const server = await startPostgres({ projectDir, name: "test", settings });
  const admin = postgres(server.url, { max: 1, onnotice: () => undefined });
  const template = `template_${hashSources(projectDir)}`;
  try {
    await admin`select pg_advisory_lock(hashtextextended('plainchart test template', 0))`;
    const [known] = await admin`select from pg_database where datname = ${template}`;
    if (known === undefined) await buildTemplate(admin, server.url, template, { projectDir, secrets });
    await dropLeftOvers(admin, template);
  } catch (error) {
    await server.stop();
    throw error;
  } finally {
    await admin.end();
  }
  return { projectDir, adminUrl: server.url, template, secrets, stop: () => server.stop() };
}

/** Builds under another name, so that a template that exists is always complete. */
async function buildTemplate(
  admin: postgres.Sql,
  adminUrl: string,
  template: string,
  options: { projectDir: string; secrets: LocalSecrets },
): Promise<void> {
  const building = `building_${template}`;
  await admin`drop database if exists ${admin(building)} with (force)`;
  await admin`create database ${admin(building)} template template0`;
  const url = urlForDatabase(adminUrl, building);
  const lite = createLite({
    ...options.secrets,
    projectDir: options.projectDir,
    appUrl: "http://127.0.0.1",
    databaseUrl: urlForLogin(url, "lite_admin", options.secrets.litePassword),
    deliver: async () => undefined,
  });
  const inside = postgres(url, { max: 2, onnotice: () => undefined });
  // Every test worker of every run shares the logins.
  await prepareDatabase(inside, { ...options, lite, mark: () => undefined, connectionLimit: 120 });
  await inside.end();
  await (await lite).close();
  await admin`alter database ${admin(building)} rename to ${admin(template)}`;
}

/** Drops databases of test processes that are gone, and all but the newest templates. */
async function dropLeftOvers(admin: postgres.Sql, template: string): Promise<void> {
  const databases = await admin<{ name: string }[]>`
    select datname as name from pg_database where datname ~ '^(test_|template_|building_)' order by oid desc`;
  let templates = 0;
  for (const { name } of databases) {
    const owner = /^test_(\d+)_/.exec(name)?.[1];
    const isNeeded =
      name === template ||
      (owner === undefined ? name.startsWith("template_") && ++templates < KEPT_TEMPLATES : isAlive(Number(owner)));
    if (!isNeeded) await admin`drop database if exists ${admin(name)} with (force)`;
  }
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** Everything a template is made from. */
function hashSources(projectDir: string): string {
  const hash = createHash("sha256");
  for (const folder of ["supabase/migrations", "local/database"]) {
    for (const file of readdirSync(path.join(projectDir, folder)).toSorted()) {
      hash.update(file).update(readFileSync(path.join(projectDir, folder, file)));
    }
  }
  for (const file of ["supabase/seed.sql", "local/demo-users.ts", ".data/secrets-test.json"]) {
    hash.update(readFileSync(path.join(projectDir, file)));
  }
  return hash.digest("hex").slice(0, 12);
}

/** The same server and login, another database. */
export function urlForDatabase(databaseUrl: string, database: string): string {
  const url = new URL(databaseUrl);
  url.pathname = `/${database}`;
  return url.href;
}
