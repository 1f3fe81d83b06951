import type { ChartConfig, ChartType } from "./chart-config-schema.ts";

/** A chart type together with the columns it would draw: what the chooser ranks. */
export type ChartEncoding = Pick<
  ChartConfig,
  "x" | "y" | "series" | "size" | "secondAxis" | "aggregation" | "share"
> & {
  type: ChartType;
};

export const EMPTY_ENCODING = {
  x: null,
  y: [],
  series: null,
  size: null,
  secondAxis: null,
  aggregation: "none",
  share: false,
} as const satisfies Omit<ChartEncoding, "type">;
