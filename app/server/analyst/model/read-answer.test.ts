import { expect, test } from "vitest";
import { readAnswer, readPartialAnswer } from "#app/server/analyst/model/read-answer.ts";
import { isSameSql, toAnalystAnswer } from "#app/server/analyst/model/to-analyst-answer.ts";
import type { AnalystRequest } from "#app/shared/analyst.ts";

const request: AnalystRequest = {
  question: "q",
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

test("an answer in a fence, with words around it or with fields missing is read", () => {
  const answer = readAnswer(
    'Here you go:\n```json\n{"kind": "sql", "sql": "select 1", "confidence": "0.7"}\n```\nAnything else?',
  );
  expect(answer).toMatchObject({ kind: "sql", sql: "select 1", confidence: 0.7, assumptions: [], chart: null });
});

test.each([
  ["cut off", '{"kind": "sql", "sql": "select 1 from compan'],
  ["no JSON", "I would rather not"],
  ["another shape", '{"answer": 42}'],
  ["", ""],
])("%s is no answer", (_, text) => expect(readAnswer(text)).toBeNull());

test("half an answer shows what it has", async () => {
  expect(await readPartialAnswer('{"kind": "sql", "interpretation": "Counted compan')).toEqual({
    summary: "Counted compan",
  });
  expect(await readPartialAnswer("Let me think")).toEqual({});
});

test("a query loses its fence and semicolon", () => {
  const answer = readAnswer(JSON.stringify({ kind: "sql", sql: "```sql\nselect 1;\n```" }));
  expect(answer && toAnalystAnswer(answer, request)).toMatchObject({ kind: "sql", sql: "select 1" });
});

test("a repair that repeats the failed query is a refusal", () => {
  const answer = readAnswer(JSON.stringify({ kind: "sql", sql: "SELECT  1 ;" }));
  const repair = { sql: "select 1", code: "X", message: "y" };
  expect(answer && toAnalystAnswer(answer, { ...request, repair })).toMatchObject({
    kind: "refusal",
    reason: "low_confidence",
  });
  expect(isSameSql("select 'A'", "select 'a'")).toBe(false);
});

test("a clarification without choices and SQL without a query are refusals", () => {
  for (const text of ['{"kind": "clarify", "message": "Which?"}', '{"kind": "sql", "sql": " "}']) {
    const answer = readAnswer(text);
    expect(answer && toAnalystAnswer(answer, request).kind).toBe("refusal");
  }
});
