import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { expect, inject, onTestFinished, test } from "vitest";
import { catalogQueryOn } from "#app/server/sql/catalog/catalog-query.ts";
import { introspectCatalog, type IntrospectOptions } from "#app/server/sql/catalog/introspect.ts";
import type { Catalog, CatalogColumn } from "#app/shared/catalog.ts";
import { urlForDatabase } from "#test/test-cluster.ts";

async function makeDatabase(script: string): Promise<postgres.Sql> {
  const { adminUrl } = inject("testCluster");
  const admin = postgres(adminUrl, { max: 1, onnotice() {} });
  const name = `test_${process.pid}_${randomBytes(6).toString("hex")}`;
  await admin.unsafe(`create database ${name} template template0`);
  const connection = postgres(urlForDatabase(adminUrl, name), { max: 1, onnotice() {} });
  onTestFinished(async () => {
    await connection.end();
    await admin.unsafe(`drop database ${name} with (force)`);
    await admin.end();
  });
  await connection.unsafe(script).simple();
  return connection;
}

function introspect(connection: postgres.Sql, options: Partial<IntrospectOptions> = {}): Promise<Catalog> {
  return introspectCatalog(catalogQueryOn(connection), {
    target: { kind: "connected", dataSourceId: "test" },
    schemas: ["public"],
    ...options,
  });
}

function columnOf(catalog: Catalog, table: string, column: string): CatalogColumn | undefined {
  return catalog.tables.find(({ id }) => id === table)?.columns.find(({ name }) => name === column);
}

test("structure, comments, enums, statistics and values are read", async () => {
  const connection = await makeDatabase(`
    create type stage as enum ('draft', 'live');
    create domain short_name as varchar(40);
    create table "Odd ""Table""" (id int primary key, "Two words" short_name, state stage, paid boolean, tags text[]);
    comment on table "Odd ""Table""" is 'What''s odd';
    comment on column "Odd ""Table"""."Two words" is 'a name';
    insert into "Odd ""Table""" values (1, 'Ann', 'live', true, '{a}'), (2, 'Ann', 'draft', null, null), (3, 'Bob', 'live', false, null);
    create view grown as select "Two words" as name from "Odd ""Table""";
    create schema other; create table other.hidden (id int);`);
  const catalog = await introspect(connection);
  expect(catalog.tables.map(({ id, kind, rowCount }) => [id, kind, rowCount])).toEqual([
    ['Odd "Table"', "table", 3],
    ["grown", "view", 3],
  ]);
  expect(catalog.tables[0]).toMatchObject({ comment: "What's odd", primaryKey: ["id"], qualified: false });
  expect(columnOf(catalog, 'Odd "Table"', "Two words")).toMatchObject({
    kind: "text",
    comment: "a name",
    statistics: { distinct: 2, nullFraction: 0 },
    values: { distinct: ["Ann", "Bob"], complete: true },
  });
  expect(columnOf(catalog, 'Odd "Table"', "id")).toMatchObject({
    kind: "integer",
    unique: true,
    nullable: false,
    statistics: { minimum: "1", maximum: "3" },
  });
  expect(columnOf(catalog, 'Odd "Table"', "state")).toMatchObject({
    kind: "enum",
    enumValues: ["draft", "live"],
    values: null,
  });
  expect(columnOf(catalog, 'Odd "Table"', "paid")?.statistics?.nullFraction).toBeCloseTo(1 / 3);
  expect(columnOf(catalog, 'Odd "Table"', "tags")?.kind).toBe("array");
});

test("a schema off the search path is qualified and may be the only one", async () => {
  const connection = await makeDatabase("create schema sales; create table sales.deal (id int primary key);");
  const catalog = await introspect(connection, { schemas: ["sales"] });
  expect(catalog.tables.map(({ id, qualified }) => [id, qualified])).toEqual([["sales.deal", true]]);
});

test("the tenant's column is invisible, also in keys and composite references", async () => {
  const connection = await makeDatabase(`
    create table company (org_id int, id int, name text, primary key (org_id, id), unique (org_id, name));
    create table invoice (org_id int, id int, company int, primary key (org_id, id),
      foreign key (org_id, company) references company (org_id, id));`);
  const catalog = await introspect(connection, { hiddenColumns: ["org_id"] });
  expect(catalog.tables.map(({ columns, primaryKey }) => [columns.map(({ name }) => name), primaryKey])).toEqual([
    [["id", "name"], ["id"]],
    [["id", "company"], ["id"]],
  ]);
  expect(columnOf(catalog, "company", "name")?.unique).toBe(true);
  expect(catalog.relationships).toEqual([
    { fromTable: "invoice", fromColumns: ["company"], toTable: "company", toColumns: ["id"], source: "foreign_key" },
  ]);
});

test("an undeclared join needs values that fit", async () => {
  const connection = await makeDatabase(`
    create table region (id int primary key, name text);
    create table shop (id int primary key, region_id int, kind_id int);
    create table kind (id int primary key, name text);
    insert into region values (1, 'North'), (2, 'South');
    insert into kind values (90, 'a'), (91, 'b');
    insert into shop values (1, 1, 7), (2, 2, 8), (3, 1, 9);`);
  const catalog = await introspect(connection);
  expect(catalog.relationships).toEqual([
    { fromTable: "shop", fromColumns: ["region_id"], toTable: "region", toColumns: ["id"], source: "inferred" },
  ]);
});

test("values stay within the budget and out of columns that opted out", async () => {
  const connection = await makeDatabase(`
    create table note (id int primary key, title text, body text, secret text);
    insert into note select n, 'title ' || n, repeat('long ', 50), 'secret ' || n from generate_series(1, 50) n;`);
  const catalog = await introspect(connection, {
    unindexedColumns: ["note.secret"],
    budget: { valuesPerColumn: 30, totalValues: 100 },
  });
  expect(columnOf(catalog, "note", "title")?.values).toMatchObject({ complete: false });
  expect(columnOf(catalog, "note", "title")?.values?.distinct).toHaveLength(30);
  expect(columnOf(catalog, "note", "body")?.values).toEqual({ distinct: [], complete: false });
  expect(columnOf(catalog, "note", "secret")?.values).toBeNull();
  expect(JSON.stringify(catalog)).not.toContain("secret 1");
});

test("a table larger than the scan is sampled and says so", async () => {
  const connection = await makeDatabase(`
    create table event (id int primary key, kind text);
    insert into event select n, 'kind ' || n % 3 from generate_series(1, 20000) n; analyze event;`);
  const catalog = await introspect(connection, { budget: { scanRows: 2_000 } });
  expect(catalog.tables[0]?.rowCount).toBe(20_000);
  expect(columnOf(catalog, "event", "kind")).toMatchObject({
    statistics: { distinct: 3 },
    values: { complete: false },
  });
  expect(columnOf(catalog, "event", "id")?.statistics?.distinct).toBeGreaterThan(15_000);
});

test("one broken view costs only itself", async () => {
  const connection = await makeDatabase(`
    create table fine (id int primary key, name text); insert into fine values (1, 'x');
    create view broken as select 1 / (id - 1) as ratio from fine;`);
  const catalog = await introspect(connection);
  expect(columnOf(catalog, "fine", "name")?.values?.distinct).toEqual(["x"]);
  expect(columnOf(catalog, "broken", "ratio")).toMatchObject({ statistics: null });
});

test("the version changes with the content and only with it", async () => {
  const connection = await makeDatabase(
    "create table t (id int primary key, name text); insert into t values (1, 'a');",
  );
  const first = await introspect(connection);
  expect((await introspect(connection)).version).toBe(first.version);
  await connection`insert into t values (2, 'b')`;
  expect((await introspect(connection)).version).not.toBe(first.version);
});
