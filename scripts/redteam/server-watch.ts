import { existsSync, readdirSync, readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";

import postgres from "postgres";

import type { Scratch, Side } from "./scratch.ts";

/** What one text did to the server, beyond its answer. */
export type ServerEffects = {
  /** Rows of `internal.state_fingerprint()` that changed, by name. */
  changed: string[];
  advisoryLocks: number;
  notified: boolean;
  walBytes: number;
  filesWritten: string[];
  /** Largest growth of private memory of one server process; null where it can't be read. */
  memoryBytes: number | null;
  /** The statement outlived its time limit and every request to stop; its process was killed. */
  uncancellable: boolean;
  restarted: boolean;
};

export type ServerWatch = {
  /** Runs the work and reports what changed on the server meanwhile. */
  around<Result>(side: Side, work: () => Promise<Result>): Promise<{ result: Result; effects: ServerEffects }>;
  close(): Promise<void>;
};

const ATTACK_FOLDER = "/var/tmp/attack-out";
const SETTLE_MS = 20_000;
const RECOVERY_ATTEMPTS = 100;

type Snapshot = { fingerprint: Map<string, string>; wal: number; started: string; files: string[] };

/** Watches as superuser over a session per database; a crash of the server costs the sessions, which are opened anew. */
export async function watchServer(scratch: Scratch, login: string): Promise<ServerWatch> {
  const sessions = new Map<Side, postgres.Sql>();
  let notices = 0;

  async function open(side: Side): Promise<postgres.Sql> {
    const known = sessions.get(side);
    if (known !== undefined) return known;
    const session = postgres(scratch.adminUrl(side), { max: 1, onnotice: () => undefined });
    sessions.set(side, session);
    await session.listen("canary", () => {
      notices++;
    });
    return session;
  }

  /** Asks again while the server recovers from a killed process. */
  async function ask<Result>(side: Side, question: (sql: postgres.Sql) => Promise<Result>): Promise<Result> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await question(await open(side));
      } catch (error) {
        if (attempt === RECOVERY_ATTEMPTS) throw error;
        await sessions.get(side)?.end({ timeout: 0 });
        sessions.delete(side);
        await pause(100);
      }
    }
  }

  async function snapshot(side: Side): Promise<Snapshot> {
    const rows = await ask(
      side,
      (sql) => sql<{ what: string; fp: string | null }[]>`select * from internal.state_fingerprint()`,
    );
    const [server] = await ask(
      side,
      (sql) => sql<{ wal: string; started: string }[]>`
        select (pg_current_wal_insert_lsn() - '0/0')::int8 as wal, pg_postmaster_start_time()::text as started`,
    );
    return {
      fingerprint: new Map(rows.map((row) => [row.what, row.fp ?? ""])),
      wal: Number(server?.wal),
      started: server?.started ?? "",
      files: existsSync(ATTACK_FOLDER) ? readdirSync(ATTACK_FOLDER) : [],
    };
  }

  async function advisoryLocks(side: Side): Promise<number> {
    const [row] = await ask(
      side,
      (sql) => sql<{ count: number }[]>`
        select count(*)::int as count from pg_locks l join pg_database d on d.oid = l.database
        where l.locktype = 'advisory' and d.datname = current_database()`,
    );
    return row?.count ?? 0;
  }

  /** Waits until the login runs nothing; kills what does not stop. */
  async function settle(side: Side): Promise<boolean> {
    const deadline = performance.now() + SETTLE_MS;
    for (;;) {
      const busy = await ask(
        side,
        (sql) => sql<{ pid: number }[]>`
          select pid from pg_stat_activity where usename = ${login} and state <> 'idle' and datname = current_database()`,
      );
      if (busy.length === 0) return false;
      if (performance.now() < deadline) {
        await pause(20);
        continue;
      }
      for (const { pid } of busy) process.kill(pid, "SIGKILL");
      // The server ends every session and starts over; only then does a new one count.
      await sessions.get(side)?.end({ timeout: 5 });
      sessions.delete(side);
      await pause(500);
      await ask(side, (sql) => sql`select 1`);
      return true;
    }
  }

  await open("a");
  await open("b");
  return {
    async around(side, work) {
      const before = await snapshot(side);
      const noticesBefore = notices;
      const memory = watchMemory(scratch.postmasterPid);
      const result = await work();
      const memoryBytes = memory.stop();
      const uncancellable = await settle(side);
      const after = await snapshot(side);
      const effects: ServerEffects = {
        changed: [...after.fingerprint]
          .filter(([what, fp]) => before.fingerprint.get(what) !== fp)
          .map(([what]) => what),
        advisoryLocks: await advisoryLocks(side),
        notified: notices > noticesBefore,
        walBytes: uncancellable ? 0 : after.wal - before.wal,
        filesWritten: after.files.filter((file) => !before.files.includes(file)),
        memoryBytes,
        uncancellable,
        restarted: after.started !== before.started,
      };
      return { result, effects };
    },
    async close() {
      for (const session of sessions.values()) await session.end({ timeout: 1 });
    },
  };
}

/** Samples private memory of the server's processes. Linux only: elsewhere nothing tells it without a privilege. */
function watchMemory(postmasterPid: number): { stop(): number | null } {
  if (process.platform !== "linux") return { stop: () => null };
  const first = new Map<string, number>();
  let growth = 0;
  const sample = () => {
    for (const pid of children(postmasterPid)) {
      const bytes = privateBytes(pid);
      if (!first.has(pid)) first.set(pid, Math.min(bytes, 16 * 1024 * 1024));
      growth = Math.max(growth, bytes - (first.get(pid) ?? bytes));
    }
  };
  sample();
  const timer = setInterval(sample, 25);
  return {
    stop() {
      clearInterval(timer);
      return growth;
    },
  };
}

function children(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ").filter(Boolean);
  } catch {
    return [];
  }
}

function privateBytes(pid: string): number {
  try {
    const [, kilobytes = "0"] = /^RssAnon:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    return Number(kilobytes) * 1024;
  } catch {
    return 0;
  }
}
