import type { ColumnMeaning } from "#app/server/analyst/narrate/column-meaning.ts";
import { formatCell } from "#app/shared/format/format-cell.ts";
import { formatCount } from "#app/shared/format/format-count.ts";
import { formatNumber } from "#app/shared/format/format-number.ts";
import { isNumericType } from "#app/shared/format/is-numeric-type.ts";
import type { Cell, ResultSet } from "#app/shared/result-set.ts";

/** A cell as a sentence writes it, with its column's unit. */
export function written(cell: Exclude<Cell, null>, column: ColumnMeaning): string {
  return column.role === "measure" && typeof cell !== "boolean"
    ? amount(cell, column)
    : formatCell(cell, column.column);
}

/** A quantity with its unit. */
export function amount(value: string | number, measure: ColumnMeaning): string {
  const text = formatCell(value, { name: "value", type: "numeric" });
  return measure.unit && Number.isFinite(Number(value)) ? `${text} ${measure.unit}` : text;
}

/** What names a row. */
export function labelled(cell: Cell, column: ColumnMeaning): string {
  if (cell === null) return `no ${column.words}`;
  // "17" alone says nothing, "template id 17" does.
  return isKey(column) ? `${column.words} ${written(cell, column)}` : written(cell, column);
}

/** A number that only identifies. */
export function isKey(column: ColumnMeaning): boolean {
  return column.role === "label" && isNumericType(column.column.type);
}

/** "12 rows", or how many of more are there. */
export function rowCount(result: ResultSet): string {
  const count = formatCount(result.rows.length, "row");
  return result.truncated ? `The first ${count}` : count;
}

/** A fraction as a percentage, precise where it is small. */
export function percentText(fraction: number): string {
  const percent = fraction * 100;
  if (percent >= 99.5 && percent < 100) return "more than 99 %";
  return `${formatNumber(percent, { maximumFractionDigits: percent < 10 ? 1 : 0 })} %`;
}

/** "A, B and C". */
export function listed(items: string[]): string {
  return items.length < 2 ? (items[0] ?? "") : `${items.slice(0, -1).join(", ")} and ${items.at(-1) ?? ""}`;
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
