import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { chooseChart } from "#app/charts/choose-chart.ts";
import { exportChart } from "#app/server/actions/chat/export-chart.ts";
import { exportRows } from "#app/server/actions/chat/export-rows.ts";
import { drainAudit } from "#app/server/audit/record-audit.ts";
import { inRequest } from "#app/server/pipeline/in-request.fixture.ts";
import { claimRun, storeResult } from "#app/server/runs/run-store.ts";
import type { ResultSet } from "#app/shared/result-set.ts";
import { NORTHWIND_ID } from "#local/demo-users.ts";
import { useTestStack, type TestUser } from "#test/stack.ts";

const stack = await useTestStack();

const HOURS = {
  columns: [
    { name: "status", type: "text" },
    { name: "projects", type: "int8" },
  ],
  rows: [
    ["active", "12"],
    ["completed", "40"],
  ],
  truncated: null,
  elapsedMs: 1,
} satisfies ResultSet;

test("a file that was taken along is in the audit record: rows, picture", async () => {
  const member = await northwindMember();
  const resultId = await storedResult(member, "select status, count(*) as projects from projects group by status");
  const rows = await asMember(member, () => exportRows({ resultId }));
  expect(await rows.text()).toMatch(/^status,projects\r\n/);
  const picture = await asMember(member, () => exportChart({ resultId, format: "svg" }));
  expect(await picture.text()).toContain("<svg");
  await drainAudit();
  const events =
    await stack.admin`select action, outcome, org_id from audit_events where actor_id = ${member.id} order by sequence`;
  expect(events).toEqual([
    { action: "chat:export-rows", outcome: "OK", org_id: NORTHWIND_ID },
    { action: "chat:export-chart", outcome: "OK", org_id: NORTHWIND_ID },
  ]);
});

async function northwindMember(): Promise<TestUser> {
  const member = await stack.createUser();
  await stack.addMember(NORTHWIND_ID, member, "member");
  return member;
}

function asMember<Result>(member: TestUser, run: () => Promise<Result>): Promise<Result> {
  return inRequest({ method: "GET", path: "/o/northwind-studio", cookie: stack.sessionCookie(member) }, run);
}

/** A result as an answer leaves it, with SQL of the test's own. */
async function storedResult(author: TestUser, sql: string): Promise<string> {
  const target = { kind: "warehouse" as const, orgId: NORTHWIND_ID };
  const key = { orgId: NORTHWIND_ID, runId: randomUUID() };
  const ids = { conversationId: randomUUID(), messageId: randomUUID() };
  const resultId = randomUUID();
  await claimRun(author.client, { ...ids, ...key, question: "q", target, worker: "test-worker" });
  const { config: chart } = chooseChart(HOURS);
  await storeResult(key, "test-worker", { resultId, sql, target, result: HOURS, chart });
  return resultId;
}
