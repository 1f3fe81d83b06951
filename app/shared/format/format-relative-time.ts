import { formatDate } from "./format-date.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** "just now", "5 min ago", "3 h ago", "yesterday", "4 days ago", then the date. Both are ISO 8601. */
export function formatRelativeTime(then: string, now: string): string {
  const ageMs = Date.parse(now) - Date.parse(then);
  if (Number.isNaN(ageMs)) return then;
  if (ageMs < MINUTE_MS) return "just now";
  if (ageMs < HOUR_MS) return `${Math.floor(ageMs / MINUTE_MS)} min ago`;
  if (ageMs < DAY_MS) return `${Math.floor(ageMs / HOUR_MS)} h ago`;
  const days = Math.floor(ageMs / DAY_MS);
  if (days === 1) return "yesterday";
  return days < 7 ? `${days} days ago` : formatDate(then);
}
