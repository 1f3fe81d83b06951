import { formatDate } from "./format-date.ts";

/** "Mar 2026", for a value that stands for its whole month. */
export function formatMonth(value: string): string {
  const date = formatDate(value);
  return date === value ? value : date.slice(date.indexOf(" ") + 1);
}
