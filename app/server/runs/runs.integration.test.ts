import { randomUUID } from "node:crypto";
import type { UIMessageChunk } from "ai";
import { expect, test } from "vitest";
import { followRun } from "#app/server/runs/follow-run.ts";
import { flagStop, type RunKey } from "#app/server/runs/run-log.ts";
import { claimRun } from "#app/server/runs/run-store.ts";
import { startRun, type Turn } from "#app/server/runs/start-run.ts";
import { useTestStack, type TestUser } from "#test/stack.ts";

const stack = await useTestStack();
const WORKER = "test-worker";

test("twenty claims of one message start one run", async () => {
  const { id: orgId, owner } = await stack.createOrganization();
  const ids = { conversationId: randomUUID(), messageId: randomUUID() };
  const claims = await Promise.all(Array.from({ length: 20 }, () => claim(owner, orgId, ids)));
  expect(claims.filter((one) => one.claimed)).toHaveLength(1);
  expect(new Set(claims.map((one) => one.runId)).size).toBe(1);
});

test("two readers, one of them late, see the whole run and the answer is stored", async () => {
  const { key, owner } = await claimedRun();
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  startRun(key, WORKER, async function* () {
    yield text("status", { stage: "reading" });
    await released;
    yield text("status", { stage: "done" });
    return { status: "done", analyst: "offline", errorCode: null, plan: { question: "q" } };
  });
  const early = collect(key);
  release();
  const late = collect(key);
  const [first, second] = await Promise.all([early, late]);
  expect(first.map((chunk) => chunk.type)).toEqual(["data-status", "data-status", "finish"]);
  expect(second).toEqual(first);
  expect(await collect(key, 1)).toEqual(first.slice(1));

  const { data: runs } = await owner.client.from("runs").select("status, plan").eq("id", key.runId);
  expect(runs).toEqual([{ status: "done", plan: { question: "q" } }]);
  const { data: messages } = await owner.client.from("messages").select("parts").eq("run_id", key.runId);
  expect(messages).toEqual([{ parts: [{ type: "data-status", id: "status", data: { stage: "done" } }] }]);
});

test("a stop reaches the turn within two seconds and keeps what had arrived", async () => {
  const { key, owner } = await claimedRun();
  startRun(key, WORKER, endless());
  const reader = collect(key);
  const stoppedAt = performance.now();
  await flagStop(key);
  const chunks = await reader;
  expect(performance.now() - stoppedAt).toBeLessThan(2_000);
  expect(chunks.at(-1)).toEqual({ type: "finish" });
  const { data } = await owner.client.from("runs").select("status").eq("id", key.runId).single();
  expect(data).toEqual({ status: "stopped" });
});

test("a turn that throws ends with words for the reader and a failed run", async () => {
  const { key, owner } = await claimedRun();
  startRun(key, WORKER, async function* () {
    yield text("status", { stage: "reading" });
    throw new Error("a secret of ours");
  });
  const chunks = await collect(key);
  expect(JSON.stringify(chunks)).not.toContain("secret");
  expect(chunks.some((chunk) => chunk.type === "data-failure")).toBe(true);
  const { data } = await owner.client.from("runs").select("status, error_code").eq("id", key.runId).single();
  expect(data).toEqual({ status: "failed", error_code: "INTERNAL" });
});

test("a run whose worker died is told apart from one that is slow", async () => {
  const { key, owner } = await claimedRun();
  await stack.admin`update public.runs set lease_expires_at = now() - interval '1 second' where id = ${key.runId}`;
  const chunks = await collect(key);
  expect(chunks).toHaveLength(1);
  expect(chunks[0]).toMatchObject({ type: "error" });
  const { data } = await owner.client.from("runs").select("status").eq("id", key.runId).single();
  expect(data).toEqual({ status: "interrupted" });
});

async function claimedRun(): Promise<{ key: RunKey; owner: TestUser }> {
  const { id: orgId, owner } = await stack.createOrganization();
  const { runId } = await claim(owner, orgId, { conversationId: randomUUID(), messageId: randomUUID() });
  return { key: { orgId, runId }, owner };
}

function claim(user: TestUser, orgId: string, ids: { conversationId: string; messageId: string }) {
  const target = { kind: "warehouse" as const, orgId };
  return claimRun(user.client, { ...ids, orgId, runId: randomUUID(), question: "How many?", target, worker: WORKER });
}

function endless(): Turn {
  return async function* (signal) {
    yield text("status", { stage: "running" });
    await new Promise((resolve) => signal.addEventListener("abort", resolve));
    return { status: "stopped", analyst: null, errorCode: "CANCELLED", plan: null };
  };
}

function text(name: string, data: unknown): UIMessageChunk {
  return { type: `data-${name}`, id: name, data };
}

async function collect(key: RunKey, offset = 0): Promise<UIMessageChunk[]> {
  const chunks: UIMessageChunk[] = [];
  for await (const chunk of followRun(key, { offset, signal: AbortSignal.timeout(20_000) })) chunks.push(chunk);
  return chunks;
}
