/**
 * Rows as they left Postgres. A cell keeps its value exactly: an integer past 2^53, `numeric`, `NaN`,
 * an interval or an array is text, and the column's type says how to read it. Rows are arrays, so that
 * two columns of one name, or one called `__proto__`, arrive intact.
 */
export type Cell = string | number | boolean | null;

export type ResultColumn = {
  name: string;
  /** The Postgres type's name, e.g. `int8`, `numeric`, `timestamptz`, `text[]`. */
  type: string;
};

export type TruncationReason = "rows" | "bytes" | "cell";

export type ResultSet = {
  columns: ResultColumn[];
  rows: Cell[][];
  /** Why the answer was cut; null where every row and cell is whole. */
  truncated: TruncationReason | null;
  /** Wall time in the database, milliseconds. */
  elapsedMs: number;
};
