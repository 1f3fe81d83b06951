import { expect, test } from "vitest";
import type { CatalogColumn, CatalogTable } from "#app/shared/catalog.ts";
import { describeColumn } from "./describe-column.ts";

const TABLE: CatalogTable = {
  id: "invoices",
  schema: "s",
  name: "invoices",
  qualified: false,
  kind: "table",
  comment: null,
  rowCount: 10,
  columns: [],
  primaryKey: ["id"],
};

function column(change: Partial<CatalogColumn>): CatalogColumn {
  return {
    name: "amount",
    type: "numeric",
    kind: "numeric",
    nullable: true,
    unique: false,
    comment: null,
    enumValues: null,
    statistics: null,
    values: null,
    ...change,
  };
}

test("a key and what it leads to are named", () => {
  expect(describeColumn(column({ name: "id", kind: "integer" }), TABLE, [])).toBe("Key");
  const link = {
    fromTable: "invoices",
    fromColumns: ["project_id"],
    toTable: "projects",
    toColumns: ["id"],
    source: "foreign_key" as const,
  };
  expect(describeColumn(column({ name: "project_id" }), TABLE, [link])).toBe("Leads to projects");
});

test("comment, range and share of empty cells read as sentences", () => {
  const statistics = { distinct: 9, nullFraction: 0.12, minimum: "120.00", maximum: "98000.50" };
  expect(describeColumn(column({ comment: "Net amount.", statistics }), TABLE, [])).toBe(
    "Net amount. 120.00 to 98,000.50. 12 % empty",
  );
});

test("a long list of values is cut and an incomplete one left out", () => {
  expect(describeColumn(column({ kind: "enum", enumValues: [..."abcdefgh"] }), TABLE, [])).toBe(
    "a, b, c, d, e, f and 2 more",
  );
  expect(describeColumn(column({ kind: "text", values: { distinct: ["a"], complete: false } }), TABLE, [])).toBe("");
});
