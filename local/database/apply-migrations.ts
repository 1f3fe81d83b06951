import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Sql } from "postgres";

/**
 * Applies the migrations of `supabase/migrations` that this database has not seen, each in a transaction of its own, and
 * records them where the Supabase CLI does. Two processes at once take turns.
 *
 * @returns the versions applied now
 * @throws the database's error with the file's name in front
 */
export async function applyMigrations(admin: Sql, folder: string): Promise<string[]> {
  const connection = await admin.reserve();
  try {
    await connection`select pg_advisory_lock(hashtextextended('plainchart migrations', 0))`;
    await connection.unsafe(`
      create schema if not exists supabase_migrations;
      create table if not exists supabase_migrations.schema_migrations (
        version text primary key, statements text[], name text);
    `);
    const rows = await connection<{ version: string }[]>`select version from supabase_migrations.schema_migrations`;
    const done = new Set(rows.map((row) => row.version));
    const applied: string[] = [];
    for (const file of readdirSync(folder).toSorted()) {
      const [, version, name] = /^(\d{14})_(.+)\.sql$/.exec(file) ?? [];
      if (version === undefined || name === undefined || done.has(version)) continue;
      const text = readFileSync(path.join(folder, file), "utf8");
      await connection.unsafe("begin");
      try {
        await connection.unsafe(text);
        await connection`
          insert into supabase_migrations.schema_migrations (version, name, statements)
          values (${version}, ${name}, ${[text]})`;
        await connection.unsafe("commit");
      } catch (error) {
        await connection.unsafe("rollback");
        throw new Error(`Migration ${file} failed: ${error instanceof Error ? error.message : String(error)}`, {
          cause: error,
        });
      }
      applied.push(version);
    }
    return applied;
  } finally {
    await connection`select pg_advisory_unlock(hashtextextended('plainchart migrations', 0))`;
    connection.release();
  }
}
