import type { Cell } from "#app/shared/result-set.ts";
import { formatDate } from "./format-date.ts";
import { formatPeriod } from "./format-period.ts";
import { formatNumber } from "./format-number.ts";
import { formatTimestamp } from "./format-timestamp.ts";
import { isNumericType } from "./is-numeric-type.ts";

/**
 * A cell as a reader sees it, by its column's Postgres type. NULL is the caller's to show: it is not text.
 * Key-like integers keep their digits ungrouped, because 10,482 is a quantity and 10482 a name.
 */
export function formatCell(cell: Exclude<Cell, null>, column: { name: string; type: string }): string {
  if (typeof cell === "boolean") return cell ? "yes" : "no";
  if (column.type === "money") return String(cell);
  if (isNumericType(column.type)) return isKeyName(column.name) ? String(cell) : formatQuantity(cell);
  if (typeof cell === "number") return formatNumber(cell);
  if (column.type === "date" || column.type.startsWith("timestamp")) {
    return formatPeriod(cell, column.name) ?? (column.type === "date" ? formatDate(cell) : formatTimestamp(cell));
  }
  return cell;
}

/** An average arrives with sixteen decimals; four are enough to read by. The stored value keeps them all. */
function formatQuantity(value: string | number): string {
  const fractionDigits = String(value).split(".")[1]?.length ?? 0;
  return formatNumber(value, fractionDigits > 6 ? { minimumFractionDigits: 0, maximumFractionDigits: 4 } : {});
}

function isKeyName(name: string): boolean {
  return /(^|_)(id|year|zip|code|no)$/i.test(name);
}
