import { expect, test } from "vitest";
import { relationshipCandidates } from "#app/server/sql/catalog/relationship-candidates.ts";
import type { CatalogColumn, CatalogTable, ColumnKind, Relationship } from "#app/shared/catalog.ts";

type ColumnSketch = `${string}:${"integer" | "text"}${"" | "!"}`;

/** `name:kind`, with `!` for a column whose values never repeat. */
function table(name: string, columns: ColumnSketch[], primaryKey: string[] = []): CatalogTable {
  return {
    id: name,
    schema: "public",
    name,
    qualified: false,
    kind: "table",
    comment: null,
    rowCount: 10,
    columns: columns.map(column),
    primaryKey,
  };
}

function column(sketch: ColumnSketch): CatalogColumn {
  const [name = "", kind = "text"] = sketch.replace("!", "").split(":");
  return {
    name,
    type: kind,
    kind: kind as ColumnKind,
    nullable: true,
    unique: false,
    comment: null,
    enumValues: null,
    statistics: { distinct: sketch.endsWith("!") ? 10 : 4, nullFraction: 0, minimum: null, maximum: null },
    values: null,
  };
}

function found(tables: CatalogTable[]): string[] {
  return relationshipCandidates(tables, []).map(
    ({ fromTable, fromColumn, toTable, toColumn }) => `${fromTable}.${fromColumn} -> ${toTable}.${toColumn}`,
  );
}

test("a column named after a table and its key points at it, singular or plural", () => {
  const companies = table("companies", ["id:integer!", "name:text!"], ["id"]);
  expect(found([companies, table("invoices", ["id:integer!", "company_id:integer"], ["id"])])).toEqual([
    "invoices.company_id -> companies.id",
  ]);
});

test("a telling key name is found in every other table, but only its home is a target", () => {
  const author = table("author", ["aid:integer!", "name:text!"]);
  const writes = table("writes", ["aid:integer!", "pid:integer"]);
  expect(found([author, writes])).toEqual(["writes.aid -> author.aid"]);
});

test("a role in front of the name and a shortened table name are understood", () => {
  const superhero = table("superhero", ["id:integer!"], ["id"]);
  const colour = table("colour", ["id:integer!"], ["id"]);
  const power = table("hero_power", ["hero_id:integer", "eye_colour_id:integer"]);
  expect(found([superhero, colour, power]).toSorted()).toEqual([
    "hero_power.eye_colour_id -> colour.id",
    "hero_power.hero_id -> superhero.id",
  ]);
});

test("names that say nothing are no reference", () => {
  const left = table("left_side", ["id:integer!", "name:text!", "status:text"], ["id"]);
  const right = table("right_side", ["id:integer!", "name:text!", "status:text!"], ["id"]);
  expect(found([left, right])).toEqual([]);
});

test("a parent in the same table is a reference, the table's own key is not", () => {
  const category = table("category", ["category_id:integer!", "parent_category_id:integer"], ["category_id"]);
  expect(found([category])).toEqual(["category.parent_category_id -> category.category_id"]);
});

test("a declared reference is not guessed again", () => {
  const tables = [
    table("company", ["id:integer!"], ["id"]),
    table("invoice", ["id:integer!", "company_id:integer"], ["id"]),
  ];
  const declared: Relationship[] = [
    { fromTable: "invoice", fromColumns: ["company_id"], toTable: "company", toColumns: ["id"], source: "foreign_key" },
  ];
  expect(relationshipCandidates(tables, declared)).toEqual([]);
});

test("a comment that names its target is believed", () => {
  const tables = [table("superpower", ["code:integer!"]), table("hero", ["gift:integer"])];
  const gift = tables[1]?.columns[0];
  if (gift) gift.comment = "the gift. Maps to superpower(code)";
  expect(found(tables)).toEqual(["hero.gift -> superpower.code"]);
});
