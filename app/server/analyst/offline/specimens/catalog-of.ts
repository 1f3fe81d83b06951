import type { Catalog, CatalogColumn, CatalogTable, ColumnKind, Relationship } from "#app/shared/catalog.ts";

const TYPES: Record<string, string> = { timestamp: "timestamp with time zone", numeric: "numeric(12,2)" };

/**
 * A catalog for tests, from one line a column: `name kind [pk] [unique] [rows:N] [min..max] [-> table.column] [= a|b] [# comment]`.
 * `~>` is an inferred reference. An `enum` column's values are its labels.
 */
export function catalogOf(
  tables: Record<string, { rows?: number; comment?: string; schema?: string; columns: string[] }>,
): Catalog {
  const relationships: Relationship[] = [];
  const built = Object.entries(tables).map(
    ([name, { rows = 100, comment = null, schema = "public", columns }]): CatalogTable => {
      const primaryKey: string[] = [];
      const id = schema === "public" ? name : `${schema}.${name}`;
      const built = columns.map((line): CatalogColumn => {
        const [definition = "", note] = line.split(" # ");
        const [left = "", values] = definition.split(" = ");
        const reference = /(~>|->) (\S+)\.(\w+)/.exec(left);
        const [columnName = "", kind = "text", ...flags] = left
          .replace(/(~>|->).*/, "")
          .trim()
          .split(/\s+/);
        if (flags.includes("pk")) primaryKey.push(columnName);
        if (reference?.[2] && reference[3]) {
          relationships.push({
            fromTable: id,
            fromColumns: [columnName],
            toTable: reference[2],
            toColumns: [reference[3]],
            source: reference[1] === "->" ? "foreign_key" : "inferred",
          });
        }
        const list = values?.split("|").map((value) => value.trim()) ?? null;
        const range = flags.map((flag) => /^(-?[\d.-]+)\.\.(-?[\d.-]+)$/.exec(flag)).find((match) => match !== null);
        const unique = flags.includes("pk") || flags.includes("unique");
        return {
          name: columnName,
          type: TYPES[kind] ?? kind,
          kind: kind as ColumnKind,
          nullable: !unique,
          unique,
          comment: note ?? null,
          enumValues: kind === "enum" ? list : null,
          statistics: {
            distinct: unique ? rows : (list?.length ?? Math.min(rows, 50)),
            nullFraction: 0,
            minimum: range?.[1] ?? null,
            maximum: range?.[2] ?? null,
          },
          values: list ? { distinct: list, complete: true } : null,
        };
      });
      return {
        id,
        schema,
        name,
        qualified: schema !== "public",
        kind: "table",
        comment,
        rowCount: rows,
        columns: built,
        primaryKey,
      };
    },
  );
  return {
    target: { kind: "connected", dataSourceId: "specimen" },
    version: "1",
    tables: built,
    relationships,
    glossary: [],
    verified: [],
  };
}
