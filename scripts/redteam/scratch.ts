import { randomBytes } from "node:crypto";

import postgres from "postgres";

import { startPostgres } from "#local/postgres.ts";

import { harden } from "./harden.ts";
import { projectDir } from "./project-dir.ts";
import type { SchemaFile } from "./schema-file.ts";

/** The attacked database and its twin, which differs only in what the attacker must not see. */
export type Side = "a" | "b";

export type Scratch = {
  adminUrl(side: Side): string;
  /** Logins that attacks run as. */
  analystUrl(side: Side): string;
  naiveUrl(side: Side): string;
  tokenKey: { id: string; secret: string };
  postmasterPid: number;
  stop(): Promise<void>;
};

const ANALYST = "redteam_analyst";
const NAIVE = "authenticator";

/**
 * Two scratch databases of the embedded Postgres, in a cluster of their own: hardened for the product's executor, or as the schema
 * file made them for the naive one. Statistics are fresh and nothing runs in the background, so that WAL grows only by attacks.
 */
export async function startScratch(
  schema: SchemaFile,
  options: { hardened: boolean; name?: string },
): Promise<Scratch> {
  const server = await startPostgres({
    projectDir,
    name: options.name ?? "redteam",
    settings: {
      fsync: "off",
      autovacuum: "off",
      checkpoint_timeout: "1h",
      max_wal_size: "4GB",
      temp_file_limit: "100MB",
      logging_collector: "off",
      log_min_messages: "panic",
    },
  });
  const password = randomBytes(18).toString("base64url");
  const tokenKey = { id: "redteam", secret: randomBytes(32).toString("hex") };
  const urlFor = (side: Side, login?: string): string => {
    const url = new URL(server.url);
    url.pathname = `/redteam_${side}`;
    if (login !== undefined) {
      url.username = login;
      url.password = password;
    }
    return url.href;
  };
  await createDatabases(server.url);
  for (const side of ["a", "b"] as const) {
    const admin = postgres(urlFor(side), { max: 1, onnotice: () => undefined });
    try {
      await admin.unsafe(side === "a" ? schema.sql : schema.twinSql);
      const [naive] = await admin`select from pg_roles where rolname = ${NAIVE}`;
      if (naive !== undefined) await admin.unsafe(`alter role ${NAIVE} password '${password}'`);
      if (options.hardened) {
        await harden(admin, {
          database: `redteam_${side}`,
          login: ANALYST,
          password,
          key: tokenKey,
          grantsOf: "ask_exec",
        });
      }
      await admin.unsafe("vacuum (freeze, analyze)");
      // Otherwise a crash, which some texts need to be ended, would move sequences on.
      await admin.unsafe("checkpoint");
    } finally {
      await admin.end();
    }
  }
  return {
    adminUrl: (side) => urlFor(side),
    analystUrl: (side) => urlFor(side, ANALYST),
    naiveUrl: (side) => urlFor(side, NAIVE),
    tokenKey,
    postmasterPid: server.pid,
    stop: () => server.stop(),
  };
}

async function createDatabases(url: string): Promise<void> {
  const admin = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    for (const side of ["a", "b"]) {
      await admin.unsafe(`drop database if exists redteam_${side} with (force)`);
      await admin.unsafe(`create database redteam_${side}`);
    }
  } finally {
    await admin.end();
  }
}
