import { expect, test } from "vitest";
import { useTestStack } from "#test/stack.ts";

const stack = await useTestStack();

const append = (events: object[]) => stack.service.rpc("append_audit_events", { p_events: events });

test("events of one organisation and of the system make chains that verify", async () => {
  const { id } = await stack.createOrganization();
  const event = { action: "chat:ask", outcome: "OK", detail: { durationMs: 12.5, ключ: "значение" } };
  const batches = await Promise.all(
    Array.from({ length: 10 }, () => append([{ ...event, org_id: id }, event, { ...event, org_id: id }])),
  );
  expect(batches.map(({ data }) => data)).toEqual(batches.map(() => 3));
  const rows = await stack.admin`
    select chain, count(*)::int as events, max(sequence)::int as last from public.audit_events group by chain order by events`;
  expect([...rows]).toEqual([
    { chain: "system", events: 10, last: 10 },
    { chain: id, events: 20, last: 20 },
  ]);
  expect((await stack.service.rpc("verify_audit")).data).toEqual([]);
});

test("not even the service role or the owner of the table changes an event", async () => {
  await append([{ action: "a", outcome: "OK" }]);
  expect((await stack.service.from("audit_events").update({ outcome: "x" }).eq("chain", "system")).error?.code).toBe(
    "42501",
  );
  expect((await stack.service.from("audit_events").delete().eq("chain", "system")).error?.code).toBe("42501");
  expect(
    (await stack.service.from("audit_events").insert({ chain: "system", sequence: 9, action: "x" })).error?.code,
  ).toBe("42501");
  await expect(stack.admin`update public.audit_events set outcome = 'x'`).rejects.toMatchObject({ code: "42501" });
  await expect(stack.admin`delete from public.audit_events`).rejects.toMatchObject({ code: "42501" });
  await expect(stack.admin`truncate public.audit_events`).rejects.toMatchObject({ code: "42501" });
});

test("a change, a gap and a swapped hash behind the trigger's back are found", async () => {
  const { id } = await stack.createOrganization();
  const tamper = async (statement: (chain: string) => Promise<unknown>, chain: string) => {
    await stack.admin`alter table public.audit_events disable trigger user`;
    await statement(chain);
    await stack.admin`alter table public.audit_events enable trigger user`;
    return (await stack.service.rpc("verify_audit", { p_chain: chain })).data;
  };
  const five = (org_id: string) =>
    append(Array.from({ length: 5 }, (_, index) => ({ org_id, action: `a${index}`, outcome: "OK" })));
  await five(id);
  expect(
    await tamper(
      (chain) => stack.admin`update public.audit_events set outcome = 'X' where chain = ${chain} and sequence = 3`,
      id,
    ),
  ).toEqual([{ chain: id, sequence: 3, problem: "changed event" }]);

  const gap = (await stack.createOrganization()).id;
  await five(gap);
  expect(
    await tamper((chain) => stack.admin`delete from public.audit_events where chain = ${chain} and sequence = 2`, gap),
  ).toEqual([{ chain: gap, sequence: 3, problem: "missing event" }]);

  const link = (await stack.createOrganization()).id;
  await five(link);
  expect(
    await tamper(
      (chain) =>
        stack.admin`update public.audit_events set previous_hash = hash where chain = ${chain} and sequence = 4`,
      link,
    ),
  ).toEqual([{ chain: link, sequence: 4, problem: "broken link" }]);
});
