/** What a column means for a chart: Stevens' scales, plus what a database adds to them. */
export type ColumnRole =
  | "temporal"
  | "ordinal"
  | "nominal"
  | "boolean"
  | "geographic"
  | "quantitative"
  | "id"
  | "other";

export type TimeGrain = "year" | "quarter" | "month" | "week" | "day" | "hour" | "minute";

/** How a number is to be read: 0.25 as 25 % (`fraction`), 25 as 25 % (`percent`), an amount of money, a count. */
export type Measure = "plain" | "fraction" | "percent" | "currency" | "count" | "duration";

export type ColumnProfile = {
  /** See `columnKeys`. */
  key: string;
  index: number;
  label: string;
  role: ColumnRole;
  measure: Measure;
  /** ISO 4217 where the name or the type says so; never guessed. */
  currency: string | null;
  /** Whether adding values of different rows means something; false for averages, rates and shares. */
  additive: boolean;
  /** Smallest step between instants; null where the column is not temporal. */
  grain: TimeGrain | null;
  /** Natural rank by lower-cased label, for ordinal text. */
  ranks: Map<string, number> | null;
  rowCount: number;
  nullCount: number;
  distinctCount: number;
  /** Of finite numbers or instants. */
  minimum: number | null;
  maximum: number | null;
  /** Of the profiled numbers. */
  total: number;
  /** Whether every number is whole. */
  integral: boolean;
  order: "ascending" | "descending" | "none";
  longestLabel: number;
};
