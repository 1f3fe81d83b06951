import { fenceText } from "#app/server/analyst/model/fence-data.ts";
import type { DataSharing } from "#app/server/analyst/model/model-config.ts";
import { quoteIdentifier } from "#app/server/sql/catalog/quote.ts";
import type { Catalog, CatalogColumn, CatalogTable, Relationship } from "#app/shared/catalog.ts";

const COLUMNS_SHOWN = 60;
const SAMPLE_VALUES = 4;
const SAMPLE_CHARACTERS = 40;
/** With so few distinct values all of them are worth showing: they are a status, a type, a country. */
const FEW_VALUES = 12;

export type SchemaTextOptions = {
  sharing: DataSharing;
  /** Columns to keep of a very wide table, as `table.column`. */
  wanted: ReadonlySet<string>;
};

/** One table as a model reads it: a line for the table and one for each column. */
export function tableText(
  table: CatalogTable,
  relationships: Map<string, Relationship[]>,
  { sharing, wanted }: SchemaTextOptions,
): string {
  const references = relationships.get(table.id) ?? [];
  const shown = shownColumns(table, references, wanted);
  const hidden = table.columns.length - shown.length;
  const rows = table.rowCount === null ? "" : `, about ${table.rowCount} rows`;
  const head = `${table.kind} ${relationName(table)}${rows}${remark(table.comment)}`;
  const lines = shown.map((column) => `  ${columnText(table, column, references, sharing)}`);
  const composite = references
    .filter(({ fromColumns }) => fromColumns.length > 1)
    .map((reference) => `  join (${reference.fromColumns.map(sqlName).join(", ")}) -> ${targetText(reference)}`);
  return [head, ...lines, ...composite, ...(hidden > 0 ? [`  ... ${hidden} more columns`] : [])].join("\n");
}

/** How SQL must name a table. */
export function relationName(table: CatalogTable): string {
  return table.qualified ? `${sqlName(table.schema)}.${sqlName(table.name)}` : sqlName(table.name);
}

/** Relationships by the table they start from. */
export function relationshipsByTable(catalog: Catalog): Map<string, Relationship[]> {
  return Map.groupBy(catalog.relationships, ({ fromTable }) => fromTable);
}

function columnText(
  table: CatalogTable,
  column: CatalogColumn,
  references: Relationship[],
  sharing: DataSharing,
): string {
  const key = table.primaryKey.includes(column.name) ? " key" : column.unique ? " unique" : "";
  const target = references.find(({ fromColumns }) => fromColumns.length === 1 && fromColumns[0] === column.name);
  const reference = target ? ` -> ${targetText(target)}` : "";
  const labels = column.enumValues
    ? ` one of ${column.enumValues
        .slice(0, 30)
        .map((label) => fenceText(label, 60))
        .join(", ")}`
    : "";
  const data = sharing === "schema" ? "" : dataText(column);
  return `${sqlName(column.name)} ${column.type}${key}${reference}${labels}${data}${remark(column.comment)}`;
}

function dataText(column: CatalogColumn): string {
  const values = column.values?.distinct ?? [];
  if (values.length > 0) {
    const all = column.values?.complete === true && values.length <= FEW_VALUES;
    const shown = all ? values : values.slice(0, SAMPLE_VALUES);
    const list = shown.map((value) => fenceText(value, SAMPLE_CHARACTERS)).join(", ");
    return all ? ` all values: ${list}` : ` e.g. ${list}`;
  }
  const { minimum = null, maximum = null } = column.statistics ?? {};
  return minimum !== null && maximum !== null && column.kind !== "other" ? ` from ${minimum} to ${maximum}` : "";
}

function shownColumns(table: CatalogTable, references: Relationship[], wanted: ReadonlySet<string>): CatalogColumn[] {
  if (table.columns.length <= COLUMNS_SHOWN) return table.columns;
  const keys = new Set([...table.primaryKey, ...references.flatMap(({ fromColumns }) => fromColumns)]);
  const needed = table.columns.filter(({ name }) => keys.has(name) || wanted.has(`${table.id}.${name}`));
  const rest = table.columns
    .filter((column) => !needed.includes(column))
    .slice(0, Math.max(0, COLUMNS_SHOWN - needed.length));
  const kept = new Set([...needed, ...rest]);
  return table.columns.filter((column) => kept.has(column));
}

function targetText({ toTable, toColumns }: Relationship): string {
  return `${toTable.split(".").map(sqlName).join(".")}(${toColumns.map(sqlName).join(", ")})`;
}

function remark(comment: string | null): string {
  return comment ? ` -- ${fenceText(comment)}` : "";
}

/** Quoted only where Postgres needs it, so that plain schemas stay plain. */
function sqlName(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) ? name : quoteIdentifier(name.replaceAll(/[\r\n]+/g, " "));
}
