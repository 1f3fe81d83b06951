import { expect, test } from "vitest";
import { HARBOR_ID, NORTHWIND_ID } from "#local/demo-users.ts";
import { useTestStack } from "#test/stack.ts";

const stack = await useTestStack();

async function describe(orgId: string) {
  const schema = `org_${orgId.replaceAll("-", "")}`;
  const [row] = await stack.admin.unsafe(`
    select (select count(*)::int from ${schema}.companies) as companies,
      (select count(*)::int from ${schema}.projects) as projects,
      (select count(*)::int from ${schema}.projects where status = 'active') as active,
      (select count(*)::int from ${schema}.time_entries) as time_entries,
      (select count(*)::int from ${schema}.invoices) as invoices,
      (select count(*)::int from ${schema}.payments) as payments,
      (select sum(amount)::text from ${schema}.invoices) as invoiced,
      (select sum(hours)::text from ${schema}.time_entries) as hours,
      (select count(distinct date_trunc('month', issued_at))::int from ${schema}.invoices) as months`);
  return row;
}

// Other tests, the docs and the demo quote these figures: the seed must not depend on the day or the machine.
test("the demo data is the same everywhere and the two organisations differ clearly", async () => {
  expect(await describe(NORTHWIND_ID)).toMatchInlineSnapshot(`
    {
      "active": 48,
      "companies": 24,
      "hours": "72455.25",
      "invoiced": "6397152.71",
      "invoices": 1443,
      "months": 37,
      "payments": 1437,
      "projects": 274,
      "time_entries": 8089,
    }
  `);
  expect(await describe(HARBOR_ID)).toMatchInlineSnapshot(`
    {
      "active": 12,
      "companies": 11,
      "hours": "27053.00",
      "invoiced": "8606225.02",
      "invoices": 518,
      "months": 37,
      "payments": 509,
      "projects": 92,
      "time_entries": 3045,
    }
  `);
});

test("payments never exceed their invoice, and dates make sense", async () => {
  for (const orgId of [NORTHWIND_ID, HARBOR_ID]) {
    const schema = `org_${orgId.replaceAll("-", "")}`;
    const [wrong] = await stack.admin.unsafe(`
      select (select count(*)::int from (select i.id from ${schema}.invoices i join ${schema}.payments p on p.invoice_id = i.id
          group by i.id, i.amount having sum(p.amount) <> i.amount) x) as amounts,
        (select count(*)::int from ${schema}.payments p join ${schema}.invoices i on i.id = p.invoice_id
          where p.paid_at < i.issued_at or i.status <> 'paid') as early,
        (select count(*)::int from ${schema}.projects where end_date < start_date) as backwards,
        (select count(*)::int from ${schema}.projects where (status = 'planned') <> (start_date > '2026-11-22')) as planned,
        (select count(*)::int from ${schema}.time_entries t join ${schema}.team_members m on m.id = t.team_member_id
          where t.worked_on < m.hired_on or t.worked_on >= m.left_on) as absent`);
    expect(wrong).toEqual({ amounts: 0, early: 0, backwards: 0, planned: 0, absent: 0 });
  }
});
