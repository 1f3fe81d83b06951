import { expect, test } from "vitest";

import { explainSql } from "./explain-sql.ts";

async function texts(sql: string): Promise<string[]> {
  return (await explainSql(sql)).map((clause) => `${clause.clause}: ${clause.text}`);
}

test("a grouped query is told clause by clause, with tables in place of aliases", async () => {
  const sql =
    "select c.name, sum(i.amount) as total from invoices i left join companies c on c.id = i.company_id where i.issued_at >= date '2025-01-01' and i.status in ('paid','open') group by c.name having count(*) > 3 order by total desc limit 10";
  expect(await texts(sql)).toEqual([
    "SELECT: Shows name of companies and the total of amount of invoices (as total).",
    "FROM: Reads invoices. Adds companies where id of companies is company_id of invoices, and keeps rows without a match.",
    "WHERE: Keeps only rows where issued_at of invoices is on or after 2025-01-01 and status of invoices is one of “paid” or “open”.",
    "GROUP BY: Makes one row for each name of companies.",
    "HAVING: Keeps only groups where the number of rows is more than 3.",
    "ORDER BY: Sorts by total, largest or latest first.",
    "LIMIT: Stops after 10 rows.",
  ]);
});

test("each explanation carries the clause's own text", async () => {
  const explained = await explainSql("select 'from x' as a -- from y\nfrom t where b is distinct from 1;");
  expect(explained.map((clause) => clause.sql)).toEqual([
    "select 'from x' as a -- from y",
    "from t",
    "where b is distinct from 1",
  ]);
});

test("a position in GROUP BY is told as the column it stands for", async () => {
  expect(
    await texts("select date_trunc('month', at) as month, count(*) from events group by 1 order by 2 desc"),
  ).toContain("GROUP BY: Makes one row for each month.");
});

test("the arms of a union are told one after the other", async () => {
  expect(await texts("(select a from x) union all (select b from y where c is null) order by 1")).toEqual([
    "SELECT: Shows a.",
    "FROM: Reads x.",
    "UNION: Adds the rows of a second query, repeated rows included.",
    "SELECT: Shows b.",
    "FROM: Reads y.",
    "WHERE: Keeps only rows where c is empty.",
    "ORDER BY: Sorts by 1.",
  ]);
});

test("what is no query is not explained", async () => {
  expect(await explainSql("delete from t")).toEqual([]);
  expect(await explainSql("select 1; select 2")).toEqual([]);
  expect(await explainSql("select from where")).toEqual([]);
});
