import type { TimeGrain } from "./column-profile.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Finest first. */
export const TIME_GRAINS: readonly TimeGrain[] = ["minute", "hour", "day", "week", "month", "quarter", "year"];

/** Start of the period an instant lies in; weeks start on Monday. */
export function startOfPeriod(instant: number, grain: TimeGrain): number {
  const date = new Date(instant);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  switch (grain) {
    case "minute":
      return Math.floor(instant / MINUTE_MS) * MINUTE_MS;
    case "hour":
      return Math.floor(instant / HOUR_MS) * HOUR_MS;
    case "day":
      return Math.floor(instant / DAY_MS) * DAY_MS;
    case "week":
      return (Math.floor(instant / DAY_MS) - ((date.getUTCDay() + 6) % 7)) * DAY_MS;
    case "month":
      return Date.UTC(year, month, 1);
    case "quarter":
      return Date.UTC(year, month - (month % 3), 1);
    case "year":
      return Date.UTC(year, 0, 1);
  }
}

/** Start of the following period. A week keeps its weekday, so weeks that start on Sunday stay so. */
export function nextPeriod(instant: number, grain: TimeGrain): number {
  const date = new Date(instant);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  switch (grain) {
    case "minute":
      return instant + MINUTE_MS;
    case "hour":
      return instant + HOUR_MS;
    case "day":
      return instant + DAY_MS;
    case "week":
      return instant + 7 * DAY_MS;
    case "month":
      return Date.UTC(year, month + 1, 1);
    case "quarter":
      return Date.UTC(year, month + 3, 1);
    case "year":
      return Date.UTC(year + 1, 0, 1);
  }
}

/**
 * Every period from the first to the last instant, so that a missing month is a gap and not a shorter axis.
 * Null where there would be more than `maximum`, or where the instants do not lie on the grain.
 */
export function fillPeriods(instants: readonly number[], grain: TimeGrain, maximum: number): number[] | null {
  const sorted = [...new Set(instants)].sort((a, b) => a - b);
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined) return [];
  const periods: number[] = [];
  for (let period = first; period <= last; period = nextPeriod(period, grain)) {
    periods.push(period);
    if (periods.length > maximum) return null;
  }
  const known = new Set(periods);
  return sorted.every((instant) => known.has(instant)) ? periods : null;
}
