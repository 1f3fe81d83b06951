import { expect, test } from "vitest";

import { exportAudit } from "#app/server/actions/operations/export-audit.ts";
import { listAudit } from "#app/server/actions/operations/list-audit.ts";
import { readStatus } from "#app/server/actions/operations/read-status.ts";
import { drainAudit, recordAudit } from "#app/server/audit/record-audit.ts";
import { inRequest } from "#app/server/pipeline/in-request.fixture.ts";
import { useTestStack } from "#test/stack.ts";

const stack = await useTestStack();

async function organizationWithEvents(count: number) {
  const organization = await stack.createOrganization();
  const { id: orgId, owner, slug } = organization;
  await Promise.all(
    Array.from({ length: count }, (_, index) =>
      recordAudit({
        action: index % 2 === 0 ? "test:even" : "test:odd",
        outcome: index % 10 === 0 ? "QUERY_FAILED" : "OK",
        orgId,
        actorId: owner.id,
        requestId: `r${index}`,
        clientAddress: "203.0.113.1",
        durationMs: index,
      }),
    ),
  );
  return {
    ...organization,
    asOwner: { method: "GET", path: `/o/${slug}/settings/audit`, cookie: stack.sessionCookie(owner) },
  };
}

test("pages go back in time without gaps, and filters narrow them", async () => {
  const { asOwner } = await organizationWithEvents(130);
  const first = await inRequest(asOwner, () => listAudit({}));
  const second = await inRequest(asOwner, () => listAudit({ before: first.before }));
  expect([first.events.length, second.events.length, second.before]).toEqual([100, 30, null]);
  expect(new Set([...first.events, ...second.events].map(({ sequence }) => sequence)).size).toBe(130);
  expect(first.chain).toEqual({ state: "unchecked" });
  const failed = await inRequest(asOwner, () => listAudit({ outcome: "QUERY_FAILED", action: "test:even" }));
  expect(failed.events).toHaveLength(13);
});

test("the chain is walked on request, and a changed event shows", async () => {
  const { id, asOwner } = await organizationWithEvents(3);
  expect((await inRequest(asOwner, () => listAudit({ verify: "1" }))).chain).toEqual({ state: "holds" });
  await stack.admin`alter table audit_events disable trigger audit_events_append_only`;
  await stack.admin`update audit_events set outcome = 'OK' where chain = ${id} and sequence = 1`;
  await stack.admin`alter table audit_events enable trigger audit_events_append_only`;
  const { chain } = await inRequest(asOwner, () => listAudit({ verify: "1" }));
  expect(chain).toEqual({ state: "broken", sequence: 1, problem: "changed event" });
});

test("where the chain can't be walked the events are still listed", async () => {
  const { asOwner } = await organizationWithEvents(3);
  await stack.admin`revoke execute on function verify_audit from service_role`;
  try {
    const page = await inRequest(asOwner, () => listAudit({ verify: "1" }));
    expect([page.events.length, page.chain]).toEqual([3, { state: "unknown" }]);
  } finally {
    await stack.admin`grant execute on function verify_audit to service_role`;
  }
});

test("the export holds every event, and is itself recorded", async () => {
  const { id, asOwner } = await organizationWithEvents(1_100);
  const response = await inRequest(asOwner, () => exportAudit({}));
  const lines = (await response.text()).trim().split("\r\n");
  expect(lines).toHaveLength(1_101);
  expect(lines[0]).toBe("sequence,at,action,outcome,actorId,requestId,durationMs,count");
  expect(response.headers.get("content-disposition")).toContain("attachment");
  await drainAudit();
  expect(
    await stack.admin`select outcome from audit_events where org_id = ${id} and action = 'operations:export-audit'`,
  ).toEqual([{ outcome: "OK" }]);
});

test("members and strangers see nothing of it", async () => {
  const { id, slug } = await organizationWithEvents(1);
  const member = await stack.createUser();
  const { owner: stranger } = await stack.createOrganization();
  await stack.addMember(id, member, "member");
  const as = (user: typeof member) => ({ method: "GET", path: `/o/${slug}`, cookie: stack.sessionCookie(user) });
  for (const query of [listAudit, exportAudit, readStatus]) {
    await expect(inRequest(as(member), () => query({}) as Promise<unknown>)).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    await expect(inRequest(as(stranger), () => query({}) as Promise<unknown>)).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  }
});

test("the status counts real traffic", async () => {
  const { asOwner } = await organizationWithEvents(1);
  await inRequest(asOwner, () => readStatus({}));
  const { actions, dependencies } = await inRequest(asOwner, () => readStatus({}));
  expect(actions.find(({ action }) => action === "operations:read-status")).toMatchObject({
    availability: 1,
    lastErrorCode: null,
  });
  expect(dependencies.every(({ ok }) => ok)).toBe(true);
});
