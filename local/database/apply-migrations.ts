import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Sql } from "postgres";

/**
 * Applies the migrations of a folder that this database has not seen, each in a transaction of its own, and records them
 * where the Supabase CLI does. The caller keeps a second process from doing the same at the same time.
 *
 * @returns the versions applied now
 * @throws the database's error with the file's name in front
 */
export async function applyMigrations(admin: Sql, folder: string): Promise<string[]> {
  await admin.unsafe(`
    create schema if not exists supabase_migrations;
    create table if not exists supabase_migrations.schema_migrations (
      version text primary key, statements text[], name text);
  `);
  const rows = await admin<{ version: string }[]>`select version from supabase_migrations.schema_migrations`;
  const done = new Set(rows.map((row) => row.version));
  const applied: string[] = [];
  for (const file of readdirSync(folder).toSorted()) {
    const [, version, name] = /^(\d{14})_(.+)\.sql$/.exec(file) ?? [];
    if (version === undefined || name === undefined || done.has(version)) continue;
    const text = readFileSync(path.join(folder, file), "utf8");
    try {
      await admin.begin(async (transaction) => {
        await transaction.unsafe(text);
        await transaction`
          insert into supabase_migrations.schema_migrations (version, name, statements)
          values (${version}, ${name}, ${[text]})`;
      });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(`Migration ${file} failed: ${reason}`, { cause: error });
    }
    applied.push(version);
  }
  return applied;
}
