/** Why the guard refused a text. Stable: shown to the editor, counted, given to a repairing model. */
export type GuardCode =
  | "EMPTY"
  | "TOO_LONG"
  | "BAD_TEXT"
  | "SYNTAX"
  | "UNCHECKABLE"
  | "SEVERAL_STATEMENTS"
  | "NOT_A_SELECT"
  | "NO_COLUMNS"
  | "CONSTRUCT"
  | "LOCKING"
  | "INTO"
  | "PARAMETER"
  | "FUNCTION"
  | "TYPE"
  | "OPERATOR"
  | "RELATION"
  | "COLUMN"
  | "SYSTEM_COLUMN"
  | "UNBOUNDED_SERIES"
  | "UNBOUNDED_RECURSION"
  | "TOO_COMPLEX";

export type GuardRefusal = {
  ok: false;
  code: GuardCode;
  /** One sentence for the person who wrote the SQL; names only what their own text names. */
  message: string;
  /** UTF-16 offset of the offending part, for an editor to underline; null where the whole text is meant. */
  position: number | null;
  /** What to write instead, where there is such a thing. */
  suggestion: string | null;
};

export type GuardAcceptance = {
  ok: true;
  /** Exactly the text that was parsed: run this and nothing assembled from it. */
  sql: string;
  /** Ids of the catalog tables the text names, sorted. What Postgres reads is among them. */
  relations: string[];
  /** Output columns; null where a star hides the number. */
  columnCount: number | null;
};

export type GuardVerdict = GuardAcceptance | GuardRefusal;
