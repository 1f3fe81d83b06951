import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, cpSync, existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";
import { expect, onTestFinished, test } from "vitest";
import { isProcessAlive } from "#local/postgres/process-alive.ts";
import { type PostgresOptions, startPostgres } from "#local/postgres.ts";

const isRoot = process.getuid?.() === 0;
const isWindows = process.platform === "win32";
const nobody = 65_534;

test("data survives a restart", async () => {
  const projectDir = makeProject();
  const first = await start({ projectDir });
  await runSql(first.url, "create table kept (n int); insert into kept values (42)");
  await first.stop();
  expect(isProcessAlive(first.pid)).toBe(false);

  const second = await start({ projectDir });
  expect(second.owned).toBe(true);
  expect(await runSql(second.url, "select n from kept")).toEqual([{ n: 42 }]);
});

test("a server listens on loopback only, with room for a small laptop and a cap on temporary files", async () => {
  const { url } = await start({ projectDir: makeProject(), settings: { fsync: "off", wal_level: "logical" } });
  const names =
    "listen_addresses unix_socket_directories shared_buffers max_connections temp_file_limit wal_level fsync";
  const rows = await runSql(
    url,
    `select name, current_setting(name) as value from unnest('{${names.replaceAll(" ", ",")}}'::text[]) as name`,
  );
  expect(Object.fromEntries(rows.map((row) => [row.name, row.value]))).toEqual({
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    shared_buffers: "64MB",
    max_connections: "100",
    temp_file_limit: "256MB",
    wal_level: "logical",
    fsync: "off",
  });
});

test("a cluster copied while it runs is a streaming replica under its own name", async () => {
  const projectDir = makeProject();
  const primary = await start({ projectDir });
  await runSql(primary.url, "create table kept (n int)");
  const admin = postgres(primary.url, { max: 1, onnotice() {} });
  onTestFinished(() => admin.end());
  await admin`select pg_backup_start('replica', true)`;
  const dataDir = copyCluster(primary.dataDir, "replica");
  const [label] = await admin`select labelfile from pg_backup_stop()`;
  for (const [name, text] of Object.entries({ backup_label: String(label?.labelfile), "standby.signal": "" })) {
    writeFileSync(path.join(dataDir, name), text);
    if (isRoot) chownSync(path.join(dataDir, name), nobody, nobody);
  }

  const replica = await start({
    projectDir,
    name: "replica",
    settings: { fsync: "off", primary_conninfo: primary.url },
  });
  await admin`insert into kept values (7)`;
  await expect.poll(() => runSql(replica.url, "select n from kept"), { timeout: 10_000 }).toEqual([{ n: 7 }]);
  await expect(runSql(replica.url, "insert into kept values (8)")).rejects.toThrow(/read-only transaction/);
});

test("a second process attaches, and the server runs until the last one has let go", async () => {
  const projectDir = makeProject();
  const first = await hold(projectDir);
  const second = await hold(projectDir);
  expect(first.owned).toBe(true);
  expect(second).toMatchObject({ owned: false, pid: first.pid, url: first.url });

  first.tell("stop");
  await first.exit;
  expect(await runSql(second.url, "select 1 as one")).toEqual([{ one: 1 }]);

  second.tell("stop");
  await second.exit;
  await gone(first.pid);
});

test("an attached process that stops leaves the server to the first", async () => {
  const projectDir = makeProject();
  const first = await start({ projectDir, settings: { fsync: "off" } });
  const second = await hold(projectDir);
  second.child.kill("SIGKILL");
  await second.exit;
  const third = await hold(projectDir);
  third.tell("stop");
  await third.exit;
  expect(await runSql(first.url, "select 1 as one")).toEqual([{ one: 1 }]);
  await first.stop();
  await gone(first.pid);
});

test("processes that start at the same moment share one server", async () => {
  const projectDir = makeProject();
  const holders = await Promise.all([hold(projectDir), hold(projectDir), hold(projectDir)]);
  expect(new Set(holders.map((holder) => holder.pid)).size).toBe(1);
  expect(holders.filter((holder) => holder.owned)).toHaveLength(1);
  for (const holder of holders) holder.tell("leave");
  await Promise.all(holders.map((holder) => holder.exit));
  await gone(holders[0]?.pid ?? 0);
});

test.skipIf(isWindows).for([
  ["SIGINT", 130],
  ["SIGTERM", 143],
  ["SIGHUP", 129],
] as const)("%s stops the server cleanly and exits with %i", async ([signal, exitCode]) => {
  const holder = await hold(makeProject());
  holder.child.kill(signal);
  expect(await holder.exit).toBe(exitCode);
  await gone(holder.pid);
  expect(existsSync(path.join(holder.dataDir, "postmaster.pid"))).toBe(false);
});

test("a crash of the process stops the server cleanly", async () => {
  const holder = await hold(makeProject());
  holder.tell("throw");
  expect(await holder.exit).toBe(1);
  await gone(holder.pid);
});

test("a server left over by kill -9 is taken over and stopped by the next process", async () => {
  const projectDir = makeProject();
  const killed = await hold(projectDir);
  await runSql(killed.url, "create table kept (n int)");
  killed.child.kill("SIGKILL");
  await killed.exit;
  expect(isProcessAlive(killed.pid)).toBe(true);

  const next = await start({ projectDir, settings: { fsync: "off" } });
  expect(next.pid).toBe(killed.pid);
  expect(await runSql(next.url, "select * from kept")).toEqual([]);
  await next.stop();
  await gone(killed.pid);
});

test("a left-over server with other settings is replaced", async () => {
  const projectDir = makeProject();
  const killed = await hold(projectDir);
  killed.child.kill("SIGKILL");
  await killed.exit;
  const next = await start({ projectDir, settings: { fsync: "off", max_connections: "20" } });
  expect(next.pid).not.toBe(killed.pid);
  expect(isProcessAlive(killed.pid)).toBe(false);
});

test.skipIf(isWindows)("the cluster recovers when process and server were both killed", async () => {
  const projectDir = makeProject();
  const killed = await hold(projectDir);
  await runSql(killed.url, "create table kept (n int)");
  process.kill(killed.pid, "SIGKILL");
  killed.child.kill("SIGKILL");
  await killed.exit;
  const next = await start({ projectDir, settings: { fsync: "off" } });
  expect(await runSql(next.url, "select * from kept")).toEqual([]);
});

test("another process with other settings is refused and the first keeps its server", async () => {
  const projectDir = makeProject();
  const first = await hold(projectDir);
  await expect(startPostgres({ projectDir, settings: { fsync: "on" } })).rejects.toThrow(/in use with other settings/);
  expect(await runSql(first.url, "select 1 as one")).toEqual([{ one: 1 }]);
});

test("a port that is taken is named with Postgres' own words", async () => {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  await expect(startPostgres({ projectDir: makeProject(), port, settings: { fsync: "off" } })).rejects.toThrow(
    new RegExp(`could not bind.*\n.*port ${port}`),
  );
});

test("an initdb that was cut off is done again", async () => {
  const projectDir = makeProject();
  const child = startHolder(projectDir);
  const unfinished = path.join(projectDir, ".data", "postgres", "app", `data-18.unfinished-${child.pid}`, "global");
  for (let tries = 0; !existsSync(unfinished) && tries < 2_000; tries++) await sleep(5);
  child.kill("SIGKILL");
  await once(child, "exit");
  const next = await start({ projectDir, settings: { fsync: "off" } });
  expect(await runSql(next.url, "select 1 as one")).toEqual([{ one: 1 }]);
});

test.skipIf(isWindows)("a strict umask does no harm", async () => {
  const holder = await hold(makeProject(), { umask: "077" });
  expect(await runSql(holder.url, "select 1 as one")).toEqual([{ one: 1 }]);
});

test.runIf(isRoot)(
  "root's server runs as nobody, and so does one started by a normal user in its own folder",
  async () => {
    const byRoot = await hold(makeProject());
    expect(ownerOf(byRoot.pid)).toBe(nobody);

    const projectDir = makeProject();
    chownSync(projectDir, nobody, nobody);
    const byNobody = await hold(projectDir, { uid: nobody });
    expect(byNobody.dataDir.startsWith(projectDir)).toBe(true);
    expect(await runSql(byNobody.url, "select 1 as one")).toEqual([{ one: 1 }]);
    byNobody.child.kill("SIGTERM");
    expect(await byNobody.exit).toBe(143);
    await gone(byNobody.pid);
  },
);

test.runIf(isRoot)("a project folder only root can enter keeps its data under /var/tmp", async () => {
  const projectDir = makeProject(0o700);
  const first = await start({ projectDir });
  const base = path.dirname(path.dirname(first.dataDir));
  onTestFinished(() => rmSync(base, { recursive: true, force: true }));
  expect(base).toMatch(/^\/var\/tmp\/plainchart-[0-9a-f]{12}$/);
  await runSql(first.url, "create table kept (n int)");
  await first.stop();
  const second = await start({ projectDir });
  expect(await runSql(second.url, "select * from kept")).toEqual([]);
  await second.stop();
});

type Holder = { child: ChildProcess; exit: Promise<number | null>; tell(command: string): void } & {
  url: string;
  pid: number;
  owned: boolean;
  dataDir: string;
};

function makeProject(mode = 0o755): string {
  const projectDir = mkdtempSync(path.join(tmpdir(), "plainchart-postgres-"));
  chmodSync(projectDir, mode);
  onTestFinished(() => rmSync(projectDir, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }));
  return projectDir;
}

/** Copies a cluster's folder to another name, with its owners, and returns the copy's data folder. */
function copyCluster(dataDir: string, name: string): string {
  const from = path.dirname(dataDir);
  const to = path.join(path.dirname(from), name);
  cpSync(from, to, { recursive: true, filter: (file) => !file.endsWith("postmaster.pid") && !file.endsWith("users") });
  if (isRoot) spawnSync("chown", ["-R", `${nobody}:${nobody}`, path.join(to, path.basename(dataDir))]);
  return path.join(to, path.basename(dataDir));
}

async function start(options: PostgresOptions) {
  const running = await startPostgres({ settings: { fsync: "off" }, ...options });
  onTestFinished(() => running.stop());
  return running;
}

function startHolder(projectDir: string, how: { umask?: string; uid?: number } = {}): ChildProcess {
  const script = path.join(import.meta.dirname, "postgres", "hold-postgres.fixture.ts");
  const account = how.uid === undefined ? {} : { uid: how.uid, gid: how.uid };
  const args = [script, projectDir, ...(how.umask === undefined ? [] : [how.umask])];
  return spawn(process.execPath, args, { ...account, stdio: ["pipe", "pipe", "pipe"] });
}

async function hold(projectDir: string, how: { umask?: string; uid?: number } = {}): Promise<Holder> {
  const child = startHolder(projectDir, how);
  const exit = once(child, "exit").then(([code]) => code as number | null);
  let errors = "";
  child.stderr?.on("data", (chunk) => (errors += String(chunk)));
  onTestFinished(async () => {
    child.stdin?.end("stop\n");
    await exit;
  });
  const lines = createInterface({ input: child.stdout! });
  const ready = await Promise.race([once(lines, "line"), exit]);
  if (!Array.isArray(ready)) throw new Error(`the process ended before it was ready: ${errors}`);
  return { ...JSON.parse(String(ready[0])), child, exit, tell: (command) => child.stdin?.write(`${command}\n`) };
}

async function runSql(url: string, text: string) {
  const sql = postgres(url, { max: 1, onnotice() {} });
  try {
    return [...(await sql.unsafe(text))].map((row) => ({ ...row }));
  } finally {
    await sql.end();
  }
}

async function gone(pid: number): Promise<void> {
  await expect.poll(() => isProcessAlive(pid), { timeout: 10_000, interval: 20 }).toBe(false);
}

function ownerOf(pid: number): number {
  return statSync(`/proc/${pid}`).uid;
}
