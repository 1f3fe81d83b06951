import type { Catalog, CatalogColumn, CatalogTable } from "#app/shared/catalog.ts";

/** A small catalog: invoices and companies in reach, one table behind its schema, one enum. */
export function exampleCatalog(): Catalog {
  return {
    target: { kind: "connected", dataSourceId: "example" },
    version: "1",
    tables: [
      table("invoices", ["id", "company_id", "number", "amount", "status", "issued_at", "note", "tags", "payload"]),
      table("companies", ["id", "parent_id", "name", "size"]),
      { ...table("archive", ["id", "amount"]), id: "old.archive", schema: "old", qualified: true },
    ],
    relationships: [],
    glossary: [],
    verified: [],
  };
}

function table(name: string, columns: string[]): CatalogTable {
  return {
    id: name,
    schema: "org_1",
    name,
    qualified: false,
    kind: "table",
    comment: null,
    rowCount: 100,
    columns: columns.map(column),
    primaryKey: ["id"],
  };
}

function column(name: string): CatalogColumn {
  const isEnum = name === "status";
  return {
    name,
    type: isEnum ? "org_1.invoice_status" : "text",
    kind: isEnum ? "enum" : "text",
    nullable: true,
    unique: false,
    comment: null,
    enumValues: isEnum ? ["open", "paid"] : null,
    statistics: null,
    values: null,
  };
}
