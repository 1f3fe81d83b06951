import { inspect } from "node:util";
import { simulateReadableStream } from "ai";
import { MockLanguageModelV4 } from "ai/test";
import { expect, test } from "vitest";
import { createLanguageModel } from "#app/server/analyst/model/create-language-model.ts";
import { createModelAnalyst, type ModelAnalystOptions } from "#app/server/analyst/model/model-analyst.ts";
import {
  failing,
  finish,
  type OpenAiStub,
  startOpenAiStub,
  startStream,
  streamed,
  writePiece,
} from "#app/server/analyst/model/openai-stub.fixture.ts";
import type { AnalystRequest, AnalystUpdate } from "#app/shared/analyst.ts";

const request: AnalystRequest = {
  question: "How many companies are there?",
  catalog: {
    target: { kind: "connected", dataSourceId: "t" },
    version: "1",
    tables: [
      {
        id: "companies",
        schema: "public",
        name: "companies",
        qualified: false,
        kind: "table",
        comment: null,
        rowCount: 3,
        columns: [],
        primaryKey: [],
      },
    ],
    relationships: [],
    glossary: [],
    verified: [],
  },
  history: [],
  now: "2026-11-22T10:00:00Z",
};

const sqlAnswer = JSON.stringify({
  kind: "sql",
  interpretation: "Counted companies.",
  assumptions: ["Closed companies count too."],
  sql: "select count(*) from companies",
  confidence: 0.9,
  chart: null,
  message: "",
  choices: [],
  unplacedWords: [],
});

function analystOn(stub: OpenAiStub, options: Partial<ModelAnalystOptions> = {}) {
  const model = createLanguageModel({
    provider: "openai-compatible",
    name: "stub",
    apiKey: "key",
    baseUrl: stub.baseUrl,
  });
  return createModelAnalyst({ model, sharing: "values", ...options });
}

async function ask(
  analyst: ReturnType<typeof createModelAnalyst>,
  signal = new AbortController().signal,
): Promise<AnalystUpdate[]> {
  const updates: AnalystUpdate[] = [];
  for await (const update of analyst.analyse(request, { signal })) updates.push(update);
  return updates;
}

test("interpretation and SQL stream in before the answer is final", async () => {
  const stub = await startOpenAiStub(streamed(sqlAnswer));
  const updates = await ask(analystOn(stub));
  const partial = updates.filter((update) => !update.final);
  expect(partial.length).toBeGreaterThan(2);
  expect(partial.find(({ interpretation }) => interpretation?.summary)?.sql).toBeUndefined();
  expect(updates.at(-1)).toMatchObject({
    final: true,
    analyst: "model",
    answer: {
      kind: "sql",
      sql: "select count(*) from companies",
      confidence: 0.9,
      assumptions: ["Closed companies count too."],
    },
  });
  expect(stub.requests).toHaveLength(1);
  expect(stub.requests[0]).toMatchObject({
    path: "/v1/chat/completions",
    authorization: "Bearer key",
    body: { model: "stub", stream: true },
  });
  expect(JSON.stringify(stub.requests[0]?.body)).toContain("How many companies are there?");
});

test("a short Retry-After is waited for once", async () => {
  const stub = await startOpenAiStub(failing(429, { "retry-after": "0" }), streamed(sqlAnswer));
  expect((await ask(analystOn(stub))).at(-1)).toMatchObject({ final: true });
  expect(stub.requests).toHaveLength(2);
});

test("a long Retry-After is an outage at once", async () => {
  const stub = await startOpenAiStub(failing(429, { "retry-after": "30" }));
  await expect(ask(analystOn(stub))).rejects.toMatchObject({ code: "MODEL_UNAVAILABLE" });
  expect(stub.requests).toHaveLength(1);
});

test("a server that keeps failing is tried twice, a wrong key once, and neither says more than its code", async () => {
  const broken = await startOpenAiStub(failing(503));
  await expect(ask(analystOn(broken))).rejects.toThrow("The language model is not answering.");
  expect(broken.requests).toHaveLength(2);
  const locked = await startOpenAiStub(failing(401));
  await expect(ask(analystOn(locked))).rejects.toMatchObject({ code: "MODEL_UNAVAILABLE" });
  expect(locked.requests).toHaveLength(1);
});

test("the private cause holds neither prompt nor key", async () => {
  const stub = await startOpenAiStub(failing(401));
  const error = await ask(analystOn(stub)).catch((cause: unknown) => cause);
  expect(inspect(error, { depth: 10 })).toContain("HTTP 401");
  expect(inspect(error, { depth: 10 })).not.toMatch(/companies|Bearer|stub says/);
});

test("a server that refuses a JSON schema is asked without one, also the next time", async () => {
  const stub = await startOpenAiStub((response, { body }) =>
    (body.response_format ? failing(400) : streamed(sqlAnswer))(response, { path: "", authorization: "", body }),
  );
  const analyst = analystOn(stub);
  expect((await ask(analyst)).at(-1)).toMatchObject({ final: true });
  await ask(analyst);
  expect(stub.requests.map(({ body }) => body.response_format !== undefined)).toEqual([true, false, false]);
});

test("nobody listening is an outage", async () => {
  const stub = { baseUrl: "http://127.0.0.1:9/v1", requests: [], closed: () => Promise.resolve() };
  await expect(ask(analystOn(stub))).rejects.toMatchObject({ code: "MODEL_UNAVAILABLE" });
});

test("an answer cut off in the middle is not used", async () => {
  const stub = await startOpenAiStub((response) => {
    startStream(response);
    writePiece(response, sqlAnswer.slice(0, 90));
    response.destroy();
  });
  await expect(ask(analystOn(stub))).rejects.toMatchObject({ code: "MODEL_UNAVAILABLE" });
});

test("an answer that reached its limit of tokens is not used, though it may look whole", async () => {
  const stub = await startOpenAiStub((response) => {
    startStream(response);
    writePiece(response, sqlAnswer);
    finish(response, "length");
  });
  await expect(ask(analystOn(stub))).rejects.toMatchObject({ code: "MODEL_UNAVAILABLE" });
});

test.each([
  ["words", "I think there are five companies."],
  ["another shape", '{"count": 5}'],
  ["nothing", ""],
  ["broken events", "\u0000{{{"],
])("garbage is an outage, not an answer: %s", async (_, text) => {
  const stub = await startOpenAiStub(streamed(text));
  await expect(ask(analystOn(stub))).rejects.toMatchObject({ code: "MODEL_UNAVAILABLE" });
});

test("an answer that never ends is stopped, and the connection let go", async () => {
  const stub = await startOpenAiStub(async (response) => {
    startStream(response);
    while (!response.destroyed) {
      if (!writePiece(response, "x".repeat(500)))
        await new Promise((resolve) => response.once("drain", resolve).once("close", resolve));
      await new Promise((resolve) => setImmediate(resolve));
    }
  });
  await expect(ask(analystOn(stub, { budget: { outputTokens: 100 } }))).rejects.toMatchObject({
    code: "MODEL_UNAVAILABLE",
  });
  await stub.closed(0);
});

test("a server that falls silent is given up on", async () => {
  const stub = await startOpenAiStub((response) => {
    startStream(response);
    writePiece(response, '{"kind": "sql",');
  });
  await expect(ask(analystOn(stub, { budget: { silenceMs: 100, firstCharacterMs: 100 } }))).rejects.toMatchObject({
    code: "MODEL_UNAVAILABLE",
  });
  await stub.closed(0);
});

test("a server that never starts is given up on", async () => {
  const stub = await startOpenAiStub(startStream);
  await expect(ask(analystOn(stub, { budget: { firstCharacterMs: 100 } }))).rejects.toMatchObject({
    code: "MODEL_UNAVAILABLE",
  });
  await stub.closed(0);
});

test("the whole takes no longer than its budget, even if something always arrives", async () => {
  const stub = await startOpenAiStub((response) => {
    startStream(response);
    const timer = setInterval(() => writePiece(response, " "), 20);
    response.on("close", () => clearInterval(timer));
  });
  await expect(ask(analystOn(stub, { budget: { totalMs: 200 } }))).rejects.toMatchObject({ code: "MODEL_UNAVAILABLE" });
  await stub.closed(0);
});

test("stopping cancels the call and is no outage", async () => {
  const controller = new AbortController();
  const stub = await startOpenAiStub((response) => {
    startStream(response);
    writePiece(response, sqlAnswer.slice(0, 60));
    controller.abort(new Error("stopped by the asker"));
  });
  await expect(ask(analystOn(stub), controller.signal)).rejects.toThrow("stopped by the asker");
  await stub.closed(0);
});

test("usage is reported for quotas", async () => {
  const stub = await startOpenAiStub(streamed(sqlAnswer));
  const usages: unknown[] = [];
  await ask(analystOn(stub, { onUsage: (usage) => usages.push(usage) }));
  expect(usages).toEqual([{ inputTokens: 120, outputTokens: 30 }]);
});

test("clarifications and refusals come through the SDK's own interface too", async () => {
  const usage = {
    inputTokens: { total: 1, noCache: 1, cacheRead: undefined, cacheWrite: undefined },
    outputTokens: { total: 1, text: 1, reasoning: undefined },
  };
  const reply = {
    kind: "clarify",
    message: "Which year?",
    choices: [{ label: "2023", question: "Companies of 2023?" }],
  };
  const model = new MockLanguageModelV4({
    doStream: async () => ({
      stream: simulateReadableStream({
        chunks: [
          { type: "text-start", id: "1" },
          { type: "text-delta", id: "1", delta: JSON.stringify(reply) },
          { type: "text-end", id: "1" },
          { type: "finish", finishReason: { unified: "stop", raw: undefined }, usage },
        ],
      }),
    }),
  });
  const updates = await ask(createModelAnalyst({ model, sharing: "schema" }));
  expect(updates.at(-1)).toMatchObject({
    answer: { kind: "clarification", message: "Which year?", choices: reply.choices },
  });
  expect(model.doStreamCalls[0]?.responseFormat).toMatchObject({ type: "json" });
  expect(model.doStreamCalls[0]?.maxOutputTokens).toBe(8_000);
});
