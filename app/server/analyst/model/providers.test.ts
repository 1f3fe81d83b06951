import type { ServerResponse } from "node:http";
import { expect, test } from "vitest";
import { createLanguageModel } from "#app/server/analyst/model/create-language-model.ts";
import { createModelAnalyst, type ModelUsage } from "#app/server/analyst/model/model-analyst.ts";
import type { ModelProvider } from "#app/server/analyst/model/model-config.ts";
import { startOpenAiStub, type StubReply } from "#app/server/analyst/model/openai-stub.fixture.ts";
import type { AnalystRequest, AnalystUpdate } from "#app/shared/analyst.ts";

const answer = JSON.stringify({
  kind: "sql",
  interpretation: "Counted companies.",
  assumptions: [],
  sql: "select count(*) from companies",
  confidence: 0.8,
  chart: null,
  message: "",
  choices: [],
  unplacedWords: [],
});
const halves = [answer.slice(0, 80), answer.slice(80)];

const request: AnalystRequest = {
  question: "How many companies?",
  catalog: {
    target: { kind: "connected", dataSourceId: "t" },
    version: "1",
    tables: [],
    relationships: [],
    glossary: [],
    verified: [],
  },
  history: [],
  now: "2026-11-22T10:00:00Z",
};

function send(response: ServerResponse, events: Record<string, unknown>[]): void {
  response.writeHead(200, { "content-type": "text/event-stream" });
  for (const event of events) {
    const name = typeof event.type === "string" ? `event: ${event.type}\n` : "";
    response.write(`${name}data: ${JSON.stringify(event)}\n\n`);
  }
  response.end();
}

/** The provider's stream of one text answer, as its public API documents it. */
const openAiResponses: StubReply = (response) => {
  const item = { type: "message", id: "m", role: "assistant" };
  send(response, [
    { type: "response.created", response: { id: "r", created_at: 1, model: "stub" } },
    { type: "response.output_item.added", output_index: 0, item: { ...item, status: "in_progress", content: [] } },
    ...halves.map((delta) => ({
      type: "response.output_text.delta",
      item_id: "m",
      output_index: 0,
      content_index: 0,
      delta,
    })),
    {
      type: "response.output_item.done",
      output_index: 0,
      item: { ...item, status: "completed", content: [{ type: "output_text", text: answer, annotations: [] }] },
    },
    {
      type: "response.completed",
      response: {
        id: "r",
        created_at: 1,
        model: "stub",
        usage: { input_tokens: 5, output_tokens: 9, input_tokens_details: {}, output_tokens_details: {} },
      },
    },
  ]);
};

const anthropicMessages: StubReply = (response, { body }) => {
  // Models without a JSON mode are given a tool to answer with.
  const tool = Array.isArray(body.tools);
  const block = tool ? { type: "tool_use", id: "t", name: "json", input: {} } : { type: "text", text: "" };
  send(response, [
    {
      type: "message_start",
      message: {
        id: "m",
        type: "message",
        role: "assistant",
        model: "stub",
        content: [],
        stop_reason: null,
        stop_sequence: null,
        usage: { input_tokens: 5, output_tokens: 1 },
      },
    },
    { type: "content_block_start", index: 0, content_block: block },
    ...halves.map((text) => ({
      type: "content_block_delta",
      index: 0,
      delta: tool ? { type: "input_json_delta", partial_json: text } : { type: "text_delta", text },
    })),
    { type: "content_block_stop", index: 0 },
    {
      type: "message_delta",
      delta: { stop_reason: tool ? "tool_use" : "end_turn", stop_sequence: null },
      usage: { output_tokens: 9 },
    },
    { type: "message_stop" },
  ]);
};

const googleStream: StubReply = (response) => {
  const part = (text: string) => ({ content: { role: "model", parts: [{ text }] }, index: 0 });
  send(response, [
    { candidates: [part(halves[0] ?? "")] },
    {
      candidates: [{ ...part(halves[1] ?? ""), finishReason: "STOP" }],
      usageMetadata: { promptTokenCount: 5, candidatesTokenCount: 9, totalTokenCount: 14 },
    },
  ]);
};

test.each<[ModelProvider, string, string, StubReply, string]>([
  ["openai", "gpt-5-mini", "/v1/responses", openAiResponses, '"json_schema"'],
  ["anthropic", "claude-sonnet-4-5", "/v1/messages", anthropicMessages, '"json_schema"'],
  ["anthropic", "claude-3-haiku-20240307", "/v1/messages", anthropicMessages, '"tool_choice"'],
  [
    "google",
    "gemini-2.5-flash",
    "/v1/models/gemini-2.5-flash:streamGenerateContent?alt=sse",
    googleStream,
    '"application/json"',
  ],
])("%s's own protocol, %s", async (provider, name, path, reply, mode) => {
  const stub = await startOpenAiStub(reply);
  const usages: ModelUsage[] = [];
  const model = createLanguageModel({ provider, name, apiKey: "key", baseUrl: stub.baseUrl });
  const analyst = createModelAnalyst({ model, sharing: "schema", onUsage: (usage) => usages.push(usage) });
  let last: AnalystUpdate | undefined;
  for await (const update of analyst.analyse(request, { signal: new AbortController().signal })) last = update;
  expect(last).toMatchObject({ final: true, answer: { kind: "sql", sql: "select count(*) from companies" } });
  expect(usages).toEqual([{ inputTokens: 5, outputTokens: 9 }]);
  expect(stub.requests).toHaveLength(1);
  expect(stub.requests[0]?.path).toBe(path);
  expect(JSON.stringify(stub.requests[0]?.body)).toContain(mode);
});
