import type { TimeGrain } from "./column-profile.ts";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** A period's name, unambiguous by itself: `2024`, `Q2 2024`, `Mar 2024`, `4 Mar 2024`, `4 Mar 2024 15:00`. */
export function formatInstant(instant: number, grain: TimeGrain): string {
  const date = new Date(instant);
  const year = date.getUTCFullYear();
  const month = MONTHS[date.getUTCMonth()] ?? "";
  const day = `${date.getUTCDate()} ${month} ${year}`;
  switch (grain) {
    case "year":
      return String(year);
    case "quarter":
      return `Q${Math.floor(date.getUTCMonth() / 3) + 1} ${year}`;
    case "month":
      return `${month} ${year}`;
    case "week":
    case "day":
      return day;
    default:
      return `${day} ${clock(date)}`;
  }
}

/** A period's name on an axis, where the neighbours say the rest. */
export function formatInstantShort(instant: number, grain: TimeGrain): string {
  const date = new Date(instant);
  const month = MONTHS[date.getUTCMonth()] ?? "";
  switch (grain) {
    case "year":
      return String(date.getUTCFullYear());
    case "quarter":
      return `Q${Math.floor(date.getUTCMonth() / 3) + 1}`;
    case "month":
      return month;
    case "week":
    case "day":
      return `${date.getUTCDate()} ${month}`;
    default:
      return clock(date);
  }
}

function clock(date: Date): string {
  return `${String(date.getUTCHours()).padStart(2, "0")}:${String(date.getUTCMinutes()).padStart(2, "0")}`;
}
