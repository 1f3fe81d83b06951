import type { ChartConfig } from "./chart-config-schema.ts";
import type { ChartEncoding } from "./chart-encoding.ts";
import type { ChartInput } from "./chart-input.ts";
import type { DataShape } from "./data-shape.ts";
import type { ChartWords } from "./read-chart-words.ts";

/** Bars that fit without a cut, and how many are kept where they do not. */
const MOST_BARS = 30;
const KEPT_BARS = 20;

/**
 * Order and cut. Time and ordinal groups keep their own order; names follow the measure, because a sorted bar
 * chart answers "which is the largest" at a glance, unless the query has sorted them by the measure already.
 */
export function chooseSort(
  encoding: ChartEncoding,
  shape: DataShape,
  words: ChartWords,
  result: ChartInput,
): Pick<ChartConfig, "sort" | "limit"> {
  const x = shape.profiles.find(({ key }) => key === encoding.x);
  const measure = shape.profiles.find(({ key }) => key === encoding.y[0]);
  const natural = { sort: { by: "natural", direction: "ascending" }, limit: null } as const;
  if (!x || encoding.type === "histogram" || encoding.type === "scatter" || encoding.type === "bubble") {
    return { sort: { by: "data", direction: "ascending" }, limit: null };
  }
  if (x.role === "temporal" || x.role === "ordinal" || encoding.type === "heatmap") return natural;
  const limit = x.distinctCount > MOST_BARS ? (words.top ?? KEPT_BARS) : null;
  const sortedByQuery =
    measure !== undefined && measure.order !== "none" && encoding.aggregation === "none" && result.rows.length > 2;
  return { sort: sortedByQuery ? { by: "data", direction: "ascending" } : { by: "y", direction: "descending" }, limit };
}
