import { expect, test } from "vitest";

import { BENIGN_SQL } from "./benign-sql.fixture.ts";
import { exampleCatalog } from "./catalog.fixture.ts";
import { guardSql } from "./guard-sql.ts";
import type { GuardCode } from "./verdict.ts";

const catalog = exampleCatalog();

async function codeOf(sql: string): Promise<GuardCode | "accepted"> {
  const verdict = await guardSql(sql, catalog);
  return verdict.ok ? "accepted" : verdict.code;
}

test.each(BENIGN_SQL)("a query that people write passes: %s", async (sql) => {
  expect(await codeOf(sql)).toBe("accepted");
});

test.each<[GuardCode, string]>([
  ["EMPTY", "  \n"],
  ["EMPTY", "-- nothing"],
  ["TOO_LONG", `select '${"x".repeat(10_000)}'`],
  ["TOO_LONG", `select '${"é".repeat(5_000)}'`],
  ["BAD_TEXT", "select 1\u0000; drop table invoices"],
  ["BAD_TEXT", "select '\ud800'"],
  ["BAD_TEXT", "select '\ufffd'"],
  ["SYNTAX", "select from where"],
  ["SEVERAL_STATEMENTS", "select 1; select 2"],
  ["NOT_A_SELECT", "delete from invoices"],
  ["NOT_A_SELECT", "with d as (delete from invoices returning *) select * from d"],
  ["NOT_A_SELECT", "explain analyze select 1"],
  ["NOT_A_SELECT", "copy (select 1) to program 'id'"],
  ["NOT_A_SELECT", "commit"],
  ["NO_COLUMNS", "select from invoices"],
  ["LOCKING", "select * from invoices for update"],
  ["LOCKING", "select * from (select * from invoices for share) x"],
  ["INTO", "select * into copy_of from invoices"],
  ["PARAMETER", "select $1"],
  ["FUNCTION", "select pg_sleep(10)"],
  ["FUNCTION", "select pg_catalog.set_config('a.b', 'c', false)"],
  ["FUNCTION", "select extensions.length('x')"],
  ["FUNCTION", 'select "COUNT"(*) from invoices'],
  ["FUNCTION", "select 1 order by pg_sleep(1)"],
  ["FUNCTION", "select current_user"],
  ["FUNCTION", "select overlay('a' placing 'b' from 1)"],
  ["TYPE", "select 'pg_class'::regclass"],
  ["TYPE", "select '<a/>'::xml"],
  ["TYPE", "select null::invoices"],
  ["TYPE", "select 'x'::char(10000000)"],
  ["OPERATOR", "select 1 operator(public.+) 1"],
  ["OPERATOR", "select 1 where 1 operator(evil.=) any (select 1)"],
  ["RELATION", "select * from pg_roles"],
  ["RELATION", "select * from information_schema.tables"],
  ["RELATION", "select * from archive"],
  ["RELATION", "select * from other.org_1.invoices"],
  ["RELATION", 'select * from "Invoices"'],
  ["RELATION", "with a as (select * from b), b as (select 1) select * from a"],
  ["RELATION", "with a as (with inner_only as (select 1) select * from inner_only) select * from inner_only"],
  ["RELATION", "select (with x as (select 1) select 1), (select count(*) from x)"],
  ["SYSTEM_COLUMN", "select ctid from invoices"],
  ["SYSTEM_COLUMN", "select i.xmin from invoices i"],
  ["SYSTEM_COLUMN", "select (i).tableoid from invoices i"],
  ["COLUMN", "select i.full_name from invoices i"],
  ["COLUMN", "select (i).full_name from invoices i"],
  ["COLUMN", "select org_1.invoices.lo_create from invoices"],
  ["CONSTRUCT", "select xmlelement(name x)"],
  ["CONSTRUCT", "select * from invoices tablesample system (1)"],
  ["CONSTRUCT", "select concat(variadic array['a'])"],
  ["CONSTRUCT", "select * from invoices order by id using <"],
  ["UNBOUNDED_SERIES", "select generate_series(1, 1000000000)"],
  ["UNBOUNDED_SERIES", "select generate_series(1, (select max(id) from invoices))"],
  ["UNBOUNDED_SERIES", "select generate_series(now(), 'infinity', '1 day')"],
  ["UNBOUNDED_SERIES", "select generate_series(now(), now() + '1 year', '1 second')"],
  ["UNBOUNDED_RECURSION", "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n"],
  [
    "UNBOUNDED_RECURSION",
    "with recursive t(s) as (select 'x' union all select s || s from t where length(s) < 99) select s from t",
  ],
  [
    "UNBOUNDED_RECURSION",
    "with recursive t(s) as (select 'x' union all select concat(t.s, s) from t) select s from t limit 99",
  ],
  ["TOO_COMPLEX", "select repeat(note, 100) from invoices"],
  ["TOO_COMPLEX", "select repeat('x', 1000000)"],
  ["TOO_COMPLEX", "select lpad('x', 1000000)"],
  ["TOO_COMPLEX", "select 10::numeric ^ 100000"],
  ["TOO_COMPLEX", "select power(1.0000001, 1000000000)"],
  ["TOO_COMPLEX", "select exp(5999::numeric)"],
  ["TOO_COMPLEX", "select format('%1000000s', 'x')"],
  ["TOO_COMPLEX", `select ${"(".repeat(200)}1${")".repeat(200)}`],
  ["TOO_COMPLEX", `select 1${" + 1".repeat(2_000)}`],
])("%s is refused: %s", async (code, sql) => {
  expect(await codeOf(sql)).toBe(code);
});

test("texts that double level by level are refused before they fill memory", async () => {
  let sql = "select note as s from invoices";
  for (let level = 0; level < 13; level++) sql = `select s || s as s from (${sql}) x${level}`;
  expect(await codeOf(sql)).toBe("TOO_COMPLEX");
});

test("the position counts UTF-16 units, also behind letters of several bytes", async () => {
  const sql = "select 'é💩', pg_sleep(1)";
  const verdict = await guardSql(sql, catalog);
  expect(verdict).toMatchObject({ ok: false, code: "FUNCTION", position: sql.indexOf("pg_sleep") });
  const broken = "select 'é💩' frm frm frm";
  expect(await guardSql(broken, catalog)).toMatchObject({
    ok: false,
    code: "SYNTAX",
    position: broken.indexOf("frm frm", 14),
  });
});

test("a refusal says what to write instead where there is something", async () => {
  expect(await guardSql("select ifnull(1, 2)", catalog)).toMatchObject({
    message: "ifnull isn't available here.",
    suggestion: "Use coalesce(a, b).",
  });
  expect(await guardSql("select * from invoice", catalog)).toMatchObject({ suggestion: "Did you mean invoices?" });
  expect(await guardSql("select i.amout from invoices i", catalog)).toMatchObject({
    suggestion: "Did you mean i.amount?",
  });
});

test("an accepted text comes back byte for byte, with the tables it names and its columns counted", async () => {
  const sql = "select i.id, (select max(a.amount) from old.archive a) from invoices i -- end";
  expect(await guardSql(sql, catalog)).toEqual({
    ok: true,
    sql,
    relations: ["invoices", "old.archive"],
    columnCount: 2,
  });
  expect(await guardSql("select * from companies", catalog)).toMatchObject({ columnCount: null });
});

test("a catalog table named like a system table cannot be reached by its bare name", async () => {
  const [first] = catalog.tables;
  if (first === undefined) throw new Error("the example catalog is empty");
  const trap = { ...catalog, tables: [{ ...first, id: "pg_stats", name: "pg_stats" }] };
  expect(await guardSql("select * from pg_stats", trap)).toMatchObject({ ok: false, code: "RELATION" });
});
