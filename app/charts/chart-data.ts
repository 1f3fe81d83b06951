import type { ChartConfig } from "./chart-config-schema.ts";
import type { TimeGrain } from "./column-profile.ts";

/** How a number is written; see `formatValue`. */
export type ValueFormat = {
  style: "number" | "compact" | "currency" | "percent";
  /** Multiplied before writing: 100 for a fraction shown as per cent. */
  scale: number;
  currency: string | null;
  decimals: number | null;
};

export type Category = {
  label: string;
  /** Start of the period, milliseconds on the wall clock; null where the category is not time. */
  instant: number | null;
};

export type CategorySeries = {
  name: string;
  /** One value a category; null where there is none. */
  values: (number | null)[];
  /** Result row behind each value, where exactly one is. */
  rows: (number | null)[];
  /** 1 for the second axis. */
  axis: 0 | 1;
  format: ValueFormat;
  /** The folded rest, drawn in grey. */
  isOther: boolean;
  /** Which colour, pattern and dot it has; stays when other series are hidden. */
  slot: number;
};

/** Bars, lines, areas and slices over categories or regular periods. */
export type CategoryData = {
  kind: "categories";
  xLabel: string;
  yLabel: string;
  grain: TimeGrain | null;
  ordered: boolean;
  categories: Category[];
  series: CategorySeries[];
};

export type TimeSeries = {
  name: string;
  points: [instant: number, value: number | null][];
  format: ValueFormat;
  isOther: boolean;
  /** Which colour, pattern and dot it has; stays when other series are hidden. */
  slot: number;
};

/** Lines over instants at no regular distance, or too many to be categories. */
export type TimeData = { kind: "time"; xLabel: string; yLabel: string; grain: TimeGrain | null; series: TimeSeries[] };

export type DataPoint = { x: number; y: number; size: number | null; row: number };

export type PointData = {
  kind: "points";
  xLabel: string;
  yLabel: string;
  sizeLabel: string | null;
  xFormat: ValueFormat;
  yFormat: ValueFormat;
  sizeFormat: ValueFormat | null;
  series: { name: string; points: DataPoint[]; isOther: boolean; slot: number }[];
};

export type BinData = {
  kind: "bins";
  xLabel: string;
  xFormat: ValueFormat;
  /** Half-open intervals `[from, to)`, the last one closed. A bin of one whole number has `from === to`. */
  bins: { from: number; to: number; count: number }[];
};

export type MatrixData = {
  kind: "matrix";
  xLabel: string;
  yLabel: string;
  valueLabel: string;
  format: ValueFormat;
  columns: string[];
  rows: string[];
  cells: { column: number; row: number; value: number }[];
};

export type NumberData = { kind: "numbers"; items: { label: string; value: number | null; format: ValueFormat }[] };

export type EmptyData = { kind: "empty"; message: string };

/**
 * What is drawn, after sorting, folding and reducing: the one source of the picture, its text, its export and
 * what the keyboard moves over. JSON-safe and small whatever the result's size, so it can go to the browser.
 */
export type ChartData = {
  config: ChartConfig;
  /** What was left out or folded, in sentences to show under the chart. */
  notices: string[];
  body: CategoryData | TimeData | PointData | BinData | MatrixData | NumberData | EmptyData;
};
