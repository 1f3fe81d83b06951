import type { CatalogColumn, CatalogTable, Relationship } from "#app/shared/catalog.ts";
import { formatCell } from "#app/shared/format/format-cell.ts";

/** Values named before the rest is only counted. */
const NAMED_VALUES = 6;

/** What a reader wants to know of a column: its comment, where it leads, its values or their range. */
export function describeColumn(column: CatalogColumn, table: CatalogTable, relationships: Relationship[]): string {
  const target = relationships.find((relationship) => relationship.fromColumns.includes(column.name));
  return [
    column.comment?.replace(/\.$/, ""),
    table.primaryKey.length === 1 && table.primaryKey[0] === column.name ? "Key" : null,
    target ? `Leads to ${target.toTable}` : null,
    values(column) ?? range(column),
    emptyShare(column),
  ]
    .filter(Boolean)
    .join(". ");
}

function values(column: CatalogColumn): string | null {
  const list = column.enumValues ?? (column.values?.complete ? column.values.distinct : null);
  if (!list || list.length === 0) return null;
  const named = list.slice(0, NAMED_VALUES).join(", ");
  return list.length > NAMED_VALUES ? `${named} and ${list.length - NAMED_VALUES} more` : named;
}

function range(column: CatalogColumn): string | null {
  const { minimum = null, maximum = null } = column.statistics ?? {};
  const isRanged = ["integer", "numeric", "date", "timestamp"].includes(column.kind);
  if (!isRanged || minimum === null || maximum === null || /(^|_)id$/.test(column.name)) return null;
  const type = column.kind === "integer" ? "int8" : column.kind === "timestamp" ? "timestamptz" : column.kind;
  return `${formatCell(minimum, { name: column.name, type })} to ${formatCell(maximum, { name: column.name, type })}`;
}

function emptyShare(column: CatalogColumn): string | null {
  const share = column.statistics?.nullFraction ?? 0;
  return share >= 0.005 ? `${Math.round(share * 100)} % empty` : null;
}
