import type { Cell, TruncationReason } from "#app/shared/result-set.ts";

import type { QueryLimits } from "./query-limits.ts";
import { readCell } from "./read-cell.ts";

export type WireColumn = { name: string; type: number };

export type RowCollector = {
  /** Takes one row as the driver received it; ignores it once a cap is reached. */
  add(values: readonly (Buffer | null)[], columns: readonly WireColumn[]): void;
  isFull(): boolean;
  rows(): Cell[][];
  truncated(): TruncationReason | null;
};

/** Gathers cells up to the caps. One row more than the row cap is needed to know that there are more. */
export function collectRows(limits: QueryLimits): RowCollector {
  const rows: Cell[][] = [];
  let bytes = 0;
  let cut: TruncationReason | null = null;
  let cellWasCut = false;

  function cell(value: Buffer | null, typeOid: number): Cell {
    if (value === null) return null;
    bytes += Math.min(value.length, limits.cellBytes);
    if (value.length <= limits.cellBytes) return readCell(value.toString(), typeOid);
    cellWasCut = true;
    return value.toString("utf8", 0, wholeCharacters(value, limits.cellBytes));
  }

  return {
    add(values, columns) {
      if (cut !== null) return;
      if (rows.length >= limits.rows) {
        cut = "rows";
        return;
      }
      const row = values.map((value, index) => cell(value, columns[index]?.type ?? 0));
      if (bytes > limits.bytes && rows.length > 0) cut = "bytes";
      else rows.push(row);
    },
    isFull: () => cut !== null,
    rows: () => rows,
    truncated: () => cut ?? (cellWasCut ? "cell" : null),
  };
}

/** The longest prefix of at most `limit` bytes that does not split a UTF-8 character. */
function wholeCharacters(value: Buffer, limit: number): number {
  let end = limit;
  while (end > 0 && ((value[end] ?? 0) & 0xc0) === 0x80) end--;
  return end;
}
