import { formatDate } from "./format-date.ts";

const CLOCK = /[T ](\d{2}:\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?$/;

/**
 * "3 Mar 2026, 14:05 UTC" from an ISO or Postgres timestamp. The clock is the one in the text: nothing is
 * moved to the reader's zone, so server and browser agree. Seconds show only where they are not zero.
 */
export function formatTimestamp(value: string): string {
  const date = formatDate(value);
  const clock = CLOCK.exec(value);
  if (date === value || !clock) return date;
  const seconds = clock[2] && clock[2] !== "00" ? `:${clock[2]}` : "";
  return `${date}, ${clock[1]}${seconds}${zoneName(clock[3])}`;
}

function zoneName(offset: string | undefined): string {
  if (!offset) return "";
  return offset === "Z" || /^[+-]00(?::?00)?$/.test(offset) ? " UTC" : ` UTC${offset.replace("-", "\u2212")}`;
}
