import { randomUUID } from "node:crypto";
import { createServer } from "node:net";
import type { UIMessageChunk } from "ai";
import { expect, test } from "vitest";
import { setEnv } from "#app/server/platform/env.ts";
import { closeRedis } from "#app/server/platform/redis.ts";
import { followRun } from "#app/server/runs/follow-run.ts";
import { claimRun } from "#app/server/runs/run-store.ts";
import { drainRuns, startRun } from "#app/server/runs/start-run.ts";
import { useTestStack } from "#test/stack.ts";

const stack = await useTestStack();
const WORKER = "test-worker";

for (const [what, listen] of [
  ["refuses connections", false],
  ["accepts and never answers", true],
] as const) {
  test(`a question is answered and stored while Redis ${what}`, { timeout: 40_000 }, async () => {
    await using far = await brokenRedis(listen);
    setEnv({ ...stack.env, UPSTASH_REDIS_REST_URL: far.url });
    closeRedis();
    try {
      const { id: orgId, owner } = await stack.createOrganization();
      const target = { kind: "warehouse" as const, orgId };
      const ids = { conversationId: randomUUID(), messageId: randomUUID(), runId: randomUUID() };
      await claimRun(owner.client, { ...ids, orgId, question: "How many?", target, worker: WORKER });
      const key = { orgId, runId: ids.runId };
      startRun(key, WORKER, async function* () {
        yield { type: "data-status", id: "status", data: { stage: "done" } };
        return { status: "done", analyst: "offline", errorCode: null, plan: null };
      });
      const chunks: UIMessageChunk[] = [];
      for await (const chunk of followRun(key, { signal: AbortSignal.timeout(20_000) })) chunks.push(chunk);
      expect(chunks.map(({ type }) => type)).toEqual(["data-status", "finish"]);
      const { data } = await owner.client.from("runs").select("status").eq("id", key.runId).single();
      expect(data).toEqual({ status: "done" });
      const startedAt = performance.now();
      await drainRuns(1_000);
      expect(performance.now() - startedAt).toBeLessThan(12_000);
    } finally {
      setEnv(stack.env);
      closeRedis();
    }
  });
}

async function brokenRedis(listen: boolean): Promise<AsyncDisposable & { url: string }> {
  const sockets = new Set<{ destroy(): void }>();
  const server = createServer((socket) => void sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const close = () =>
    new Promise<void>((resolve) => {
      for (const socket of sockets) socket.destroy();
      server.close(() => resolve());
    });
  if (!listen) await close();
  return { url: `http://127.0.0.1:${port}`, [Symbol.asyncDispose]: () => (listen ? close() : Promise.resolve()) };
}
