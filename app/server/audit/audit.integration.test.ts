import { createServer, type AddressInfo } from "node:net";

import { expect, onTestFinished, test } from "vitest";

import { drainAudit, recordAudit, type AuditEvent } from "#app/server/audit/record-audit.ts";
import { verifyAudit } from "#app/server/audit/verify-audit.ts";
import { resetServiceClient } from "#app/server/auth/service-client.ts";
import { setEnv } from "#app/server/platform/env.ts";
import { useTestStack } from "#test/stack.ts";

const stack = await useTestStack();

function makeEvent(event: Partial<AuditEvent> = {}): AuditEvent {
  return {
    action: "test:audit",
    outcome: "OK",
    orgId: null,
    actorId: null,
    requestId: "r",
    clientAddress: "203.0.113.1",
    durationMs: 1,
    ...event,
  };
}

test("events written at once by many calls make one unbroken chain per organisation", async () => {
  const { id: first } = await stack.createOrganization();
  const { id: second } = await stack.createOrganization();
  await Promise.all(
    Array.from({ length: 120 }, (_, index) => recordAudit(makeEvent({ orgId: index % 2 === 0 ? first : second }))),
  );
  const chains =
    await stack.admin`select chain, count(*)::int as events, max(sequence)::int as last from audit_events where org_id is not null group by chain`;
  expect(chains).toEqual(expect.arrayContaining([first, second].map((chain) => ({ chain, events: 60, last: 60 }))));
  expect(await verifyAudit()).toEqual([]);
});

test("nobody changes or removes an event, and a change by force is found", async () => {
  const { id, owner } = await stack.createOrganization();
  for (let index = 0; index < 3; index++) await recordAudit(makeEvent({ orgId: id }));
  for (const client of [owner.client, stack.service]) {
    expect((await client.from("audit_events").update({ outcome: "x" }).eq("org_id", id)).error?.code).toBe("42501");
    expect((await client.from("audit_events").delete().eq("org_id", id)).error?.code).toBe("42501");
  }
  await expect(stack.admin`update audit_events set outcome = 'x' where org_id = ${id}`).rejects.toMatchObject({
    code: "42501",
  });
  await stack.admin`alter table audit_events disable trigger audit_events_append_only`;
  await stack.admin`update audit_events set outcome = 'FORGED' where chain = ${id} and sequence = 2`;
  await stack.admin`alter table audit_events enable trigger audit_events_append_only`;
  expect(await verifyAudit(id)).toEqual([{ chain: id, sequence: 2, problem: "changed event" }]);
});

test("events recorded while the database is away are written once it is back, in order", async () => {
  const action = "test:outage";
  const refused = Promise.withResolvers<void>();
  const away = createServer((socket) => {
    socket.destroy();
    refused.resolve();
  });
  await new Promise<void>((resolve) => away.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void away.close());
  setEnv({ ...stack.env, SUPABASE_URL: `http://127.0.0.1:${(away.address() as AddressInfo).port}` });
  resetServiceClient();
  const first = recordAudit(makeEvent({ action, requestId: "first" }));
  const second = recordAudit(makeEvent({ action, requestId: "second" }));
  await refused.promise;
  setEnv(stack.env);
  resetServiceClient();
  await Promise.all([first, second]);
  expect(
    await stack.admin`select request_id from audit_events where action = ${action} order by sequence`,
  ).toMatchObject([{ request_id: "first" }, { request_id: "second" }]);
});

test("a flood of rejections is one event now and a count later", async () => {
  const action = "test:flood";
  await Promise.all(Array.from({ length: 1_000 }, () => recordAudit(makeEvent({ action, outcome: "RATE_LIMITED" }))));
  await recordAudit(makeEvent({ action, outcome: "RATE_LIMITED", clientAddress: "203.0.113.2" }));
  await drainAudit();
  const counts = await stack.admin`select detail ->> 'count' as count from audit_events where action = ${action}`;
  expect(counts.map(({ count }) => count as string | null).toSorted()).toEqual(["999", null, null]);
});

test("admins read their own organisation's events, members and others none", async () => {
  const { id, owner } = await stack.createOrganization();
  const { owner: stranger } = await stack.createOrganization();
  const member = await stack.createUser();
  await stack.addMember(id, member, "member");
  await recordAudit(makeEvent({ orgId: id }));
  const seenBy = async (user: typeof owner) =>
    (await user.client.from("audit_events").select("action").eq("org_id", id)).data?.length;
  expect([await seenBy(owner), await seenBy(member), await seenBy(stranger)]).toEqual([1, 0, 0]);
});
