import { afterEach, expect, test } from "vitest";

import { generateSQL } from "#app/server/actions/chat/generate-sql.ts";
import { generateSQLStream } from "#app/server/actions/chat/generate-sql-stream.ts";
import { startOpenAiStub, streamed, type OpenAiStub } from "#app/server/analyst/model/openai-stub.fixture.ts";
import { inRequest } from "#app/server/pipeline/in-request.fixture.ts";
import { setEnv } from "#app/server/platform/env.ts";
import { NORTHWIND_ID } from "#local/demo-users.ts";
import { useTestStack } from "#test/stack.ts";

const stack = await useTestStack();
const member = await stack.createUser();
await stack.addMember(NORTHWIND_ID, member, "member");

afterEach(() => void setEnv(stack.env));

function useModel({ baseUrl }: OpenAiStub): void {
  setEnv({ ...stack.env, MODEL_PROVIDER: "openai-compatible", MODEL_NAME: "stub", MODEL_BASE_URL: baseUrl });
}

const inWorkspace = <Result>(run: () => Result): Result =>
  inRequest({ path: "/o/northwind-studio", cookie: stack.sessionCookie(member) }, run);

const answering = (sql: string) =>
  streamed(
    JSON.stringify({ kind: "sql", interpretation: "Counts the companies.", assumptions: [], sql, confidence: 0.9 }),
  );

const QUESTION = { question: "How many clients do we serve?" };

test("SQL of a model that the guard refuses is never answered: it goes back, and what comes then is checked too", async () => {
  const stub = await startOpenAiStub(
    answering("select count(*) from auth.users"),
    answering("select count(*) from companies"),
  );
  useModel(stub);
  const result = await inWorkspace(() => generateSQL(QUESTION));
  expect(result).toMatchObject({ kind: "sql", sql: "select count(*) from companies", analyst: "model" });
  expect(stub.requests).toHaveLength(2);
  expect(JSON.stringify(stub.requests[1]?.body)).toContain("auth.users");
});

test("a model that says the same again is a refusal, and one that finds no better way is told in the guard's words", async () => {
  const stubborn = await startOpenAiStub(answering("select pg_sleep(100)"));
  useModel(stubborn);
  expect(await inWorkspace(() => generateSQL(QUESTION))).toMatchObject({ kind: "refusal", reason: "low_confidence" });
  expect(stubborn.requests.length).toBeLessThanOrEqual(3);

  const wild = await startOpenAiStub(...[1, 2, 3, 4].map((n) => answering(`select pg_sleep(${n})`)));
  useModel(wild);
  await expect(inWorkspace(() => generateSQL(QUESTION))).rejects.toMatchObject({ code: "SQL_REFUSED", status: 422 });
  expect(wild.requests).toHaveLength(3);
});

test("the stream shows SQL while a model writes it, and ends with the checked one", async () => {
  useModel(await startOpenAiStub(answering("select count(*) from companies")));
  const updates = [];
  for await (const update of inWorkspace(() => generateSQLStream(QUESTION))) updates.push(update);
  expect(updates.some((update) => !update.final && update.sql?.startsWith("select"))).toBe(true);
  expect(updates.filter(({ final }) => final)).toHaveLength(1);
  expect(updates.at(-1)).toMatchObject({ final: true, result: { sql: "select count(*) from companies" } });
});

test("another organisation's target can't be slipped in", async () => {
  const { id } = await stack.createOrganization();
  const input = { question: "How many projects are there?", target: { kind: "warehouse", orgId: id } };
  const result = await inWorkspace(() => generateSQL(input));
  // Read against the organisation of the URL, whose projects exist; the other one has no tables.
  expect(result).toMatchObject({ kind: "sql", sql: expect.stringMatching(/projects/) });
});
