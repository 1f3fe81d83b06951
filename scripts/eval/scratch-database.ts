import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import postgres from "postgres";

/**
 * Loads `directory/<name>.sql` into a database of its own and returns its URL. The file runs as one
 * script, without psql, so it may hold any SQL but no `COPY ... FROM stdin` and no backslash commands.
 * Kept for the day and for the same script, since data may be relative to the day it was loaded;
 * those of other days are dropped.
 */
export async function loadScratchDatabase(serverUrl: string, directory: string, name: string): Promise<string> {
  const file = path.join(directory, `${name}.sql`);
  const script = await readFile(file, "utf8").catch((cause: unknown) => {
    throw new Error(`No database script ${file}`, { cause });
  });
  const today = new Date().toISOString().slice(0, 10);
  const content = createHash("sha256").update(script).digest("hex").slice(0, 12);
  const database = `eval_${name
    .toLowerCase()
    .replaceAll(/[^a-z0-9_]/g, "_")
    .slice(0, 40)}_${content}`;
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;

  const admin = postgres(serverUrl, { max: 1, onnotice: ignoreNotice });
  try {
    // Two runs at once load a database once; the lock ends with the session.
    await admin`select pg_advisory_lock(hashtextextended(${database}, 0))`;
    const known = await admin<{ name: string; loaded: string | null }[]>`
      select datname as name, shobj_description(oid, 'pg_database') as loaded from pg_database where datname like 'eval\\_%'`;
    if (known.some((one) => one.name === database && one.loaded === today)) return url.href;
    for (const { name: old } of known.filter((one) => one.name === database || (one.loaded ?? today) !== today)) {
      await admin`drop database if exists ${admin(old)} with (force)`;
    }
    await admin`create database ${admin(database)}`;
    const connection = postgres(url.href, { max: 1, onnotice: ignoreNotice });
    try {
      await connection.unsafe(script).simple();
    } finally {
      await connection.end();
    }
    await admin.unsafe(`comment on database ${database} is '${today}'`);
    return url.href;
  } finally {
    await admin.end();
  }
}

function ignoreNotice(): void {}
