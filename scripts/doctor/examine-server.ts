import type postgres from "postgres";

import { fail, failIfAny, type Finding, note, ok } from "./finding.ts";

/** First minor release without CVE-2025-8713 (statistics leak past row level security), by major version. */
const MINIMUM_MINOR: Readonly<Record<number, number>> = { 13: 22, 14: 19, 15: 14, 16: 10, 17: 6 };

/** Settings and version of the server, as the analyst login sees them. */
export async function examineServer(sql: postgres.Sql, url: string): Promise<Finding[]> {
  const [server] = await sql<
    { version: number; temporary: string; timeout: string; connections: number; secret: string | null }[]
  >`select current_setting('server_version_num')::int as version, current_setting('temp_file_limit') as temporary,
      current_setting('statement_timeout') as timeout,
      (select rolconnlimit from pg_roles where rolname = current_user) as connections,
      current_setting('app.settings.jwt_secret', true) as secret`;
  if (server === undefined) return [fail("the server did not tell its settings", "Check the connection.")];
  const secretSettings = await sql<{ name: string }[]>`
    select split_part(setting, '=', 1) as name from pg_db_role_setting, unnest(setconfig) setting
    where split_part(setting, '=', 1) ~* '(secret|passw|token|api_?key|private)'`;
  const exposed = [
    ...new Set([...secretSettings.map((row) => row.name), ...(server.secret ? ["app.settings.jwt_secret"] : [])]),
  ];
  return [
    versionFinding(server.version),
    server.temporary === "-1"
      ? note(
          "temp_file_limit is off: one sort may fill the disk",
          "Set temp_file_limit in the server's configuration (256MB is plenty).",
        )
      : ok(`temp_file_limit is ${server.temporary}`),
    server.timeout === "0"
      ? note(
          "the login has no statement_timeout of its own",
          "Run npm run db:provision; each query also sets a shorter one.",
        )
      : ok(`statement_timeout of the login is ${server.timeout}`),
    server.connections === -1
      ? note("the login has no connection limit", "alter role analyst connection limit 20")
      : ok(`connection limit is ${server.connections}`),
    failIfAny(
      exposed,
      "no secret lies in a setting",
      "settings that every SQL user can read hold a secret",
      "alter database ... reset <name>, and replace the secret",
    ),
    encryptionFinding(url),
  ];
}

function versionFinding(version: number): Finding {
  const major = Math.floor(version / 10_000);
  const minor = version % 10_000;
  const minimum = MINIMUM_MINOR[major] ?? 0;
  if (major < 13)
    return fail(`Postgres ${major} gets no security fixes any more`, "Upgrade to a supported major version.");
  if (minor < minimum)
    return fail(
      `Postgres ${major}.${minor} has known leaks past row level security`,
      `Upgrade to ${major}.${minimum} or later.`,
    );
  return ok(`Postgres ${major}.${minor}`);
}

function encryptionFinding(url: string): Finding {
  const { hostname, searchParams } = new URL(url);
  const isLocal = /^(localhost|127\.|\[::1\])/.test(hostname);
  const mode = searchParams.get("sslmode");
  if (isLocal) return ok("the database is on this machine");
  if (mode === "verify-full") return ok("the connection is encrypted and the server's certificate is checked");
  return mode === null || mode === "disable"
    ? fail("the connection to the database is not encrypted", "Add ?sslmode=verify-full to ANALYST_DATABASE_URL.")
    : note("the server's certificate is not checked", "Use sslmode=verify-full in ANALYST_DATABASE_URL.");
}
