import type { Cell } from "#app/shared/result-set.ts";
import type { ColumnProfile } from "./column-profile.ts";
import { formatInstant } from "./format-instant.ts";
import { parseInstant } from "./parse-cell.ts";

const LONGEST_NAME = 200;
const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** A group's name as text for people; null becomes "No value", so that it is seen. */
export function nameCategory(cell: Cell, profile: ColumnProfile): string {
  if (cell === null) return "No value";
  if (profile.role === "boolean") return cell === true || cell === "t" || cell === "true" ? "Yes" : "No";
  if (profile.role === "temporal") {
    const instant = parseInstant(cell);
    return instant === null ? String(cell) : formatInstant(instant, profile.grain ?? "day");
  }
  if (profile.role === "ordinal" && /\b(?:dow|isodow|weekday|day of week)\b/i.test(profile.label)) {
    const day = Number(cell);
    if (Number.isInteger(day)) return WEEKDAYS[day] ?? String(cell);
  }
  const text = String(cell)
    .replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, " ")
    .trim();
  if (text === "") return "Empty";
  return text.length > LONGEST_NAME ? `${text.slice(0, LONGEST_NAME - 1)}…` : text;
}
