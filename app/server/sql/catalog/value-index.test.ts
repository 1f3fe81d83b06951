import { expect, test } from "vitest";
import { ValueIndex, valueIndexOf } from "#app/server/sql/catalog/value-index.ts";
import type { Catalog, CatalogColumn } from "#app/shared/catalog.ts";

function column(name: string, values: string[] | null, enumValues: string[] | null = null): CatalogColumn {
  return {
    name,
    type: "text",
    kind: enumValues ? "enum" : "text",
    nullable: true,
    unique: false,
    comment: null,
    enumValues,
    statistics: null,
    values: values && { distinct: values, complete: true },
  };
}

function catalogOf(...columns: CatalogColumn[]): Catalog {
  const table = {
    id: "t",
    schema: "public",
    name: "t",
    qualified: false,
    kind: "table",
    comment: null,
    rowCount: 1,
    columns,
    primaryKey: [],
  } as const;
  return {
    target: { kind: "connected", dataSourceId: "x" },
    version: "1",
    tables: [{ ...table, primaryKey: [] }],
    relationships: [],
    glossary: [],
    verified: [],
  };
}

const catalog = catalogOf(
  column("city", ["San Francisco", "São Paulo", "Porto"]),
  column("company", ["Acme GmbH", "Porto"]),
  column("state", null, ["on hold", "active"]),
);

test("the same text is found whatever its case, accents and spacing, in every column", () => {
  const index = new ValueIndex(catalog);
  expect(index.same(" são  paulo").map(({ value }) => value)).toEqual(["São Paulo"]);
  expect(index.same("SAO PAULO")).toHaveLength(1);
  expect(index.same("porto").map(({ column: name }) => name)).toEqual(["city", "company"]);
  expect(index.same("")).toEqual([]);
});

test("misspelt text finds its value, best first, and nonsense finds none", () => {
  const index = new ValueIndex(catalog);
  expect(index.similar("san fransisco", 3)[0]).toMatchObject({ value: "San Francisco", column: "city" });
  expect(index.similar("san francisco", 3)[0]?.similarity).toBe(1);
  expect(index.similar("zzzzzz", 3)).toEqual([]);
  expect(index.similar("san fransisco", 3)).toEqual(index.similar("san fransisco", 3));
});

test("a question's values are found, the longest run at each place, enum labels included", () => {
  const index = new ValueIndex(catalog);
  const found = index.mentioned("how many on hold orders from san francisco or 'acme gmbhh'?", 10);
  expect(found.map(({ value }) => value).toSorted()).toEqual(["Acme GmbH", "San Francisco", "on hold"]);
  expect(index.mentioned("Orders in San Fransisco?", 10).map(({ value }) => value)).toEqual(["San Francisco"]);
  expect(index.mentioned("Nothing here", 10)).toEqual([]);
});

test("no answer is longer than asked for, and a long question is no trouble", () => {
  const many = catalogOf(...Array.from({ length: 30 }, (_, number) => column(`c${number}`, ["same"])));
  expect(valueIndexOf(many).mentioned("same same same", 10)).toHaveLength(10);
  expect(valueIndexOf(many).mentioned("word ".repeat(2_000), 10)).toEqual([]);
});

test("the index of a catalog is made once", () => {
  expect(valueIndexOf(catalog)).toBe(valueIndexOf(catalog));
  expect(valueIndexOf(catalogOf())).toHaveProperty("size", 0);
});
