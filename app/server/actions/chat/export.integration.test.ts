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

test("a large file comes in pieces, all of it, and other work goes on in between", async () => {
  const member = await northwindMember();
  const resultId = await storedResult(
    member,
    "select id, project_id, team_member_id, worked_on, hours, note from time_entries",
  );
  const response = await asMember(member, () => exportRows({ resultId }));
  let turns = 0;
  let timer = setImmediate(function count() {
    turns += 1;
    timer = setImmediate(count);
  });
  const pieces: Uint8Array[] = [];
  for await (const piece of response.body!) pieces.push(piece);
  clearImmediate(timer);
  const lines = Buffer.concat(pieces).toString().trimEnd().split("\r\n");
  const warehouse = `org_${NORTHWIND_ID.replaceAll("-", "")}`;
  const [stored] = await stack.admin`select count(*)::int as count from ${stack.admin(warehouse)}.time_entries`;
  expect(lines).toHaveLength(1 + Math.min(stored!["count"], 100_000));
  expect(pieces.length).toBeGreaterThan(2);
  expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(128 * 1024);
  expect(turns).toBeGreaterThanOrEqual(pieces.length);
});

test("an export passes the cost gate, as the answer did", async () => {
  const member = await northwindMember();
  const resultId = await storedResult(member, "select a.id from time_entries a, time_entries b, time_entries c");
  await expect(asMember(member, () => exportRows({ resultId }))).rejects.toMatchObject({
    code: "QUERY_TOO_EXPENSIVE",
  });
  // A refused one keeps no place.
  const affordable = await storedResult(member, "select count(*) as projects from projects");
  expect(await (await asMember(member, () => exportRows({ resultId: affordable }))).text()).toContain("projects");
});

test("a user has one export at a time and the process two; a place is free again when its reader is done or leaves", async () => {
  const [ada, ben, cem] = [await northwindMember(), await northwindMember(), await northwindMember()];
  const resultId = await storedResult(ada, "select id from projects", "organization");
  const start = (member: TestUser) => asMember(member, () => exportRows({ resultId }));
  const first = await start(ada);
  await expect(start(ada)).rejects.toMatchObject({ code: "RATE_LIMITED", retryAfter: 10 });
  const second = await start(ben);
  await expect(start(cem)).rejects.toMatchObject({ code: "RATE_LIMITED", retryAfter: 10 });
  await first.text();
  const third = await start(cem);
  await second.body!.cancel();
  const fourth = await start(ada);
  await Promise.all([third, fourth].map((response) => response.text()));
});

test("a client that goes away gives its place back, though nobody reads on", async () => {
  const member = await northwindMember();
  const resultId = await storedResult(member, "select id from projects");
  const leaving = new AbortController();
  const request = { method: "GET", path: "/o/northwind-studio", cookie: stack.sessionCookie(member) };
  await inRequest(request, (_, context) => {
    Object.assign(context, { signal: leaving.signal });
    return exportRows({ resultId });
  });
  await expect(asMember(member, () => exportRows({ resultId }))).rejects.toMatchObject({ code: "RATE_LIMITED" });
  leaving.abort();
  await (await asMember(member, () => exportRows({ resultId }))).text();
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
async function storedResult(author: TestUser, sql: string, visibility = "private"): Promise<string> {
  const target = { kind: "warehouse" as const, orgId: NORTHWIND_ID };
  const key = { orgId: NORTHWIND_ID, runId: randomUUID() };
  const ids = { conversationId: randomUUID(), messageId: randomUUID() };
  const resultId = randomUUID();
  await claimRun(author.client, { ...ids, ...key, question: "q", target, worker: "test-worker" });
  await stack.service.from("conversations").update({ visibility }).eq("id", ids.conversationId);
  const { config: chart } = chooseChart(HOURS);
  await storeResult(key, "test-worker", { resultId, sql, target, result: HOURS, chart });
  return resultId;
}
