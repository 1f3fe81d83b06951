import fc from "fast-check";
import { afterAll, expect, test } from "vitest";

import { introspectCatalog } from "#app/server/sql/catalog/introspect.ts";
import { closeAnalystPools } from "#app/server/sql/connection/analyst-pools.ts";
import { sqlStateOf } from "#app/server/sql/database-error.ts";
import { estimateCost } from "#app/server/sql/estimate-cost.ts";
import { executeQuery } from "#app/server/sql/execute-query.ts";
import { businessSchema } from "#app/server/sql/resolve-target.ts";
import { NORTHWIND_ID } from "#local/demo-users.ts";
import { useTestStack } from "#test/stack.ts";

import { guardSql } from "./guard-sql.ts";

await useTestStack();
const target = { kind: "warehouse", orgId: NORTHWIND_ID } as const;
const signal = new AbortController().signal;
const schema = businessSchema(NORTHWIND_ID);

afterAll(() => closeAnalystPools());

const TABLES = ["companies", "projects", "invoices", "payments", "team_members", "time_entries"];
const table = fc.constantFrom(...TABLES);

/** A source of rows with an `id`: a table, a schema-qualified table, a subquery, or a common table expression by a table's name. */
const { source } = fc.letrec<{ source: string; query: string }>((tie) => ({
  source: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    table,
    table.map((name) => `${schema}.${name}`),
    tie("query").map((query) => `(${query})`),
  ),
  query: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    tie("source").map((from) => `select x.id from ${from} x`),
    fc
      .tuple(table, tie("query"), tie("source"))
      .map(([name, inner, from]) => `with ${name} as (${inner}) select x.id from ${from} x`),
    fc
      .tuple(table, table, tie("query"))
      .map(
        ([first, second, inner]) =>
          `with ${first} as (select id from ${second}), ${second} as (${inner}) select id from ${first}`,
      ),
    fc
      .tuple(table, table)
      .map(([name, other]) => `with recursive ${name} as (select id from ${other}) select id from ${name}`),
    fc
      .tuple(tie("source"), tie("source"))
      .map(([left, right]) => `select a.id from ${left} a left join ${right} b on a.id = b.id`),
    fc.tuple(tie("source"), tie("query")).map(([from, inner]) => `select x.id from ${from} x where x.id in (${inner})`),
    fc
      .tuple(tie("source"), tie("source"))
      .map(([from, other]) => `select x.id from ${from} x where exists (select 1 from ${other} y where y.id = x.id)`),
    fc.tuple(tie("query"), tie("query")).map(([left, right]) => `(${left}) union all (${right})`),
  ),
}));

test("every table that Postgres plans to read was seen by the guard", { timeout: 60_000 }, async () => {
  const runText = async (sql: string) =>
    (await executeQuery({ target, sql, signal, limits: { cellBytes: 8_000_000 } })).rows.map((row) => String(row[0]));
  const catalog = await introspectCatalog(runText, { target, schemas: [schema] });
  let planned = 0;
  await fc.assert(
    fc.asyncProperty(source, async (from) => {
      const verdict = await guardSql(`select count(*) from ${from} q`, catalog);
      if (!verdict.ok) return;
      const seen = new Set(verdict.relations.map((id) => id.split(".").at(-1)));
      const estimate = await estimateCost({ target, sql: verdict.sql, signal }).catch((error: unknown) => {
        // Some combinations are no valid SQL: a recursive name without a union, two columns of different types.
        expect(sqlStateOf(error)).toMatch(/^42/);
        return null;
      });
      if (estimate === null) return;
      planned++;
      expect(estimate.relations.filter((relation) => !seen.has(relation.split(".").at(-1)))).toEqual([]);
    }),
    { numRuns: 300 },
  );
  expect(planned).toBeGreaterThan(100);
});
