import { sameValue, type ScoredValue } from "./scored-value.ts";

export type ScoredRow = ScoredValue[];
export type ScoredTable = { columnCount: number; rows: ScoredRow[] };
export type ScoredGold = ScoredTable & { order: { groups: number[]; pool: ScoredRow[] | null } | null };

const MOST_PAIRINGS = 120;
/** Above this a quadratic comparison is not attempted. */
const MOST_UNSORTED_ROWS = 1_500;

/**
 * Whether a predicted result is the gold result, by the rules the public scorer of the question sets
 * publishes. Columns come in any order and under any name; rows compare as a multiset, or in order
 * where the gold has one (equal sort keys may swap; a LIMIT through a tie accepts any tied row).
 * With `subset` the prediction may carry more columns and rows compare as sets.
 */
export function isSameResult(
  predicted: ScoredTable,
  gold: ScoredGold,
  options: { subset: boolean; useOrder: boolean },
): boolean {
  const { subset } = options;
  if (predicted.columnCount < gold.columnCount) return false;
  if (predicted.columnCount > gold.columnCount && !subset) return false;
  if (gold.rows.length === 0) return predicted.rows.length === 0;
  if (predicted.rows.length === 0) return false;

  const order = effectiveOrder(gold, options.useOrder);
  if (predicted.rows.length !== gold.rows.length && !(subset && order === null)) return false;

  const candidates: number[][] = [];
  for (let column = 0; column < gold.columnCount; column++) {
    const fitting = columnsInPreferredOrder(column, predicted.columnCount).filter((other) =>
      columnFits(predicted, other, gold, column, order, subset),
    );
    if (fitting.length === 0) return false;
    candidates.push(fitting);
  }
  return tryPairings(candidates, (pairing) => {
    const projected = predicted.rows.map((row) => pairing.map((column) => row[column] ?? null));
    return rowsMatch(projected, gold.rows, order, subset);
  });
}

type Order = { groups: number[]; pool: ScoredRow[] | null } | null;

function effectiveOrder(gold: ScoredGold, useOrder: boolean): Order {
  const { order, rows } = gold;
  if (!order) return null;
  if (!useOrder) return order.pool ? { groups: [rows.length], pool: [...order.pool, ...rows] } : null;
  const covered = order.groups.reduce((sum, size) => sum + size, 0);
  return covered === rows.length ? order : { groups: rows.map(() => 1), pool: null };
}

function columnsInPreferredOrder(column: number, count: number): number[] {
  const all = Array.from({ length: count }, (_, index) => index);
  return column < count ? [column, ...all.filter((index) => index !== column)] : all;
}

function columnFits(
  predicted: ScoredTable,
  predictedColumn: number,
  gold: ScoredGold,
  goldColumn: number,
  order: Order,
  subset: boolean,
): boolean {
  const cells = predicted.rows.map((row) => [row[predictedColumn] ?? null]);
  if (order?.pool) {
    const accepted = withoutRepeats([...gold.rows, ...order.pool].map((row) => [row[goldColumn] ?? null]));
    return cells.slice(0, 50).every(([cell]) => accepted.some(([other]) => sameValue(cell ?? null, other ?? null)));
  }
  const goldCells = gold.rows.map((row) => [row[goldColumn] ?? null]);
  const asSet = subset && order === null;
  const left = asSet ? withoutRepeats(goldCells) : goldCells;
  const right = asSet ? withoutRepeats(cells) : cells;
  return left.length <= MOST_UNSORTED_ROWS ? isSameMultiset(left, right) : left.length === right.length;
}

function tryPairings(candidates: number[][], accepts: (pairing: number[]) => boolean): boolean {
  let tries = 0;
  function extend(pairing: number[]): boolean {
    if (pairing.length === candidates.length) {
      tries += 1;
      return accepts(pairing);
    }
    for (const column of candidates[pairing.length] ?? []) {
      if (pairing.includes(column)) continue;
      if (extend([...pairing, column])) return true;
      if (tries > MOST_PAIRINGS) return false;
    }
    return false;
  }
  return extend([]);
}

function rowsMatch(predicted: ScoredRow[], gold: ScoredRow[], order: Order, asSet: boolean): boolean {
  if (order === null) {
    return asSet ? isSameMultiset(withoutRepeats(predicted), withoutRepeats(gold)) : isSameMultiset(predicted, gold);
  }
  if (predicted.length !== gold.length) return false;
  let start = 0;
  for (const [index, size] of order.groups.entries()) {
    const segment = predicted.slice(start, start + size);
    const reference = gold.slice(start, start + size);
    const last = index === order.groups.length - 1;
    if (last && order.pool) {
      if (!isSameMultiset(segment, order.pool, true)) return false;
    } else if (!isSameMultiset(segment, reference)) return false;
    start += size;
  }
  return true;
}

/**
 * Equality of multisets under a tolerance. Exactly equal rows pair first, so that the tolerance cannot
 * pair a row with its neighbour. With `contained`, `left` need only be part of `right`.
 */
function isSameMultiset(left: ScoredRow[], right: ScoredRow[], contained = false): boolean {
  if (left.length > right.length || (!contained && left.length !== right.length)) return false;
  const counts = new Map<string, { row: ScoredRow; count: number }>();
  for (const row of right) {
    const key = rowKey(row);
    const entry = counts.get(key);
    if (entry) entry.count += 1;
    else counts.set(key, { row, count: 1 });
  }
  const unpaired = left.filter((row) => {
    const entry = counts.get(rowKey(row));
    if (!entry || entry.count === 0) return true;
    entry.count -= 1;
    return false;
  });
  if (unpaired.length === 0) return true;
  const remaining = [...counts.values()].flatMap(({ row, count }) => Array.from({ length: count }, () => row));
  if (unpaired.length === remaining.length) {
    for (const compare of [compareRows, compareRowsCoarsely]) {
      const sorted = remaining.toSorted(compare);
      if (unpaired.toSorted(compare).every((row, index) => isSameRow(row, sorted[index] ?? []))) return true;
    }
  }
  if (unpaired.length > MOST_UNSORTED_ROWS) return false;
  return unpaired.every((row) => {
    const index = remaining.findIndex((other) => isSameRow(row, other));
    if (index >= 0) remaining.splice(index, 1);
    return index >= 0;
  });
}

function isSameRow(left: ScoredRow, right: ScoredRow): boolean {
  return left.every((value, index) => sameValue(value, right[index] ?? null));
}

function withoutRepeats(rows: ScoredRow[]): ScoredRow[] {
  return [...new Map(rows.map((row) => [rowKey(row), row])).values()];
}

function rowKey(row: ScoredRow): string {
  return JSON.stringify(row.map((value) => (typeof value === "number" ? [String(value + 0)] : value)));
}

type SortKey = [rank: number, value: number | string];

function compareRows(left: ScoredRow, right: ScoredRow): number {
  return compareKeys(left.map(exactKey), right.map(exactKey));
}

/** Texts first, then numbers to two digits, so that rows within tolerance mostly meet. */
function compareRowsCoarsely(left: ScoredRow, right: ScoredRow): number {
  return compareKeys(coarseKeys(left), coarseKeys(right));
}

function coarseKeys(row: ScoredRow): SortKey[] {
  const texts = row.filter((value) => typeof value !== "number").map(exactKey);
  const numbers = row.filter((value) => typeof value === "number");
  return [
    ...texts,
    ...numbers.map((value): SortKey => [1, Number.isInteger(value) ? value : Number(value.toPrecision(2))]),
  ];
}

function exactKey(value: ScoredValue): SortKey {
  if (value === null) return [0, ""];
  return typeof value === "number" ? [1, value] : [2, value];
}

function compareKeys(left: SortKey[], right: SortKey[]): number {
  for (const [index, [rank, value]] of left.entries()) {
    const [otherRank, otherValue] = right[index] ?? [0, ""];
    if (rank !== otherRank) return rank - otherRank;
    if (value !== otherValue) return value < otherValue ? -1 : 1;
  }
  return 0;
}
