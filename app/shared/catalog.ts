import type { QueryTarget } from "#app/shared/query-target.ts";

/**
 * What a target holds: the only thing an analyst knows about the data, and the only relations the
 * guard lets a query name. JSON-safe, so that it can be cached, tagged and sent to a worker.
 */
export type Catalog = {
  target: QueryTarget;
  /** Hash of everything below; a cached plan or answer made for another version is stale. */
  version: string;
  tables: CatalogTable[];
  relationships: Relationship[];
  /** Words an organisation uses for its data ("revenue", "churned"). */
  glossary: GlossaryTerm[];
  /** Questions whose SQL a person has confirmed. */
  verified: VerifiedQuery[];
};

export type CatalogTable = {
  /** Unique in the catalog: `name`, or `schema.name` where the search path does not reach it. */
  id: string;
  schema: string;
  name: string;
  /** Whether SQL must write `schema.name` to reach it. */
  qualified: boolean;
  kind: "table" | "view";
  comment: string | null;
  /** Estimated rows; null where the server has no statistics yet. */
  rowCount: number | null;
  columns: CatalogColumn[];
  primaryKey: string[];
};

export type ColumnKind =
  | "integer"
  | "numeric"
  | "text"
  | "boolean"
  | "date"
  | "timestamp"
  | "time"
  | "interval"
  | "uuid"
  | "json"
  | "enum"
  | "array"
  | "binary"
  | "other";

export type CatalogColumn = {
  name: string;
  /** As `format_type` writes it, e.g. `numeric(12,2)`. */
  type: string;
  kind: ColumnKind;
  nullable: boolean;
  unique: boolean;
  comment: string | null;
  /** Labels of an enum type, in order. */
  enumValues: string[] | null;
  statistics: ColumnStatistics | null;
  /** Distinct values of a text-like column, up to the index's budget. Null: not indexed. */
  values: ColumnValues | null;
};

export type ColumnStatistics = {
  /** Estimated distinct values. */
  distinct: number;
  /** 0..1 */
  nullFraction: number;
  /** As Postgres prints them; null where unknown. */
  minimum: string | null;
  maximum: string | null;
};

export type ColumnValues = {
  distinct: string[];
  /** False where the cap cut the list, so that absence proves nothing. */
  complete: boolean;
};

export type Relationship = {
  /** Table ids; the columns pair up by position. `from` holds the reference (the many side). */
  fromTable: string;
  fromColumns: string[];
  toTable: string;
  toColumns: string[];
  source: "foreign_key" | "inferred";
};

export type GlossaryTerm = {
  term: string;
  synonyms: string[];
  definition: string;
  /** What it stands for: a table id, `table.column`, or an SQL expression over one table. */
  mapsTo: string | null;
};

export type VerifiedQuery = { question: string; sql: string };
