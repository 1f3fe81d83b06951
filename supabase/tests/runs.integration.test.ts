import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { type TestOrganization, type TestUser, useTestStack } from "#test/stack.ts";

const stack = await useTestStack();

type Turn = {
  conversationId: string;
  messageId: string;
  runId: string;
  question: string;
  target: unknown;
  worker: string;
};

function startTurn(organization: TestOrganization, user: TestUser, turn: Partial<Turn> = {}) {
  return user.client.rpc("start_turn", {
    p_conversation_id: turn.conversationId ?? randomUUID(),
    p_org_id: organization.id,
    p_message_id: turn.messageId ?? randomUUID(),
    p_question: turn.question ?? "How many?",
    p_run_id: turn.runId ?? randomUUID(),
    p_worker: turn.worker ?? "w1",
    p_lease_seconds: 30,
    p_title: "",
    p_target: turn.target ?? { kind: "warehouse", orgId: organization.id },
  });
}

function finish(runId: string, options: { worker?: string; status?: string; parts?: unknown } = {}) {
  return stack.service.rpc("finish_run", {
    p_run_id: runId,
    p_worker: options.worker ?? "w1",
    p_status: options.status ?? "done",
    p_parts: options.parts ?? [{ type: "text", text: "Twelve." }],
    p_analyst: "offline",
    p_error_code: null,
    p_plan: { kind: "count" },
  });
}

test("twenty copies of one question make one message, one run and one claim", async () => {
  const organization = await stack.createOrganization();
  const [conversationId, messageId] = [randomUUID(), randomUUID()];
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => startTurn(organization, organization.owner, { conversationId, messageId })),
  );
  expect(answers.map(({ error }) => error)).toEqual(answers.map(() => null));
  expect(answers.filter(({ data }) => data.claimed)).toHaveLength(1);
  expect(new Set(answers.map(({ data }) => data.run_id)).size).toBe(1);
  expect((await organization.owner.client.from("messages").select("id")).data).toEqual([{ id: messageId }]);
});

test("a run settles exactly once, with its message", async () => {
  const organization = await stack.createOrganization();
  const runId = randomUUID();
  await startTurn(organization, organization.owner, { runId });
  expect((await finish(runId, { worker: "thief" })).data).toMatchObject({ settled: false, status: "running" });
  const settled = await Promise.all(Array.from({ length: 10 }, () => finish(runId)));
  expect(settled.filter(({ data }) => data.settled)).toHaveLength(1);
  expect((await finish(runId, { status: "failed" })).data).toMatchObject({ settled: false, status: "done" });
  const { data } = await organization.owner.client.from("messages").select("role,parts").order("sequence");
  expect(data).toEqual([
    { role: "user", parts: [{ type: "text", text: "How many?" }] },
    { role: "assistant", parts: [{ type: "text", text: "Twelve." }] },
  ]);
});

test("a silent worker loses its run, and cannot settle it late", async () => {
  const organization = await stack.createOrganization();
  const [runId, messageId, conversationId] = [randomUUID(), randomUUID(), randomUUID()];
  await startTurn(organization, organization.owner, { runId, messageId, conversationId });
  const renew = () => stack.service.rpc("renew_run_lease", { p_run_id: runId, p_worker: "w1", p_lease_seconds: 30 });
  expect((await renew()).data).toEqual({ active: true, stop_requested: false });
  await stack.admin`update public.runs set lease_expires_at = now() - interval '1 second' where id = ${runId}`;
  const { data } = await stack.service.rpc("interrupt_expired_runs");
  expect(data).toEqual([{ run_id: runId, org_id: organization.id, conversation_id: conversationId }]);
  expect((await renew()).data).toEqual({ active: false, stop_requested: false });
  expect((await finish(runId)).data).toMatchObject({ settled: false, status: "interrupted" });
  const again = await startTurn(organization, organization.owner, { messageId, conversationId });
  expect(again.data).toEqual({ run_id: runId, claimed: false, status: "interrupted" });
});

test("asking again after the lease is over finds the run interrupted without anybody sweeping", async () => {
  const organization = await stack.createOrganization();
  const [runId, messageId, conversationId] = [randomUUID(), randomUUID(), randomUUID()];
  await startTurn(organization, organization.owner, { runId, messageId, conversationId });
  await stack.admin`update public.runs set lease_expires_at = now() - interval '1 second' where id = ${runId}`;
  const again = await startTurn(organization, organization.owner, { messageId, conversationId });
  expect(again.data).toEqual({ run_id: runId, claimed: false, status: "interrupted" });
});

test("a stop reaches the worker; a stale or a stranger's stop does nothing", async () => {
  const organization = await stack.createOrganization();
  const stranger = await stack.createUser();
  const runId = randomUUID();
  await startTurn(organization, organization.owner, { runId });
  expect((await stranger.client.rpc("request_stop", { p_run_id: runId })).error?.code).toBe("P0002");
  expect((await organization.owner.client.rpc("request_stop", { p_run_id: runId })).data).toBe(true);
  const renewed = await stack.service.rpc("renew_run_lease", { p_run_id: runId, p_worker: "w1", p_lease_seconds: 30 });
  expect(renewed.data).toEqual({ active: true, stop_requested: true });
  await finish(runId, { status: "stopped" });
  expect((await organization.owner.client.rpc("request_stop", { p_run_id: runId })).data).toBe(false);
});

test("nobody asks in another's conversation, organisation or data", async () => {
  const [mine, theirs] = [await stack.createOrganization(), await stack.createOrganization()];
  const colleague = await stack.createUser();
  await stack.addMember(mine.id, colleague, "member");
  const [conversationId, messageId] = [randomUUID(), randomUUID()];
  await startTurn(mine, mine.owner, { conversationId, messageId });
  expect((await startTurn(mine, colleague, { conversationId })).error?.code).toBe("P0002");
  expect((await startTurn(mine, colleague, { conversationId, messageId })).error?.code).toBe("P0002");
  expect((await startTurn(theirs, theirs.owner, { conversationId, messageId })).error?.code).toBe("P0002");
  expect((await startTurn(theirs, mine.owner)).error?.code).toBe("42501");
  const foreign = { kind: "warehouse", orgId: theirs.id };
  expect((await startTurn(mine, mine.owner, { target: foreign })).error?.code).toBe("P0002");
  const unknown = { kind: "connected", dataSourceId: randomUUID() };
  expect((await startTurn(mine, mine.owner, { target: unknown })).error?.code).toBe("P0002");
  expect((await startTurn(mine, mine.owner, { question: "" })).error?.code).toBe("22023");
  expect((await startTurn(mine, mine.owner, { question: "x".repeat(20_001) })).error?.code).toBe("22023");
});

test("a result keeps its first thousand rows and only the run's holder stores it", async () => {
  const organization = await stack.createOrganization();
  const [runId, resultId] = [randomUUID(), randomUUID()];
  await startTurn(organization, organization.owner, { runId });
  const store = (options: { worker?: string; chart?: unknown } = {}) =>
    stack.service.rpc("store_result", {
      p_result_id: resultId,
      p_run_id: runId,
      p_worker: options.worker ?? "w1",
      p_sql: "select n",
      p_target: { kind: "warehouse", orgId: organization.id },
      p_columns: [{ name: "n", type: "int4" }],
      p_rows: Array.from({ length: 1_500 }, (_, index) => [index]),
      p_row_count: 1_500,
      p_truncated: null,
      p_elapsed_ms: 3.25,
      p_chart: options.chart ?? null,
    });
  expect((await store({ worker: "thief" })).error?.code).toBe("55000");
  expect((await store()).error).toBeNull();
  expect((await store({ chart: { type: "bar" } })).error).toBeNull();
  const { data } = await organization.owner.client
    .from("results")
    .select("rows,row_count,chart,user_id,run_id")
    .single();
  expect(data).toMatchObject({
    row_count: 1_500,
    chart: { type: "bar" },
    user_id: organization.owner.id,
    run_id: runId,
  });
  expect(data?.rows).toHaveLength(1_000);
  expect(data?.rows.at(-1)).toEqual([999]);
  await finish(runId);
  expect((await store()).error?.code).toBe("55000");
});

test("deleting a conversation takes its messages, runs and results along", async () => {
  const organization = await stack.createOrganization();
  const conversationId = randomUUID();
  await startTurn(organization, organization.owner, { conversationId });
  const removed = await organization.owner.client.from("conversations").delete().eq("id", conversationId).select("id");
  expect(removed.data).toHaveLength(1);
  const [left] = await stack.admin`
    select (select count(*)::int from public.messages where conversation_id = ${conversationId}) as messages,
      (select count(*)::int from public.runs where conversation_id = ${conversationId}) as runs`;
  expect(left).toEqual({ messages: 0, runs: 0 });
});
