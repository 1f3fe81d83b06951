import type { Cell } from "#app/shared/result-set.ts";

const DAY_MS = 86_400_000;
const TIMESTAMP =
  /^(\d{4,5})-(\d{2})(?:-(\d{2}))?(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?)?(?:\s*(?:Z|[+-]\d{2}(?::?\d{2}){0,2}))?$/;
const QUARTER = /^(\d{4})[- ]?Q([1-4])$/i;
const QUARTER_FIRST = /^Q([1-4])[- ](\d{4})$/i;
const WEEK = /^(\d{4})[- ]?W(\d{1,2})$/i;
const YEAR = /^(1[5-9]\d{2}|20\d{2}|21\d{2})$/;
const MONTH_NAME = /^(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?[ -](\d{4})$/i;
const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const INTERVAL =
  /^(?:(-?\d+) years? ?)?(?:(-?\d+) mons? ?)?(?:(-?\d+) days? ?)?(?:([+-]?)(\d+):(\d{2}):(\d{2}(?:\.\d+)?))?$/;
const MONEY = /^(-?)\(?\s*(-?)[$€£¥]\s?([\d,]+(?:\.\d+)?)\)?$/;

/**
 * Reads a cell as a finite number: numbers, `numeric` and `int8` text, `money`, and
 * `interval` in hours. Null for everything else,
 * `NaN` and the infinities included, because none of them has a place on an axis.
 */
export function parseNumber(cell: Cell): number | null {
  if (typeof cell === "number") return Number.isFinite(cell) ? cell : null;
  if (typeof cell !== "string") return null;
  const text = cell.trim();
  if (/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text)) {
    const value = Number(text);
    return Number.isFinite(value) ? value : null;
  }
  const money = MONEY.exec(text);
  if (!money) return parseInterval(text);
  const sign = money[1] || money[2] || text.includes("(") ? -1 : 1;
  return sign * Number((money[3] ?? "").replaceAll(",", ""));
}

/** An `interval` in hours; a month counts 30.4375 days and a year twelve of them, because a length needs one unit. */
function parseInterval(text: string): number | null {
  const parts = INTERVAL.exec(text);
  if (!parts || text === "") return null;
  const [years, months, days] = parts.slice(1, 4).map((part) => Number(part ?? 0)) as [number, number, number];
  const clock = Number(parts[5] ?? 0) + Number(parts[6] ?? 0) / 60 + Number(parts[7] ?? 0) / 3_600;
  return ((years * 12 + months) * 30.4375 + days) * 24 + (parts[4] === "-" ? -clock : clock);
}

/**
 * Reads a date or time as written, as milliseconds since 1970 on the wall clock of the text: an offset is
 * dropped, because the database has already written the time in the session's zone and a chart must show the
 * same day as the table. Also reads `2024`, `2024-03`, `2024-Q1`, `2024-W07` and `March 2024`.
 * Null for `infinity`, dates before Christ and anything else.
 */
export function parseInstant(cell: Cell): number | null {
  if (typeof cell === "number") return YEAR.test(String(cell)) ? Date.UTC(cell, 0, 1) : null;
  if (typeof cell !== "string") return null;
  const text = cell.trim();
  const parts = TIMESTAMP.exec(text);
  if (parts) {
    const [year, month, day, hour, minute, second] = parts.slice(1, 7).map((part) => Number(part ?? 0));
    const milliseconds = Number((parts[7] ?? "0").padEnd(3, "0").slice(0, 3));
    if (!month || month > 12 || (parts[3] && (!day || day > 31))) return null;
    return Date.UTC(year ?? 0, month - 1, day || 1, hour, minute, second, milliseconds);
  }
  if (YEAR.test(text)) return Date.UTC(Number(text), 0, 1);
  const quarter = QUARTER.exec(text);
  if (quarter) return Date.UTC(Number(quarter[1]), (Number(quarter[2]) - 1) * 3, 1);
  const quarterFirst = QUARTER_FIRST.exec(text);
  if (quarterFirst) return Date.UTC(Number(quarterFirst[2]), (Number(quarterFirst[1]) - 1) * 3, 1);
  const week = WEEK.exec(text);
  if (week) return isoWeekStart(Number(week[1]), Number(week[2]));
  const month = MONTH_NAME.exec(text);
  if (month) return Date.UTC(Number(month[2]), MONTHS.indexOf((month[1] ?? "").toLowerCase()), 1);
  return null;
}

/** Monday of an ISO 8601 week: week 1 is the one that holds 4 January. */
function isoWeekStart(year: number, week: number): number {
  const fourth = Date.UTC(year, 0, 4);
  const weekday = (new Date(fourth).getUTCDay() + 6) % 7;
  return fourth - weekday * DAY_MS + (week - 1) * 7 * DAY_MS;
}
