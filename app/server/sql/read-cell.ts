import type { Cell } from "#app/shared/result-set.ts";

const BOOL = 16;
const INTEGERS: ReadonlySet<number> = new Set([20, 21, 23]);
const FLOATS: ReadonlySet<number> = new Set([700, 701]);

/**
 * A value as Postgres writes it in text, as a cell: a JavaScript number only where it is the same number, text otherwise (an int8
 * past 2^53, numeric, NaN, infinity, -0, dates, intervals, ranges, arrays, bytea as `\x...`).
 */
export function readCell(text: string, typeOid: number): Cell {
  if (typeOid === BOOL) return text === "t" ? true : text === "f" ? false : text;
  if (INTEGERS.has(typeOid)) {
    const number = Number(text);
    return Number.isSafeInteger(number) ? number : text;
  }
  if (FLOATS.has(typeOid)) {
    const number = Number(text);
    return Number.isFinite(number) && !Object.is(number, -0) ? number : text;
  }
  return text;
}
