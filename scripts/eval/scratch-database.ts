import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import postgres from "postgres";

/**
 * Loads `directory/<name>.sql` into a database of its own and returns its URL. The file runs as one
 * script, without psql, so it may hold any SQL but no `COPY ... FROM stdin` and no backslash commands.
 * Loaded again when the file changed, and each day, since data may be relative to the day it was loaded.
 */
export async function loadScratchDatabase(serverUrl: string, directory: string, name: string): Promise<string> {
  const file = path.join(directory, `${name}.sql`);
  const script = await readFile(file, "utf8").catch((cause: unknown) => {
    throw new Error(`No database script ${file}`, { cause });
  });
  const day = new Date().toISOString().slice(0, 10);
  const fingerprint = createHash("sha256").update(`${day}\n${script}`).digest("hex").slice(0, 16);
  const identity = createHash("sha256").update(path.resolve(file)).digest("hex").slice(0, 8);
  const database = `eval_${name
    .toLowerCase()
    .replaceAll(/[^a-z0-9_]/g, "_")
    .slice(0, 40)}_${identity}`;
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;

  const admin = postgres(serverUrl, { max: 1, onnotice: ignoreNotice });
  try {
    const [loaded] = await admin<{ comment: string | null }[]>`
      select shobj_description(oid, 'pg_database') as comment from pg_database where datname = ${database}`;
    if (loaded?.comment === fingerprint) return url.href;
    await admin`drop database if exists ${admin(database)} with (force)`;
    await admin`create database ${admin(database)}`;
    const connection = postgres(url.href, { max: 1, onnotice: ignoreNotice });
    try {
      await connection.unsafe(script).simple();
    } finally {
      await connection.end();
    }
    await admin.unsafe(`comment on database ${database} is '${fingerprint}'`);
    return url.href;
  } finally {
    await admin.end();
  }
}

function ignoreNotice(): void {}
