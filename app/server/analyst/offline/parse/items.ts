import type { DateRange } from "#app/server/analyst/offline/language/read-dates.ts";
import type { Operator } from "#app/server/analyst/offline/language/operators.ts";
import type { IndexedColumn, IndexedTable } from "#app/server/analyst/offline/schema/schema-index.ts";

export type TableOption = { kind: "table"; table: IndexedTable; score: number };
export type ColumnOption = { kind: "column"; column: IndexedColumn; score: number };
export type ValueOption = { kind: "value"; column: IndexedColumn; value: string; score: number };
export type Option = TableOption | ColumnOption | ValueOption;

/** A stretch of the question that names something in the data, with everything it could name. */
export type Mention = {
  words: string;
  /** Token positions. */
  start: number;
  end: number;
  possessive: boolean;
  quoted: boolean;
  /** An everyday word that may merely point at a column ("produced in"); it never stands on its own. */
  hint: boolean;
  /** Set where the words stand for a figure ("revenue"), and how it is worked out. */
  concept: "sum" | "avg" | "min" | "max" | "count" | null;
  tables: TableOption[];
  columns: ColumnOption[];
  values: ValueOption[];
  /** The best of all options. */
  score: number;
};

export type Item =
  | { kind: "operator"; operator: Operator; words: string; start: number; end: number }
  | { kind: "mention"; mention: Mention; words: string; start: number; end: number }
  | { kind: "number"; value: number; words: string; start: number; end: number }
  | { kind: "date"; range: DateRange; words: string; start: number; end: number }
  | { kind: "literal"; text: string; words: string; start: number; end: number }
  | { kind: "unknown"; words: string; start: number; end: number }
  | { kind: "comma" | "stop-sign"; words: string; start: number; end: number };
