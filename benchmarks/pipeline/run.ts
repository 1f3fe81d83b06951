import { fork } from "node:child_process";

import { z } from "zod";

import { createHandler, type Handler } from "#app/server/http/create-handler.ts";
import { makeTestBuild } from "#app/server/http/test-build.fixture.ts";
import { createCachedFunction } from "#app/server/cache/create-cached-function.ts";
import { defineAction } from "#app/server/pipeline/define-action.ts";
import { SESSION_COOKIE } from "#app/server/auth/session-cookie.ts";
import { setEnv } from "#app/server/platform/env.ts";
import { registry } from "#app/server/platform/metrics.ts";
import { redis } from "#app/server/platform/redis.ts";

/**
 * What the pipeline costs: a no-op action for members (session, membership, rate limit, validation, audit)
 * against a bare resource route, both through the whole request handler, on the embedded stack in a process of
 * its own. Then a cache hit against a bare GET. `node benchmarks/pipeline/run.ts [requests]`
 */
const requests = Number(process.argv[2] ?? 2_000);
const CONCURRENCY = 16;
const ROUNDS = 3;
const ORIGIN = "http://127.0.0.1:3000";

const stack = await startStack();
try {
  setEnv({ ...stack.env, APP_URL: ORIGIN, LOG_LEVEL: "silent" });
  const cookie = await signIn(stack);
  const unlimited = { maxRequests: 10_000_000, windowMs: 60_000, outage: "fallback", orgMultiple: 1 } as const;
  const noop = defineAction({
    name: "bench:noop",
    access: "member",
    limit: unlimited,
    input: z.object({ a: z.string() }),
    output: z.object({ ok: z.boolean() }),
    run: () => ({ ok: true }),
  });
  const local = defineAction({
    name: "bench:local",
    access: "public",
    input: z.object({ a: z.string() }),
    run: () => ({ ok: true }),
  });
  const handler = createHandler({
    staticFiles: null,
    build: makeTestBuild({
      bare: { action: async ({ request }) => Response.json({ ok: (await request.json()) !== null }) },
      "o/:slug/noop": { action: (args) => noop.fetchAction(args) },
      local: { action: (args) => local.fetchAction(args) },
    }),
  });
  const paths = { bare: "/bare", "public, audit only": "/local", "member, all stages": `/o/${stack.slug}/noop` };
  for (const path of Object.values(paths)) await load(handler, path, cookie, 300);
  for (let round = 1; round <= ROUNDS; round++) {
    for (const [label, path] of Object.entries(paths))
      report(`round ${round}  ${label}`, await load(handler, path, cookie, requests));
  }
  registry.resetMetrics();
  await load(handler, paths["member, all stages"], cookie, requests);
  await reportStages();
  await benchmarkCache();
} finally {
  stack.stop();
}
process.exit(0);

async function load(handler: Handler, path: string, cookie: string, count: number) {
  const latencies: number[] = [];
  let started = 0;
  const startedMs = performance.now();
  const cpu = process.cpuUsage();
  async function worker(): Promise<void> {
    while (started < count) {
      started += 1;
      const request = new Request(`${ORIGIN}${path}`, {
        method: "POST",
        headers: {
          cookie,
          host: "127.0.0.1:3000",
          origin: ORIGIN,
          "sec-fetch-site": "same-origin",
          "content-type": "application/json",
        },
        body: '{"a":"b"}',
      });
      const beganMs = performance.now();
      const response = await handler(request, "127.0.0.1");
      await response.text();
      if (response.status !== 200) throw new Error(`${path} answered ${response.status}`);
      latencies.push(performance.now() - beganMs);
    }
  }
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  const wallMs = performance.now() - startedMs;
  const { user, system } = process.cpuUsage(cpu);
  latencies.sort((a, b) => a - b);
  const at = (part: number) => latencies[Math.floor(latencies.length * part)] ?? 0;
  return { perSecond: (count / wallMs) * 1_000, p50: at(0.5), p99: at(0.99), cpuMs: (user + system) / 1_000 / count };
}

function report(label: string, { perSecond, p50, p99, cpuMs }: Awaited<ReturnType<typeof load>>): void {
  console.log(
    `${label.padEnd(32)} ${perSecond.toFixed(0).padStart(6)}/s  p50 ${p50.toFixed(2)} ms  p99 ${p99.toFixed(2)} ms  CPU ${cpuMs.toFixed(3)} ms`,
  );
}

async function reportStages(): Promise<void> {
  console.log("\nstage      p50 at most   mean");
  const histogram = (await registry.getMetricsAsJSON()).find(({ name }) => name === "plainchart_stage_seconds");
  const values = histogram?.values as {
    labels: { stage: string; le?: number | string };
    value: number;
    metricName?: string;
  }[];
  for (const stage of new Set(values.map(({ labels }) => labels.stage))) {
    const mine = values.filter(({ labels }) => labels.stage === stage);
    const total = mine.find(({ metricName }) => metricName?.endsWith("_count"))?.value ?? 0;
    const sum = mine.find(({ metricName }) => metricName?.endsWith("_sum"))?.value ?? 0;
    const median = mine.find(({ labels, value }) => typeof labels.le === "number" && value >= total / 2)?.labels.le;
    console.log(
      `${stage.padEnd(10)} ${`${Number(median) * 1_000} ms`.padStart(10)}   ${((sum / total) * 1_000).toFixed(3)} ms`,
    );
  }
}

async function benchmarkCache(): Promise<void> {
  const value = { rows: Array.from({ length: 20 }, (_, index) => ({ index, name: `row ${index}` })) };
  const cached = createCachedFunction(async () => value, ["bench"], {
    revalidate: 600,
    scope: "global",
    tags: ["bench"],
  });
  await cached();
  await redis().set("bench:bare", JSON.stringify(value));
  const measure = async (call: () => Promise<unknown>) => {
    const times: number[] = [];
    for (let index = 0; index < 1_500; index++) {
      const beganMs = performance.now();
      await call();
      times.push(performance.now() - beganMs);
    }
    return times.sort((a, b) => a - b)[750]!;
  };
  for (let round = 1; round <= ROUNDS; round++) {
    const bare = await measure(() => redis().get("bench:bare"));
    const hit = await measure(() => cached());
    console.log(
      `cache round ${round}  bare GET p50 ${(bare * 1_000).toFixed(0)} us  hit p50 ${(hit * 1_000).toFixed(0)} us  ratio ${(hit / bare).toFixed(2)}`,
    );
  }
}

type Stack = { env: Record<string, string>; slug: string; email: string; password: string; stop: () => void };

/** The embedded stack in another process, so that its work is not counted as ours. */
function startStack(): Promise<Stack> {
  const child = fork(new URL("./stack-process.ts", import.meta.url), { stdio: "inherit" });
  return new Promise((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`the stack ended with ${code}`)));
    child.once("message", (message) =>
      resolve({ ...(message as Omit<Stack, "stop">), stop: () => void child.send("stop") }),
    );
  });
}

async function signIn({ env, email, password }: Stack): Promise<string> {
  const response = await fetch(`${env["SUPABASE_URL"]}/auth/v1/token?grant_type=password`, {
    method: "POST",
    headers: { apikey: env["SUPABASE_PUBLISHABLE_KEY"] ?? "", "content-type": "application/json" },
    body: JSON.stringify({ email, password }),
  });
  const { user: _, ...session } = (await response.json()) as Record<string, unknown>;
  return `${SESSION_COOKIE}=base64-${Buffer.from(JSON.stringify(session)).toString("base64url")}`;
}
