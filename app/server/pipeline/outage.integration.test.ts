import { createServer } from "node:net";

import { expect, onTestFinished, test } from "vitest";
import { z } from "zod";

import { resetServiceClient } from "#app/server/auth/service-client.ts";
import { userClient } from "#app/server/auth/user-client.ts";
import { ACTION_RATE_LIMITS } from "#app/server/limits/rate-limit.ts";
import { defineAction } from "#app/server/pipeline/define-action.ts";
import { inRequest } from "#app/server/pipeline/in-request.fixture.ts";
import { setEnv } from "#app/server/platform/env.ts";
import { handleDbError } from "#app/server/platform/handle-db-error.ts";
import { useTestStack } from "#test/stack.ts";

const stack = await useTestStack();

const readOwn = defineAction({
  name: "test:read-own",
  access: "viewer",
  limit: { ...ACTION_RATE_LIMITS.ANALYTICS_QUERY, maxRequests: 10_000 },
  input: z.object({}),
  run: async ({ auth }) => {
    const { data, error } = await userClient().from("organizations").select("id").eq("id", auth.orgId);
    if (error !== null) throw handleDbError(error, "read own organisation");
    return data.length;
  },
});

async function member() {
  const { slug, owner } = await stack.createOrganization();
  return { path: `/o/${slug}`, cookie: stack.sessionCookie(owner) };
}

const CLEAR = ["SERVICE_UNAVAILABLE", "DATABASE_ERROR"];

test("with every database connection cut each action ends in an answer or a clear error, and the next ones answer", async () => {
  const request = await member();
  const call = () => inRequest(request, () => readOwn({}));
  await call();
  // At a quiet moment: cut in the middle of a write, postgres.js throws from a timer (see process-guards.ts).
  await stack.admin`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`;
  const startedMs = performance.now();
  for (const settled of await Promise.allSettled(Array.from({ length: 20 }, call))) {
    if (settled.status === "rejected") expect(CLEAR).toContain((settled.reason as { code: string }).code);
    else expect(settled.value).toBe(1);
  }
  expect(performance.now() - startedMs).toBeLessThan(10_000);
  await expect.poll(() => call().catch(() => 0), { timeout: 5_000 }).toBe(1);
});

test("with the data service gone an action fails clearly and soon", async () => {
  const request = await member();
  setEnv({ ...stack.env, SUPABASE_URL: "http://127.0.0.1:9" });
  resetServiceClient();
  onTestFinished(() => {
    setEnv(stack.env);
    resetServiceClient();
  });
  const startedMs = performance.now();
  await expect(inRequest(request, () => readOwn({}))).rejects.toMatchObject({
    code: "SERVICE_UNAVAILABLE",
    status: 503,
  });
  expect(performance.now() - startedMs).toBeLessThan(3_000);
});

test("with the data service accepting and never answering an action gives up after some seconds", async () => {
  const request = await member();
  const silent = createServer((socket) => socket.on("error", () => {}));
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  const { port } = silent.address() as { port: number };
  setEnv({ ...stack.env, SUPABASE_URL: `http://127.0.0.1:${port}` });
  resetServiceClient();
  onTestFinished(() => {
    setEnv(stack.env);
    resetServiceClient();
    silent.close();
  });
  const startedMs = performance.now();
  await expect(inRequest(request, () => readOwn({}))).rejects.toMatchObject({ code: "SERVICE_UNAVAILABLE" });
  expect(performance.now() - startedMs).toBeLessThan(9_000);
});
