import { expect, test } from "vitest";
import { introspectCatalog } from "#app/server/sql/catalog/introspect.ts";
import { executeQuery } from "#app/server/sql/execute-query.ts";
import { businessSchema } from "#app/server/sql/resolve-target.ts";
import type { Catalog } from "#app/shared/catalog.ts";
import { useTestStack } from "#test/stack.ts";

const stack = await useTestStack();

function tenantCatalog(orgId: string): Promise<Catalog> {
  const target = { kind: "warehouse", orgId } as const;
  const query = async (sql: string): Promise<string[]> => {
    const limits = { timeoutMs: 60_000, rows: 100_000, bytes: 64 * 1024 * 1024, cellBytes: 16 * 1024 * 1024 };
    const { rows } = await executeQuery({ target, sql, signal: AbortSignal.timeout(60_000), limits });
    return rows.map(([cell]) => String(cell));
  };
  return introspectCatalog(query, { target, schemas: [businessSchema(orgId)], hiddenColumns: ["org_id"] });
}

function valuesOf(catalog: Catalog): Set<string> {
  return new Set(catalog.tables.flatMap((table) => table.columns.map(({ values }) => values?.distinct ?? [])).flat());
}

test("inside the wall a catalog is whole, and holds its own organisation's data only", async () => {
  const organizations = await stack.admin<
    { id: string }[]
  >`select id from public.organizations order by created_at limit 2`;
  const [first, second] = await Promise.all(organizations.map(({ id }) => tenantCatalog(id)));
  if (!first || !second) throw new Error("the seed holds two organisations");

  const companies = first.tables.find(({ id }) => id === "companies");
  expect(companies).toMatchObject({ qualified: false, primaryKey: ["id"], kind: "table" });
  expect(companies?.rowCount).toBeGreaterThan(0);
  expect(first.tables.flatMap(({ columns }) => columns.map(({ name }) => name))).not.toContain("org_id");
  expect(first.relationships.length).toBeGreaterThan(3);
  expect(first.relationships.every(({ fromColumns }) => fromColumns.length === 1)).toBe(true);

  const [named] = await stack.admin.unsafe<{ name: string }[]>(
    `select name from ${businessSchema(organizations[0]?.id ?? "")}.companies
     where name not in (select name from ${businessSchema(organizations[1]?.id ?? "")}.companies) limit 1`,
  );
  expect(valuesOf(first)).toContain(named?.name);
  expect(valuesOf(second)).not.toContain(named?.name);
});

test("another organisation's schema reads as empty", async () => {
  const [first, second] = await stack.admin<
    { id: string }[]
  >`select id from public.organizations order by created_at limit 2`;
  const target = { kind: "warehouse", orgId: first?.id ?? "" } as const;
  const query = async (sql: string): Promise<string[]> => {
    const { rows } = await executeQuery({ target, sql, signal: AbortSignal.timeout(60_000) });
    return rows.map(([cell]) => String(cell));
  };
  const catalog = await introspectCatalog(query, { target, schemas: [businessSchema(second?.id ?? "")] });
  expect(valuesOf(catalog).size).toBe(0);
  expect(
    catalog.tables.every(({ columns }) => columns.every(({ statistics }) => (statistics?.distinct ?? 0) === 0)),
  ).toBe(true);
});
