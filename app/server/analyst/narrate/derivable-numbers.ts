import type { WrittenNumber } from "#app/server/analyst/narrate/check-numbers.ts";
import { columnMeanings } from "#app/server/analyst/narrate/column-meaning.ts";
import { median } from "#app/server/analyst/narrate/median.ts";
import { isNumericType } from "#app/shared/format/is-numeric-type.ts";
import type { Cell, ResultSet } from "#app/shared/result-set.ts";

export type NumbersBehind = {
  /** Cells, aggregates, counts, differences: compared as they are. */
  plain: number[];
  /** Shares and relative changes as fractions: compared with a percentage. */
  fractions: number[];
  /** How many times one is another. */
  ratios: number[];
};

/** Comparing every row with every other would make almost any number derivable. */
const ROWS_COMPARED = 24;

/**
 * The numbers a truthful sentence about these rows may hold. Single cells of every row count; rows are
 * compared with each other only where that is what one writes about: neighbours in a short result, the
 * first, the last, the largest, the smallest, and those the text names.
 */
export function numbersBehind(text: string, result: ResultSet): NumbersBehind {
  const behind: NumbersBehind = { plain: [], fractions: [], ratios: [] };
  const whole = result.truncated === null || result.truncated === "cell";
  if (whole) addCounts(behind, result);
  const numeric = result.columns.flatMap((column, index) => (isNumericType(column.type) ? [index] : []));
  const additive = new Set(columnMeanings(result).flatMap(({ additive: adds, index }) => (adds ? [index] : [])));
  for (const index of numeric) {
    const values = result.rows.map((row) => toNumber(row[index] ?? null)).filter((value) => value !== null);
    behind.plain.push(...values);
    behind.fractions.push(...values, ...values.map((value) => value / 100));
    behind.ratios.push(...values);
    // "1.0" and "1" are one value, and NaN is none: rows counted by their number.
    if (whole) {
      const groups = [...Map.groupBy(values, (value) => value).values()];
      behind.plain.push(values.length, ...groups.map(({ length }) => length));
    }
    if (values.length < 2) continue;
    addAggregates(behind, values, whole, additive.has(index));
    addComparisons(behind, salientValues(text, result, index));
  }
  addWithinRows(behind, result, numeric, salientRows(text, result, numeric));
  return behind;
}

/** Whether a written number is one of them, within the rounding of its writing. */
export function isDerivable(number: WrittenNumber, behind: NumbersBehind): boolean {
  const size = Math.abs(number.value);
  const near = (value: number, tolerance: number): boolean =>
    Math.abs(Math.abs(value) - size) <= tolerance + 1e-9 * Math.max(1, size);
  if (number.percent) return behind.fractions.some((fraction) => near(fraction * 100, number.tolerance));
  // Whole numbers are exact unless something with decimals was rounded.
  const plain = behind.plain.some((value) =>
    near(value, Number.isInteger(value) && number.tolerance <= 0.5 ? 0 : number.tolerance),
  );
  const times = (ratio: number): boolean => near(ratio, Number.isInteger(ratio) ? 0 : Math.min(number.tolerance, 0.05));
  return plain || behind.ratios.some(times);
}

function addCounts(behind: NumbersBehind, result: ResultSet): void {
  behind.plain.push(result.rows.length);
  for (const index of result.columns.keys()) {
    const counts = new Map<Cell, number>();
    for (const row of result.rows) {
      const cell = row[index] ?? null;
      counts.set(cell, (counts.get(cell) ?? 0) + 1);
    }
    const missing = counts.get(null) ?? 0;
    behind.plain.push(counts.size, counts.size - (missing > 0 ? 1 : 0), result.rows.length - missing);
    for (const count of counts.values()) {
      behind.plain.push(count);
      behind.fractions.push(count / result.rows.length);
    }
  }
}

function addAggregates(behind: NumbersBehind, values: number[], whole: boolean, additive: boolean): void {
  const highest = Math.max(...values);
  const lowest = Math.min(...values);
  const middle = median(values);
  behind.plain.push(highest - lowest);
  if (!whole) return;
  const sum = values.reduce((total, value) => total + value, 0);
  const average = sum / values.length;
  behind.plain.push(average, middle);
  for (const value of [highest, lowest]) for (const base of [average, middle]) addPair(behind, value, base);
  if (!additive) return;
  behind.plain.push(sum);
  // Leading rows together: "the top three make up 60 %".
  let running = 0;
  for (const value of values.toSorted((left, right) => right - left)) {
    running += value;
    behind.plain.push(running, sum - running);
    if (sum !== 0) behind.fractions.push(value / sum, running / sum, (sum - running) / sum);
  }
}

function addComparisons(behind: NumbersBehind, values: number[]): void {
  for (const [index, left] of values.entries()) {
    for (const right of values.slice(index + 1)) {
      behind.plain.push(left + right);
      addPair(behind, left, right);
      addPair(behind, right, left);
    }
  }
}

function addPair(behind: NumbersBehind, value: number, base: number): void {
  behind.plain.push(value - base);
  if (base === 0) return;
  behind.fractions.push((value - base) / base, value / base);
  behind.ratios.push(value / base);
}

function addWithinRows(behind: NumbersBehind, result: ResultSet, numeric: number[], rows: number[]): void {
  for (const at of rows) {
    const values = numeric.map((index) => toNumber(result.rows[at]?.[index] ?? null)).filter((value) => value !== null);
    addComparisons(behind, values.slice(0, 8));
  }
}

function salientValues(text: string, result: ResultSet, index: number): number[] {
  return salientRows(text, result, [index])
    .map((at) => toNumber(result.rows[at]?.[index] ?? null))
    .filter((value) => value !== null);
}

function salientRows(text: string, result: ResultSet, numeric: number[]): number[] {
  const { rows } = result;
  if (rows.length <= ROWS_COMPARED / 2) return [...rows.keys()];
  const salient = new Set([0, rows.length - 1]);
  for (const index of numeric) {
    const values = rows.map((row) => toNumber(row[index] ?? null) ?? Number.NaN);
    const finite = values.filter((value) => !Number.isNaN(value));
    salient.add(values.indexOf(Math.max(...finite)));
    salient.add(values.indexOf(Math.min(...finite)));
  }
  const lower = text.toLowerCase();
  for (const [at, row] of rows.entries()) {
    if (salient.size >= ROWS_COMPARED) break;
    const named = row.some(
      (cell) =>
        typeof cell === "string" && cell.length > 1 && /\p{L}/u.test(cell) && lower.includes(cell.toLowerCase()),
    );
    if (named) salient.add(at);
  }
  return [...salient].filter((at) => at >= 0);
}

function toNumber(cell: Cell): number | null {
  if (cell === null || typeof cell === "boolean") return null;
  const number = Number(cell);
  return Number.isFinite(number) && cell !== "" ? number : null;
}
