import postgres from "postgres";

import { seconds } from "#app/server/platform/clock.ts";
import { env } from "#app/server/platform/env.ts";
import { redis } from "#app/server/platform/redis.ts";

export type Health = { name: "auth" | "data" | "redis" | "postgres"; ok: boolean };

/** A dependency that takes longer counts as down. */
const CHECK_MS = 1_500;
/** Probes of many watchers share an answer this long. */
const FRESH_MS = seconds(1);

let last: { atMs: number; result: Promise<Health[]> } | undefined;

/** Asks every dependency, all at once. */
export function checkHealth(): Promise<Health[]> {
  const nowMs = performance.now();
  if (last === undefined || nowMs - last.atMs > FRESH_MS) last = { atMs: nowMs, result: checkAll() };
  return last.result;
}

function checkAll(): Promise<Health[]> {
  const checks: [Health["name"], () => Promise<unknown>][] = [
    ["auth", () => fetchOk("/auth/v1/health")],
    ["data", () => fetchOk("/rest/v1/organizations?select=id&limit=0")],
    ["redis", () => redis().ping()],
    ["postgres", pingPostgres],
  ];
  return Promise.all(checks.map(async ([name, check]) => ({ name, ok: await succeedsInTime(check) })));
}

async function succeedsInTime(check: () => Promise<unknown>): Promise<boolean> {
  const late = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => late.resolve(false), CHECK_MS);
  const answered = check().then(
    () => true,
    () => false,
  );
  const ok = await Promise.race([answered, late.promise]);
  clearTimeout(timer);
  return ok;
}

/** Any answer below 500 comes from a living service; refusing a visitor is what it should do. */
async function fetchOk(path: string): Promise<void> {
  const { SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY } = env();
  const response = await fetch(new URL(path, SUPABASE_URL), {
    headers: { apikey: SUPABASE_PUBLISHABLE_KEY },
    signal: AbortSignal.timeout(CHECK_MS),
  });
  await response.body?.cancel();
  if (response.status >= 500) throw new Error(`HTTP ${response.status}`);
}

let probe: postgres.Sql | undefined;

async function pingPostgres(): Promise<void> {
  probe ??= postgres(env().ANALYST_DATABASE_URL, { max: 1, idle_timeout: 20, connect_timeout: 2, onnotice: () => {} });
  await probe`select 1`;
}

/** Closes the probe's connection, at shutdown. */
export async function closeHealth(): Promise<void> {
  await probe?.end({ timeout: 1 });
  probe = undefined;
  last = undefined;
}
