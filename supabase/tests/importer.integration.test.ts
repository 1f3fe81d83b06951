import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import postgres from "postgres";
import { afterAll, expect, test } from "vitest";
import { HARBOR_ID, NORTHWIND_ID } from "#local/demo-users.ts";
import { useTestStack } from "#test/stack.ts";

const stack = await useTestStack();
const connect = (name: string) =>
  postgres(stack.env[name] ?? "", { max: 2, prepare: false, onnotice: () => undefined });
const importer = connect("IMPORTER_DATABASE_URL");
const analyst = connect("ANALYST_DATABASE_URL");
afterAll(() => Promise.all([importer.end(), analyst.end()]));

const columns = [
  { name: "id", type: "integer", primary_key: true },
  { name: "Größe (m²)", type: "numeric(10,2)", nullable: true, comment: "From the header" },
  { name: "kind", enum: ["a", "it's b"] },
];

async function asImporter<Result>(orgId: string, work: (transaction: postgres.TransactionSql) => Promise<Result>) {
  return importer.begin(async (transaction) => {
    await transaction`select set_config('app.tenant_token', ${stack.signTenantToken(orgId)}, true)`;
    return work(transaction);
  });
}

test("creates a table, copies rows and closes it, all in one transaction", async () => {
  const { id, owner } = await stack.createOrganization();
  const name = 'Sales "2026"; drop';
  await asImporter(id, async (transaction) => {
    await transaction`select tenant.create_table(${name}, ${transaction.json(columns)}, 'Uploaded')`;
    const [opened] = await transaction`select tenant.open_table(${name}) as path`;
    const copy = await transaction
      .unsafe(`copy ${opened?.["path"]} (id, "Größe (m²)", kind) from stdin (format csv)`)
      .writable();
    await pipeline(Readable.from(["1,2.50,a\n", "2,,it's b\n"]), copy);
    await transaction`select tenant.close_table(${name})`;
  });
  const rows = await analyst.begin("read only", async (transaction) => {
    const schema = `org_${id.replaceAll("-", "")}`;
    await transaction`select set_config('app.tenant_token', ${stack.signTenantToken(id)}, true)`;
    return transaction`select * from ${transaction(schema)}.${transaction(name)} order by id`;
  });
  expect([...rows]).toEqual([
    { id: 1, "Größe (m²)": "2.50", kind: "a", org_id: id },
    { id: 2, "Größe (m²)": null, kind: "it's b", org_id: id },
  ]);
  expect((await owner.client.rpc("drop_business_table", { p_org_id: id, p_name: name })).error).toBeNull();
  expect((await owner.client.rpc("drop_business_table", { p_org_id: id, p_name: name })).error?.code).toBe("P0002");
});

test("without a token, or after the transaction, the importer does nothing", async () => {
  const { id } = await stack.createOrganization();
  await expect(importer`select tenant.create_table('t', ${importer.json(columns)})`).rejects.toMatchObject({
    code: "42501",
  });
  await asImporter(id, (transaction) => transaction`select tenant.create_table('t', ${transaction.json(columns)})`);
  const table = `org_${id.replaceAll("-", "")}.t`;
  await expect(importer.unsafe(`insert into ${table} (id, kind) values (1, 'a')`)).rejects.toMatchObject({
    code: "42501",
  });
  await expect(importer.unsafe(`select * from ${table}`)).rejects.toMatchObject({ code: "42501" });
});

test("an opened table takes no row of another organisation", async () => {
  const { id } = await stack.createOrganization();
  const work = asImporter(id, async (transaction) => {
    await transaction`select tenant.create_table('t', ${transaction.json(columns)})`;
    await transaction`select tenant.open_table('t')`;
    await transaction.unsafe(
      `insert into org_${id.replaceAll("-", "")}.t (id, kind, org_id) values (1, 'a', '${NORTHWIND_ID}')`,
    );
  });
  await expect(work).rejects.toMatchObject({ code: "23514" });
});

test("the importer reads no business rows, no people, and reaches no other organisation's tables", async () => {
  const refused = [
    `select * from org_${NORTHWIND_ID.replaceAll("-", "")}.companies`,
    `insert into org_${HARBOR_ID.replaceAll("-", "")}.companies default values`,
    "select * from auth.users",
    "select * from public.memberships",
    "select * from tenant.keys",
    "select private.create_business_table(null, 't', '[]')",
    "create table public.mine (a integer)",
    "create temporary table t (a integer)",
    "set role postgres",
  ];
  for (const text of refused) {
    const work = asImporter(NORTHWIND_ID, (transaction) => transaction.unsafe(text));
    await expect(work, text).rejects.toMatchObject({ code: "42501" });
  }
});

test("names, types and labels cannot carry SQL", async () => {
  const { id, owner } = await stack.createOrganization();
  const make = (list: unknown, name = "t") =>
    owner.client.rpc("create_business_table", { p_org_id: id, p_name: name, p_columns: list });
  expect((await make([{ name: "a", type: "text); drop table public.runs; --" }])).error?.code).toBe("22023");
  expect((await make([{ name: "a", type: "public.runs" }])).error?.code).toBe("22023");
  expect((await make([{ name: "org_id", type: "uuid" }])).error?.code).toBe("22023");
  expect((await make([{ name: " ", type: "text" }])).error?.code).toBe("22023");
  expect((await make([])).error?.code).toBe("22023");
  expect((await make("x")).error?.code).toBe("22023");
  expect((await make([{ name: "a", type: "text" }], "x".repeat(64))).error?.code).toBe("22023");
  const hostile = `a"); drop table public.runs; --`;
  const odd = [
    { name: hostile, type: "text", nullable: true, comment: "'; drop table public.runs; --" },
    { name: "b", enum: ["'); drop table public.runs; --"] },
  ];
  expect((await make(odd, hostile)).error).toBeNull();
  const [runs] = await stack.admin`select to_regclass('public.runs') is not null as there`;
  expect(runs).toEqual({ there: true });
});
