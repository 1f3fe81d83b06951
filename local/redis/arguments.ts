import { RedisError } from "./redis-reply.ts";

export function parseInteger(text: string | undefined): number {
  const value = text !== undefined && /^(0|-?[1-9]\d*)$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(value)) throw new RedisError("ERR value is not an integer or out of range");
  return value;
}

export function parseFloatArgument(text: string | undefined): number {
  const lower = (text ?? "").toLowerCase();
  if (/^[+-]?inf(inity)?$/.test(lower)) return lower.startsWith("-") ? -Infinity : Infinity;
  const value = Number(lower);
  if (lower.trim() === "" || lower !== lower.trim() || Number.isNaN(value)) {
    throw new RedisError("ERR value is not a valid float");
  }
  return value;
}

export function formatFloat(value: number): string {
  if (value === Infinity) return "inf";
  if (value === -Infinity) return "-inf";
  return String(value);
}

/** The sum as Redis prints it: it adds in long doubles, so 0.1 + 0.2 is 0.3. */
export function addFloats(left: number, right: number): number {
  const sum = left + right;
  if (!Number.isFinite(sum)) throw new RedisError("ERR increment would produce NaN or Infinity");
  return Number.isInteger(sum) ? sum : Number(sum.toPrecision(15));
}

export function addIntegers(left: number, right: number): number {
  const sum = left + right;
  if (!Number.isSafeInteger(sum)) throw new RedisError("ERR increment or decrement would overflow");
  return sum;
}

/** Reads "name value name value ..." from an even number of arguments. */
export function toPairs(command: string, list: string[]): [string, string][] {
  if (list.length === 0 || list.length % 2 !== 0) throw wrongArgumentCount(command);
  return list.flatMap((name, index) => (index % 2 === 0 ? [[name, list[index + 1] ?? ""] as [string, string]] : []));
}

export function wrongArgumentCount(command: string): RedisError {
  return new RedisError(`ERR wrong number of arguments for '${command}' command`);
}

/** The part of a list Redis means by these inclusive, possibly negative positions. */
export function sliceRange<T>(list: readonly T[], startText: string | undefined, endText: string | undefined): T[] {
  const start = parseInteger(startText);
  const end = parseInteger(endText);
  const from = start < 0 ? Math.max(0, list.length + start) : start;
  const to = end < 0 ? list.length + end : end;
  return to < from ? [] : list.slice(from, to + 1);
}
