import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";

import postgres from "postgres";

import { ApplicationError } from "#app/server/platform/application-error.ts";
import { executeQuery } from "#app/server/sql/execute-query.ts";
import { startPostgres } from "#local/postgres.ts";

import { projectDir } from "./project-dir.ts";

/**
 * Postgres killed in the middle of queries, again and again, then gone for a while:
 * `node scripts/redteam/restart-drill.ts [--restarts 20] [--seconds 30]`. Exits 1 when a query hangs, an error is not an
 * `ApplicationError`, the process sees an unhandled one, or the first query after the return fails.
 */
const { values } = parseArgs({
  options: { restarts: { type: "string", default: "20" }, seconds: { type: "string", default: "30" } },
});
const options = { projectDir, name: "restart-drill", settings: { fsync: "off" } };
const first = await startPostgres(options);
const handles = [first];
const start = async () => {
  const server = await startPostgres({ ...options, port: first.port });
  handles.push(server);
  return server;
};
await makeLogin(first.url);
const url = first.url.replace(/\/\/.*@/, "//drill:drill@");
const resolveTarget = async () => ({ url, searchPath: ["public"], signToken: null });
const target = { kind: "connected", dataSourceId: "drill" } as const;
let bad = 0;
for (const event of ["uncaughtException", "unhandledRejection"]) {
  process.on(event, (error) => {
    bad++;
    console.log(`unhandled: ${String(error)}`);
  });
}

await killMidQuery(Number(values.restarts));
await stayAway(Number(values.seconds));
for (const handle of handles) await handle.stop();
console.log(bad === 0 ? "in order" : `${bad} troubles`);
process.exit(bad === 0 ? 0 : 1);

async function killMidQuery(restarts: number): Promise<void> {
  const ends: number[] = [];
  const returns: number[] = [];
  let server = first;
  for (let round = 0; round < restarts; round++) {
    const running = Array.from({ length: 4 }, () => ask("select pg_sleep(8)"));
    await pause(200);
    const killed = performance.now();
    // Immediate shutdown: every session dies without a goodbye.
    process.kill(server.pid, "SIGQUIT");
    for (const result of await Promise.all(running))
      if (result.code !== "SERVICE_UNAVAILABLE") trouble(`ended as ${result.code}`);
    ends.push(performance.now() - killed);
    await gone(server.pid);
    server = await start();
    const back = performance.now();
    for (let query = 0; query < 4; query++) {
      const result = await ask("select 1");
      if (result.code !== "ok") trouble(`after restart ${round}: ${result.code}`);
    }
    returns.push(performance.now() - back);
  }
  console.log(
    `${restarts} restarts mid-query: queries ended within ${Math.max(...ends).toFixed(0)} ms, four more took at most ${Math.max(...returns).toFixed(0)} ms`,
  );
}

async function stayAway(seconds: number): Promise<void> {
  for (const handle of handles.splice(0)) await handle.stop();
  const answers: number[] = [];
  const end = performance.now() + seconds * 1000;
  while (performance.now() < end) {
    const result = await ask("select 1");
    if (result.code !== "SERVICE_UNAVAILABLE") trouble(`while away: ${result.code}`);
    answers.push(result.ms);
    await pause(250);
  }
  await start();
  const back = performance.now();
  let recovered = false;
  while (!recovered && performance.now() - back < 10_000) recovered = (await ask("select 1")).code === "ok";
  if (!recovered) trouble("not back after 10 s");
  console.log(
    `away for ${seconds} s: ${answers.length} plain errors within ${Math.max(...answers).toFixed(0)} ms, back after ${(performance.now() - back).toFixed(0)} ms`,
  );
}

async function ask(sql: string): Promise<{ code: string; ms: number }> {
  const started = performance.now();
  const ms = () => performance.now() - started;
  try {
    await executeQuery({ target, sql, signal: AbortSignal.timeout(20_000) }, { resolveTarget });
    return { code: "ok", ms: ms() };
  } catch (error) {
    return { code: error instanceof ApplicationError ? error.code : `not ours: ${String(error)}`, ms: ms() };
  }
}

/** A process that is still ending would be taken for a running server. */
async function gone(pid: number): Promise<void> {
  for (let attempt = 0; attempt < 500; attempt++) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await pause(20);
  }
}

function trouble(text: string): void {
  bad++;
  console.log(text);
}

async function makeLogin(adminUrl: string): Promise<void> {
  const admin = postgres(adminUrl, { max: 1, onnotice: () => undefined });
  const [known] = await admin`select from pg_roles where rolname = 'drill'`;
  if (known === undefined) await admin`create role drill login password 'drill'`;
  await admin.end();
}
