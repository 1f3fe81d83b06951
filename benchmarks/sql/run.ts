import { readFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";

import postgres from "postgres";

import { setEnv } from "#app/server/platform/env.ts";
import { introspectCatalog } from "#app/server/sql/catalog/introspect.ts";
import { checkCost } from "#app/server/sql/check-cost.ts";
import { closeAnalystPools } from "#app/server/sql/connection/analyst-pools.ts";
import { executeQuery } from "#app/server/sql/execute-query.ts";
import { BENIGN_SQL } from "#app/server/sql/guard/benign-sql.fixture.ts";
import { exampleCatalog } from "#app/server/sql/guard/catalog.fixture.ts";
import { guardSql } from "#app/server/sql/guard/guard-sql.ts";
import { businessSchema } from "#app/server/sql/resolve-target.ts";
import { signTenantToken } from "#app/server/sql/tenant-token.ts";
import type { Catalog } from "#app/shared/catalog.ts";
import { HARBOR_ID, NORTHWIND_ID } from "#local/demo-users.ts";
import { startLocalStack } from "#local/start.ts";

/**
 * What the walls cost, side by side in one run: `node benchmarks/sql/run.ts [--attacks FILE]`. Prints one line a figure and exits 1
 * when one misses its aim.
 */
const projectDir = path.resolve(import.meta.dirname, "..", "..");
const { values } = parseArgs({
  options: {
    attacks: { type: "string", default: path.join(projectDir, "scripts", "redteam", "quick", "attacks.jsonl") },
  },
});
const never = new AbortController().signal;
let missed = 0;

const stack = await startLocalStack({ projectDir, name: "bench-sql", appUrl: "http://127.0.0.1:3000" });
try {
  setEnv({ ...stack.env, APP_URL: "http://127.0.0.1:3000" });
  await measureGuard();
  await measureExecutor();
  await measureFlood();
} finally {
  closeAnalystPools();
  await stack.stop();
}
process.exit(missed === 0 ? 0 : 1);

/** The benign texts through the worker and the walk, one after the other. */
async function measureGuard(): Promise<void> {
  const catalog = exampleCatalog();
  for (let round = 0; round < 40; round++) for (const sql of BENIGN_SQL) await guardSql(sql, catalog);
  const times: number[] = [];
  for (let round = 0; round < 80; round++) {
    for (const sql of BENIGN_SQL) times.push(await timed(() => guardSql(sql, catalog)));
  }
  report("guard p50", at(times, 0.5), 1);
  report("guard p99", at(times, 0.99), 5);
}

/** The same SQL over the same login and policies: our executor, and the driver with the token set once for the session. */
async function measureExecutor(): Promise<void> {
  const sql = "select status, count(*) from projects group by status";
  const bare = postgres(stack.env["ANALYST_DATABASE_URL"] ?? "", { max: 1, prepare: false, fetch_types: false });
  const token = signTenantToken({ orgId: NORTHWIND_ID, key: tokenKey(), nowMs: Date.now(), lifetimeMs: 3_600_000 });
  await bare`select set_config('app.tenant_token', ${token}, false), set_config('search_path', ${businessSchema(NORTHWIND_ID)}, false)`;
  const own: number[] = [];
  const others: number[] = [];
  for (let round = 0; round < 1_200; round++) {
    const ours = await timed(() => executeQuery({ target: targetOf(NORTHWIND_ID), sql, signal: never }));
    const theirs = await timed(() => bare.unsafe(sql, [], { simple: false } as postgres.UnsafeQueryOptions));
    if (round < 200) continue;
    own.push(ours);
    others.push(theirs);
  }
  await bare.end();
  report("bare query p50", at(others, 0.5), null);
  report("executor p50", at(own, 0.5), null);
  report("executor overhead p50", at(own, 0.5) - at(others, 0.5), 2);
}

/** A benign query of one organisation while another keeps two hundred hostile texts in flight. */
async function measureFlood(): Promise<void> {
  const hostile = readHostile(values.attacks);
  const victim = targetOf(HARBOR_ID);
  const attacker = targetOf(NORTHWIND_ID);
  const [victimCatalog, attackerCatalog] = [await catalogOf(HARBOR_ID), await catalogOf(NORTHWIND_ID)];
  const benign = "select date_trunc('month', worked_on) as month, sum(hours) from time_entries group by 1 order by 1";
  const ask = () => timed(() => answer(benign, victim, victimCatalog));
  for (let round = 0; round < 50; round++) await ask();
  const calm: number[] = [];
  for (let round = 0; round < 300; round++) calm.push(await ask());

  const attack = async (index: number) => {
    const sql = hostile[index % hostile.length] ?? "";
    await answer(sql, attacker, attackerCatalog).catch(() => undefined);
  };
  // Two hundred at once, again and again; the benign query is asked as soon as each batch is on its way.
  const stormy: number[] = [];
  for (let batch = 0; stormy.length < 300; batch++) {
    const storm = Promise.all(Array.from({ length: 200 }, (_, index) => attack(batch * 200 + index)));
    let over = false;
    void storm.then(() => (over = true));
    while (!over) stormy.push(await ask());
    await storm;
  }
  report("benign p95 alone", at(calm, 0.95), null);
  report("benign p95 beside 200 hostile texts", at(stormy, 0.95), null);
  report("  times slower", at(stormy, 0.95) / at(calm, 0.95), 3, "x");
}

async function answer(sql: string, target: ReturnType<typeof targetOf>, catalog: Catalog) {
  const guarded = await guardSql(sql, catalog);
  if (!guarded.ok) return null;
  await checkCost({ target, guarded, signal: never });
  return executeQuery({ target, sql: guarded.sql, signal: never, limits: { timeoutMs: 2_000 } });
}

async function catalogOf(orgId: string): Promise<Catalog> {
  const target = targetOf(orgId);
  const query = async (sql: string) =>
    (await executeQuery({ target, sql, signal: never, limits: { cellBytes: 8_000_000 } })).rows.map((row) =>
      String(row[0]),
    );
  return introspectCatalog(query, { target, schemas: [businessSchema(orgId)] });
}

function readHostile(file: string): string[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as { sql: string; expect: string; sql_gen?: [string, number][] })
    .filter((attack) => attack.expect !== "allow")
    .map((attack) => attack.sql_gen?.map(([text, times]) => text.repeat(times)).join("") ?? attack.sql);
}

function targetOf(orgId: string) {
  return { kind: "warehouse", orgId } as const;
}

function tokenKey() {
  return { id: stack.env["TENANT_TOKEN_KEY_ID"] ?? "", secret: stack.env["TENANT_TOKEN_KEY"] ?? "" };
}

async function timed(work: () => PromiseLike<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function at(times: number[], quantile: number): number {
  const sorted = times.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * quantile))] ?? Number.NaN;
}

function report(name: string, value: number, aim: number | null, unit = "ms"): void {
  const isMissed = aim !== null && !(value < aim);
  if (isMissed) missed++;
  const target = aim === null ? "" : `   aim < ${aim} ${unit}${isMissed ? "   MISSED" : ""}`;
  console.log(`${name.padEnd(38)} ${value.toFixed(3).padStart(9)} ${unit}${target}`);
}
