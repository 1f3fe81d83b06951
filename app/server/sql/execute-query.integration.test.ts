import { afterAll, expect, test, vi } from "vitest";

import { HARBOR_ID, NORTHWIND_ID } from "#local/demo-users.ts";
import { useTestStack } from "#test/stack.ts";

import { closeAnalystPools } from "./connection/analyst-pools.ts";
import { createConnectionPool } from "./connection/connection-pool.ts";
import { sqlStateOf } from "./database-error.ts";
import { estimateCost, requireAffordable } from "./estimate-cost.ts";
import { executeQuery } from "./execute-query.ts";
import type { QueryLimits } from "./query-limits.ts";
import { businessSchema } from "./resolve-target.ts";

const stack = await useTestStack();
const analystUrl = stack.env["ANALYST_DATABASE_URL"] ?? "";

afterAll(() => closeAnalystPools());

type Options = { orgId?: string; limits?: Partial<QueryLimits>; signal?: AbortSignal };

function run(sql: string, { orgId = NORTHWIND_ID, limits = {}, signal = new AbortController().signal }: Options = {}) {
  return executeQuery({ target: { kind: "warehouse", orgId }, sql, limits, signal });
}

/** Statements of the analyst's sessions on this test's database. */
async function runningStatements(pattern: string): Promise<number> {
  const rows = await stack.admin`
    select from pg_stat_activity where datname = current_database() and usename = 'analyst'
      and state = 'active' and query like ${`%${pattern}%`}`;
  return rows.length;
}

test("values arrive as the server wrote them", async () => {
  const result = await run(`select 9223372036854775807::int8 as big, 42::int8 as small, 1.50::numeric as money,
    'NaN'::float8 as nan, '-infinity'::float8 as infinite, 0.1::float8 as float, 'infinity'::timestamptz as forever,
    '\\x00ff'::bytea as bytes, interval '1 mon -2 days' as span, int4range(1, 5) as range, array['a', null, 'b,c'] as list,
    true as yes, null as nothing, 'a' as "__proto__", 'b' as a, 'c' as a, '💩' as emoji`);
  expect(result.columns.map((column) => column.name)).toEqual(
    "big small money nan infinite float forever bytes span range list yes nothing __proto__ a a emoji".split(" "),
  );
  expect(result.columns.map((column) => column.type)).toEqual(
    "int8 int8 numeric float8 float8 float8 timestamptz bytea interval int4range text[] bool text text text text text".split(
      " ",
    ),
  );
  expect(result.rows).toEqual([
    [
      "9223372036854775807",
      42,
      "1.50",
      "NaN",
      "-Infinity",
      0.1,
      "infinity",
      "\\x00ff",
      "1 mon -2 days",
      "[1,5)",
    ].concat(['{a,NULL,"b,c"}', true, null, "a", "b", "c", "💩"] as never[]),
  ]);
  expect(result.truncated).toBeNull();
});

test("an enum keeps its type's name and an empty answer its columns", async () => {
  const result = await run("select status, count(*) from projects where false group by status");
  expect(result.rows).toEqual([]);
  expect(result.columns[0]?.type).toMatch(/status$/);
  expect(result.columns[1]).toEqual({ name: "count", type: "int8" });
});

test.each([
  [3, 3, null],
  [4, 3, "rows"],
  [5_000, 3, "rows"],
])("%i rows under a cap of three come back as %i, cut: %s", async (made, kept, truncated) => {
  const result = await run(`select n from generate_series(1, ${made}) n`, { limits: { rows: 3 } });
  expect(result.rows).toHaveLength(kept);
  expect(result.truncated).toBe(truncated);
});

test("a long cell is cut between letters and a large answer between rows, and both are said", async () => {
  const cell = await run("select repeat('é', 1000)", { limits: { cellBytes: 101 } });
  expect(cell).toMatchObject({ rows: [["é".repeat(50)]], truncated: "cell" });
  const bytes = await run("select repeat('x', 1000) from generate_series(1, 100)", { limits: { bytes: 10_000 } });
  expect(bytes.truncated).toBe("bytes");
  expect(bytes.rows).toHaveLength(10);
});

test("an answer far above the byte cap ends the session instead of filling memory", async () => {
  const before = process.memoryUsage().rss;
  const huge = "select repeat('x', 200000000)";
  await expect(run(huge)).rejects.toMatchObject({ code: "QUERY_TOO_EXPENSIVE" });
  expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024);
  expect((await run("select 1")).rows).toEqual([[1]]);
});

test("each organisation sees its own rows, whatever the text names", async () => {
  const count = "select count(*) from companies";
  const [own] = (await run(count)).rows;
  const [other] = (await run(count, { orgId: HARBOR_ID })).rows;
  expect(own?.[0]).toBeGreaterThan(0);
  expect(other?.[0]).toBeGreaterThan(0);
  const across = await run(`select count(*) from ${businessSchema(HARBOR_ID)}.companies`);
  expect(across.rows).toEqual([[0]]);
});

test("a query that overwrites the token in mid-air gains nothing", async () => {
  const [ownToken] = (await run("select current_setting('app.tenant_token')")).rows;
  const forged = String(ownToken?.[0]).replace(NORTHWIND_ID, HARBOR_ID);
  const sql = `with x as materialized (select set_config('app.tenant_token', '${forged}', true) s)
    select (select count(*) from ${businessSchema(HARBOR_ID)}.companies where x.s is not null) from x`;
  expect((await run(sql)).rows).toEqual([[0]]);
});

test("a transaction cannot be made writable and a second statement cannot hide", async () => {
  await expect(run("set transaction read write")).rejects.toMatchObject({ code: "QUERY_FAILED" });
  await expect(run("select 1; select 2")).rejects.toMatchObject({ code: "QUERY_FAILED" });
  await expect(run(`insert into companies default values`)).rejects.toMatchObject({ code: "QUERY_FAILED" });
  await expect(run("set role postgres")).rejects.toMatchObject({ code: "QUERY_FAILED" });
});

test("nothing a statement does to its session reaches the next one", async () => {
  for (const sql of [
    "prepare left_over as select 1",
    "listen canary",
    "commit",
    "set statement_timeout = 0",
    "select pg_advisory_lock(42)",
    "select set_config('search_path', 'pg_catalog', false)",
    "declare c cursor with hold for select 1",
  ]) {
    await run(sql);
  }
  const sql = `select (select count(*) from pg_prepared_statements where name = 'left_over'),
    (select count(*) from pg_listening_channels()), (select count(*) from pg_cursors where name = 'c'),
    (select count(*) from pg_locks where locktype = 'advisory' and objid = 42),
    current_setting('statement_timeout'), current_setting('transaction_read_only')`;
  for (let round = 0; round < 4; round++) expect((await run(sql)).rows).toEqual([[0, 0, 0, 0, "15s", "on"]]);
});

test("COPY is refused without hurting the process", async () => {
  await expect(run("copy (select 1) to stdout")).rejects.toMatchObject({ code: "SQL_REFUSED" });
  await expect(run("copy (select * from generate_series(1, 100000)) to stdout")).rejects.toMatchObject({
    code: "SQL_REFUSED",
  });
  await expect(run("copy companies from stdin")).rejects.toMatchObject({ code: "QUERY_FAILED" });
  expect((await run("select 1")).rows).toEqual([[1]]);
});

test("an error tells what is wrong with the SQL but never quotes a value", async () => {
  await expect(run("select nothing_here from companies")).rejects.toMatchObject({
    code: "QUERY_FAILED",
    message: 'Column "nothing_here" does not exist.',
  });
  const cast = await run("select name::int from companies").catch((error: unknown) => error);
  expect(cast).toMatchObject({ code: "QUERY_FAILED", message: "A text could not be read as the type it is cast to." });
  expect(sqlStateOf(cast)).toBe("22P02");
  expect(JSON.stringify(cast) + String((cast as Error).cause)).not.toMatch(/invalid input syntax/);
  await expect(run("select * from auth.users")).rejects.toMatchObject({
    message: "This reads something that isn't available to you.",
  });
});

test("a statement ends at its time limit and the next one works", async () => {
  const started = performance.now();
  await expect(run("select pg_sleep(30)", { limits: { timeoutMs: 300 } })).rejects.toMatchObject({
    code: "QUERY_TIMEOUT",
  });
  expect(performance.now() - started).toBeLessThan(1_300);
  expect((await run("select 1")).rows).toEqual([[1]]);
});

test("an aborted signal stops the statement in the server within two seconds", async () => {
  const controller = new AbortController();
  const running = run("select pg_sleep(30), 'abort me'", { signal: controller.signal });
  const settled = running.catch((error: unknown) => error);
  await vi.waitFor(async () => expect(await runningStatements("abort me")).toBe(1), { timeout: 5_000, interval: 20 });
  const aborted = performance.now();
  controller.abort();
  expect(await settled).toMatchObject({ code: "CANCELLED" });
  await vi.waitFor(async () => expect(await runningStatements("abort me")).toBe(0), { timeout: 2_000, interval: 20 });
  expect(performance.now() - aborted).toBeLessThan(2_000);
});

test("a signal that is aborted already reaches no database", async () => {
  await expect(run("select 1", { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: "CANCELLED" });
});

test("sessions that the server ended, idle or running, are replaced", async () => {
  await run("select 1");
  const end = () => stack.admin`
    select pg_terminate_backend(pid) from pg_stat_activity where usename = 'analyst' and datname = current_database()`;
  await end();
  expect((await run("select 2")).rows).toEqual([[2]]);
  const running = run("select pg_sleep(30), 'end me'").catch((error: unknown) => error);
  await vi.waitFor(async () => expect(await runningStatements("end me")).toBe(1), { timeout: 5_000, interval: 20 });
  await end();
  expect(await running).toMatchObject({ code: "SERVICE_UNAVAILABLE" });
  expect((await run("select 3")).rows).toEqual([[3]]);
});

test("more statements than sessions wait their turn; waiting too long is said", async () => {
  const pool = createConnectionPool({ url: analystUrl, maximum: 2, waitMs: 300 });
  const signal = new AbortController().signal;
  const execute = (sql: string) =>
    executeQuery({ target: { kind: "warehouse", orgId: NORTHWIND_ID }, sql, signal }, { pool: () => pool });
  const answers = await Promise.all(Array.from({ length: 10 }, (_, index) => execute(`select ${index}`)));
  expect(answers.map((answer) => answer.rows[0]?.[0])).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  const [first, second, third] = await Promise.allSettled([1, 1, 1].map(() => execute("select pg_sleep(0.8)")));
  expect([first?.status, second?.status]).toEqual(["fulfilled", "fulfilled"]);
  expect(third).toMatchObject({ reason: { code: "SERVICE_UNAVAILABLE" } });
  pool.close();
});

test("a database nobody answers for is unavailable, without its address in the error", async () => {
  const resolveTarget = async () => ({
    url: "postgres://someone:secret@127.0.0.1:1/none",
    searchPath: ["public"],
    signToken: null,
  });
  const target = { kind: "connected", dataSourceId: "gone" } as const;
  const error = await executeQuery(
    { target, sql: "select 1", signal: new AbortController().signal },
    { resolveTarget },
  ).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: "SERVICE_UNAVAILABLE" });
  expect(`${String(error)} ${String((error as Error).cause)}`).not.toMatch(/secret|127\.0/);
});

test("the planner's estimate stops a join without a condition and passes a normal one", async () => {
  const target = { kind: "warehouse", orgId: NORTHWIND_ID } as const;
  const signal = new AbortController().signal;
  const bomb = "select count(*) from time_entries a, time_entries b, time_entries c";
  await expect(requireAffordable({ target, sql: bomb, signal })).rejects.toMatchObject({
    code: "QUERY_TOO_EXPENSIVE",
    message: expect.stringMatching(/every row with every other over time_entries/),
  });
  const sql = "select c.name, count(*) from projects p join companies c on c.id = p.company_id group by 1";
  const estimate = await estimateCost({ target, sql, signal });
  const schema = businessSchema(NORTHWIND_ID);
  expect(estimate).toMatchObject({ affordable: true, reason: null });
  expect(estimate.relations).toEqual([`${schema}.companies`, `${schema}.projects`]);
  const gathering = "select jsonb_agg(a) from time_entries a, time_entries b";
  await expect(requireAffordable({ target, sql: gathering, signal, maximumCost: 1e12 })).rejects.toMatchObject({
    message: expect.stringMatching(/into one value/),
  });
  expect(await estimateCost({ target, sql: "select jsonb_agg(a) from companies a", signal })).toMatchObject({
    affordable: true,
  });
  await expect(requireAffordable({ target, sql, signal, maximumCost: 0.1 })).rejects.toMatchObject({
    code: "QUERY_TOO_EXPENSIVE",
  });
});
