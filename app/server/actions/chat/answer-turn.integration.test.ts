import { randomUUID } from "node:crypto";
import type { UIMessageChunk } from "ai";
import { expect, test } from "vitest";
import { answerTurn } from "#app/server/actions/chat/answer-turn.ts";
import { failing, startOpenAiStub, streamed, type OpenAiStub } from "#app/server/analyst/model/openai-stub.fixture.ts";
import { setEnv } from "#app/server/platform/env.ts";
import { claimRun } from "#app/server/runs/run-store.ts";
import { DEMO_USERS, NORTHWIND_ID } from "#local/demo-users.ts";
import { useTestStack } from "#test/stack.ts";

const stack = await useTestStack();
const WORKER = "test-worker";
const target = { kind: "warehouse" as const, orgId: NORTHWIND_ID };

test("a question runs from reading to chart, in the order in which a reader checks it", async () => {
  const { parts, summary } = await ask("How many active projects does each company have?");
  expect(parts.map(({ type }) => type)).toEqual(
    expect.arrayContaining([
      "data-interpretation",
      "data-sql",
      "data-result",
      "data-chart",
      "text",
      "data-suggestions",
    ]),
  );
  const order = ["data-interpretation", "data-sql", "data-result", "data-chart", "text"];
  const first = order.map((type) => parts.findIndex((part) => part.type === type));
  expect(first).toEqual([...first].sort((a, b) => a - b));
  expect(summary).toMatchObject({ status: "done", analyst: "offline", errorCode: null });
  const { data } = await stack.service.from("results").select("row_count, chart").eq("org_id", NORTHWIND_ID);
  expect(data?.some(({ row_count, chart }) => row_count > 1 && chart?.type === "bar")).toBe(true);
});

test("a question about nothing in the data gets a refusal and runs no SQL", async () => {
  const { parts } = await ask("What is the airspeed velocity of an unladen swallow?");
  expect(parts.some(({ type }) => type === "data-refusal")).toBe(true);
  expect(parts.some(({ type }) => type === "data-sql")).toBe(false);
});

test("a model's answer is guarded, run and named as the model's", async () => {
  await withModel(streamed(modelAnswer("select count(*) as projects from projects")), async () => {
    const { parts, summary } = await ask("How many projects are there?");
    expect(summary).toMatchObject({ status: "done", analyst: "model" });
    expect(partOf(parts, "data-result")).toMatchObject({ rowCount: 1 });
  });
});

test("SQL that the guard refuses goes back to the model once and is mended", async () => {
  const bad = streamed(modelAnswer("select pg_sleep(10)"));
  const good = streamed(modelAnswer("select count(*) as projects from projects"));
  await withModel([bad, good], async (stub) => {
    const { parts } = await ask("How many projects are there?");
    expect(partOf(parts, "data-result")).toMatchObject({ rowCount: 1 });
    expect(stub.requests).toHaveLength(2);
  });
});

test("a model that insists on refused SQL ends in words, without its SQL being run", async () => {
  await withModel(streamed(modelAnswer("select pg_sleep(10)")), async () => {
    const { parts } = await ask("How many projects are there?");
    expect(partOf(parts, "data-result")).toBeUndefined();
    expect(partOf(parts, "data-refusal") ?? partOf(parts, "data-failure")).toBeDefined();
  });
});

test("a model that goes back and forth between refused answers is not asked for ever", async () => {
  const [one, two] = [streamed(modelAnswer("select pg_sleep(1)")), streamed(modelAnswer("select pg_sleep(2)"))];
  await withModel([one, two, one, two, one, two], async (stub) => {
    const { parts } = await ask("How many projects are there?");
    expect(partOf(parts, "data-failure")).toMatchObject({ code: "SQL_REFUSED" });
    expect(stub.requests).toHaveLength(3);
  });
});

test("when the provider is down the built-in analyst answers and says so", async () => {
  await withModel(failing(500), async () => {
    const { parts, summary } = await ask("How many projects are there by status?");
    expect(summary).toMatchObject({ status: "done", analyst: "offline" });
    expect(partOf(parts, "data-notice")).toMatchObject({ kind: "fallback" });
    expect(partOf(parts, "data-result")).toMatchObject({ rowCount: 5 });
  });
});

test("a stopped turn keeps what it has and runs nothing more", async () => {
  const { parts, summary } = await ask("How many projects are there?", AbortSignal.abort("stopped"));
  expect(summary).toMatchObject({ status: "stopped", errorCode: "CANCELLED" });
  expect(partOf(parts, "data-status")).toEqual({ stage: "stopped" });
});

type Part = { type: string; id?: string; data?: unknown; text?: string };

async function ask(question: string, signal = new AbortController().signal) {
  const ada = DEMO_USERS[0]!;
  const { data, error } = await stack.anonymous.auth.signInWithPassword(ada);
  if (error) throw error;
  const key = { orgId: NORTHWIND_ID, runId: randomUUID() };
  const ids = { conversationId: randomUUID(), messageId: randomUUID() };
  await claimRun(stack.anonymous, { ...ids, ...key, question, target, worker: WORKER });
  expect(data.user?.id).toBe(ada.id);
  const turn = answerTurn({ key, worker: WORKER, question, target, history: [], now: "2026-11-22T12:00:00.000Z" });
  const chunks = turn(signal);
  const parts = new Map<string, Part>();
  for (;;) {
    const next = await chunks.next();
    if (next.done) return { parts: [...parts.values()], summary: next.value };
    addPart(parts, next.value);
  }
}

function addPart(parts: Map<string, Part>, chunk: UIMessageChunk) {
  if (chunk.type === "text-start") parts.set("text", { type: "text", text: "" });
  else if (chunk.type.startsWith("data-")) parts.set(`${chunk.type} ${"id" in chunk ? chunk.id : ""}`, chunk as Part);
}

function partOf(parts: Part[], type: string): unknown {
  return parts.find((part) => part.type === type)?.data;
}

async function withModel(
  replies: Parameters<typeof startOpenAiStub>[0] | Parameters<typeof startOpenAiStub>[0][],
  run: (stub: OpenAiStub) => Promise<void>,
) {
  const stub = await startOpenAiStub(...(Array.isArray(replies) ? replies : [replies]));
  setEnv({
    ...stack.env,
    MODEL_PROVIDER: "openai-compatible",
    MODEL_NAME: `stub-${randomUUID()}`,
    MODEL_BASE_URL: stub.baseUrl,
    MODEL_API_KEY: "key",
  });
  try {
    await run(stub);
  } finally {
    setEnv(stack.env);
  }
}

function modelAnswer(sql: string): string {
  return JSON.stringify({
    kind: "sql",
    interpretation: "Counted projects.",
    assumptions: [],
    sql,
    confidence: 0.9,
    chart: null,
    message: "",
    choices: [],
    unplacedWords: [],
  });
}
