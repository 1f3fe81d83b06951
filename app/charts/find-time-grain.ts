import type { TimeGrain } from "./column-profile.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The coarsest calendar step on which every instant lies: what `date_trunc` was probably asked for. */
export function findTimeGrain(instants: readonly number[], type: string): TimeGrain {
  const dates = instants.map((instant) => new Date(instant));
  const every = (test: (date: Date) => boolean) => dates.every(test);
  if (dates.length === 0) return /timestamp/i.test(type) ? "minute" : "day";
  if (!every((date) => date.getTime() % DAY_MS === 0))
    return every((date) => date.getTime() % HOUR_MS === 0) ? "hour" : "minute";
  if (!every((date) => date.getUTCDate() === 1)) return isWeekly(dates) ? "week" : "day";
  if (!every((date) => date.getUTCMonth() % 3 === 0)) return "month";
  if (!every((date) => date.getUTCMonth() === 0)) return dates.length > 1 ? "quarter" : "month";
  return dates.length === 1 && !/^(?:int|numeric|text|float)/i.test(type) ? "month" : "year";
}

function isWeekly(dates: Date[]): boolean {
  const first = dates[0]?.getUTCDay();
  return dates.length > 2 && (first === 1 || first === 0) && dates.every((date) => date.getUTCDay() === first);
}
