import type { Cell } from "#app/shared/result-set.ts";

/** A value as the scorer compares it: NULL, a number (booleans are 1 and 0), or text. */
export type ScoredValue = null | number | string;

const NUMBER_TEXT = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
const MIDNIGHT = /^(\d{4}-\d\d-\d\d)[ T]00:00:00(\.0+)?([+-]\d\d(:?\d\d)?)?$/;
const LONGEST_NUMBER_TEXT = 17;
const RELATIVE_TOLERANCE = 1e-2;
const NUMBER_TYPES = new Set(["int2", "int4", "int8", "oid", "float4", "float8", "numeric"]);
const SECONDS_BY_UNIT: Record<string, number> = { year: 31_536_000, mon: 2_592_000, day: 86_400 };

/** Reads a value of a gold file: numbers in text are numbers, a timestamp at midnight is its date. */
export function scoredGold(value: unknown): ScoredValue {
  if (value === null || value === undefined) return null;
  if (typeof value === "boolean") return value ? 1 : 0;
  if (typeof value === "number") return Number.isNaN(value) ? null : value;
  const text = (typeof value === "string" ? value : JSON.stringify(sortKeys(value))).trim();
  if (NUMBER_TEXT.test(text) && text.length <= LONGEST_NUMBER_TEXT) return Number(text);
  return MIDNIGHT.exec(text)?.[1] ?? text;
}

/** Reads a cell as Postgres printed it; `type` is the column's type name. */
export function scoredCell(cell: Cell, type: string): ScoredValue {
  if (cell === null) return null;
  if (typeof cell !== "string") return scoredGold(cell);
  if (NUMBER_TYPES.has(type)) {
    const number = Number(cell);
    return cell === "NaN" || (type === "numeric" && !Number.isFinite(number)) ? null : number;
  }
  if (type === "bool") return cell === "t" || cell === "true" ? 1 : 0;
  if (type === "timestamp" || type === "timestamptz") return scoredGold(isoTimestamp(cell));
  if (type === "interval") return intervalSeconds(cell);
  if (type === "bytea") return cell.replace(/^\\x/, "");
  if (type === "json" || type === "jsonb") return scoredGold(JSON.parse(cell));
  if (type.endsWith("[]")) return scoredGold(readArray(cell, type.slice(0, -2)));
  return scoredGold(cell);
}

/** NULL = NULL; numbers within 1 %, but two whole numbers must be equal. */
export function sameValue(left: ScoredValue, right: ScoredValue): boolean {
  if (left === right) return true;
  if (typeof left !== "number" || typeof right !== "number") return false;
  if (Number.isInteger(left) && Number.isInteger(right)) return false;
  const difference = Math.abs(left - right);
  return difference <= RELATIVE_TOLERANCE * Math.max(Math.abs(left), Math.abs(right)) || difference < 1e-9;
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, inner]) => [key, sortKeys(inner)]),
  );
}

/** Microseconds to six digits or none, the offset with minutes: as Python's isoformat writes both. */
function isoTimestamp(text: string): string {
  return text
    .replace(/\.(\d+)/, (_, digits: string) => (Number(digits) === 0 ? "" : `.${digits.padEnd(6, "0")}`))
    .replace(/([+-]\d\d)$/, (offset, _sign, position: number) => (position > 10 ? `${offset}:00` : offset));
}

function intervalSeconds(text: string): ScoredValue {
  let seconds = 0;
  for (const [, amount, unit] of text.matchAll(/(-?\d+) (year|mon|day)s?/g)) {
    seconds += Number(amount) * (SECONDS_BY_UNIT[unit ?? ""] ?? 0);
  }
  const clock = /(-?)(\d+):(\d\d):(\d\d(?:\.\d+)?)/.exec(text);
  if (!clock) return seconds;
  const time = Number(clock[2]) * 3600 + Number(clock[3]) * 60 + Number(clock[4]);
  return seconds + (clock[1] === "-" ? -time : time);
}

function readArray(text: string, elementType: string): unknown[] {
  const stack: unknown[][] = [[]];
  for (const [part, quoted] of text.matchAll(/[{}]|"((?:[^"\\]|\\.)*)"|[^{},"]+/g)) {
    if (part === "{") stack.push([]);
    else if (part === "}") {
      const inner = stack.pop() ?? [];
      stack.at(-1)?.push(inner);
    } else if (quoted !== undefined) stack.at(-1)?.push(quoted.replaceAll(/\\(.)/g, "$1"));
    else if (part === "NULL") stack.at(-1)?.push(null);
    else
      stack.at(-1)?.push(NUMBER_TYPES.has(elementType) ? Number(part) : elementType === "bool" ? part === "t" : part);
  }
  return (stack[0]?.[0] as unknown[] | undefined) ?? [];
}
