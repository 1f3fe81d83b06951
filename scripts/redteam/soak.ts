import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";

import postgres from "postgres";

import { executeQuery } from "#app/server/sql/execute-query.ts";
import { guardSql } from "#app/server/sql/guard/guard-sql.ts";
import { signTenantToken } from "#app/server/sql/tenant-token.ts";

import { readAttackFile } from "./attack-file.ts";
import { findCanaries } from "./find-canary.ts";
import { readSchemaFile } from "./schema-file.ts";
import { startScratch } from "./scratch.ts";
import { openWall, readCatalog } from "./walls.ts";

/**
 * The whole corpus in a loop beside a benign query of the other tenant every second:
 * `node scripts/redteam/soak.ts --attacks FILE --schema FILE [--minutes 10] [--workers 20]`. Prints a line every half minute and a
 * summary; exits 1 on a leak, a crash, a restarted server or benign success below 99.9 %.
 */
const { values } = parseArgs({
  options: {
    attacks: { type: "string" },
    schema: { type: "string" },
    minutes: { type: "string", default: "10" },
    workers: { type: "string", default: "20" },
  },
});
if (values.attacks === undefined || values.schema === undefined) throw new Error("--attacks and --schema are needed");

const attacks = readAttackFile(values.attacks);
const schema = readSchemaFile(values.schema);
const scratch = await startScratch(schema, { hardened: true, name: "redteam-soak" });
const catalog = await readCatalog(scratch, schema);
const wall = await openWall("both", scratch, schema, catalog);
const admin = postgres(scratch.adminUrl("a"), { max: 1, onnotice: () => undefined });
const benign = attacks.filter((attack) => attack.expect === "allow");

const tally = { texts: 0, answered: 0, leaks: 0, crashes: 0, benign: 0, benignFailed: 0 };
const benignTimes: number[] = [];
for (const event of ["uncaughtException", "unhandledRejection"]) {
  process.on(event, (error) => {
    tally.crashes++;
    console.log(`crash: ${String(error)}`);
  });
}
const startedBefore = await postmasterStart();
const end = performance.now() + Number(values.minutes) * 60_000;

await Promise.all([
  ...Array.from({ length: Number(values.workers) }, (_, index) => attackInLoop(index)),
  askInLoop(),
  reportInLoop(),
]);

const restarted = (await postmasterStart()) !== startedBefore;
await admin.end();
await wall.close();
await scratch.stop();
const success = (tally.benign - tally.benignFailed) / Math.max(1, tally.benign);
console.log(
  `${tally.texts} texts, ${tally.answered} answered, leaks ${tally.leaks}, crashes ${tally.crashes}, ` +
    `benign ${tally.benign} (${(success * 100).toFixed(2)} % answered, p50 ${quantile(0.5)} ms, p95 ${quantile(0.95)} ms), ` +
    `server ${restarted ? "restarted" : "never restarted"}`,
);
process.exit(tally.leaks + tally.crashes === 0 && success >= 0.999 && !restarted ? 0 : 1);

async function attackInLoop(worker: number): Promise<void> {
  for (let index = worker; performance.now() < end; index += 7) {
    const attack = attacks[index % attacks.length];
    if (attack === undefined) return;
    const outcome = await wall.attack("a", attack.sql);
    tally.texts++;
    if (outcome.kind === "rows") tally.answered++;
    const found = findCanaries(outcome, schema.canaries, attack.sql);
    if (found.length > 0) {
      tally.leaks++;
      console.log(`${attack.id}: leaked ${found.join(", ")}`);
    }
    // A refusal takes microseconds; without a pause the loop would measure nothing but itself.
    await pause(outcome.kind === "refused" ? 5 : 0);
  }
}

/** As the other tenant, through the same walls. */
async function askInLoop(): Promise<void> {
  const signToken = (timeoutMs: number) =>
    signTenantToken({ orgId: schema.victim, key: scratch.tokenKey, nowMs: Date.now(), lifetimeMs: timeoutMs + 5_000 });
  const resolveTarget = async () => ({ url: scratch.analystUrl("a"), searchPath: ["public"], signToken });
  const target = { kind: "warehouse", orgId: schema.victim } as const;
  for (let index = 0; performance.now() < end; index++) {
    const sql = benign[index % benign.length]?.sql ?? "select 1";
    const started = performance.now();
    tally.benign++;
    try {
      const verdict = await guardSql(sql, { ...catalog, target });
      if (!verdict.ok) throw new Error(`refused: ${verdict.code}`);
      await executeQuery({ target, sql: verdict.sql, signal: AbortSignal.timeout(10_000) }, { resolveTarget });
      benignTimes.push(performance.now() - started);
    } catch (error) {
      tally.benignFailed++;
      console.log(`benign query failed: ${String(error)}`);
    }
    await pause(Math.max(0, 1_000 - (performance.now() - started)));
  }
}

async function reportInLoop(): Promise<void> {
  for (const begun = performance.now(); performance.now() < end;) {
    await pause(Math.min(30_000, Math.max(0, end - performance.now())));
    const megabytes = (bytes: number) => `${Math.round(bytes / 1024 / 1024)} MB`;
    const seconds = Math.round((performance.now() - begun) / 1000);
    const memory = `app ${megabytes(process.memoryUsage().rss)}, database ${megabytes(databaseMemory())}`;
    console.log(`${seconds} s: ${tally.texts} texts, ${tally.benign} benign, ${tally.benignFailed} failed, ${memory}`);
  }
}

async function postmasterStart(): Promise<string> {
  const [row] = await admin<{ started: string }[]>`select pg_postmaster_start_time()::text as started`;
  return row?.started ?? "";
}

/** Private memory of all server processes; 0 where only Linux would tell. */
function databaseMemory(): number {
  if (process.platform !== "linux") return 0;
  const pid = scratch.postmasterPid;
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ");
  return children.reduce((sum, child) => sum + privateBytes(child), 0);
}

function privateBytes(pid: string): number {
  try {
    return Number(/^RssAnon:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}

function quantile(share: number): string {
  const sorted = benignTimes.toSorted((left, right) => left - right);
  return (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(1);
}
