import type { ChartConfig } from "./chart-config-schema.ts";
import type { ChartInput } from "./chart-input.ts";
import { describeData } from "./describe-data.ts";
import { shapeChartData } from "./shape-chart-data.ts";

/** Rows above which no takeaway is written while choosing: the chart itself says it, and choosing stays quick. */
const MAXIMUM_ROWS = 5_000;

/** The one sentence worth remembering, every number in it read from the drawn data; empty where there is none. */
export function writeTakeaway(config: ChartConfig, result: ChartInput): string {
  if (config.type === "table" || config.type === "big_number" || result.rows.length > MAXIMUM_ROWS) return "";
  return (describeData(shapeChartData(config, result)).takeaway ?? "").slice(0, 300);
}
