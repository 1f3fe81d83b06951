import { formatMonth } from "./format-month.ts";

const FIRST_DAY = /^(\d{4})-(\d{2})-01(?:[T ]00:00(?::00)?(?:\.0+)?(?:Z|[+-][\d:]+)?)?$/;

/** "Mar 2026", "Q2 2026" or "2026" for the first day of the period that a column is named after; else null. */
export function formatPeriod(value: string, columnName: string): string | null {
  const unit = /(?:^|_)(month|quarter|year)$/i.exec(columnName)?.[1]?.toLowerCase();
  const match = FIRST_DAY.exec(value);
  if (!unit || !match) return null;
  const month = Number(match[2]);
  if (unit === "month") return formatMonth(value);
  if (unit === "quarter") return month % 3 === 1 ? `Q${(month + 2) / 3} ${match[1]}` : null;
  return month === 1 ? match[1]! : null;
}
