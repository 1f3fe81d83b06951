import type { ChartData } from "./chart-data.ts";
import { isHorizontal } from "./option/is-horizontal.ts";

/** The height a chart needs to be readable at a width, never less than `least`: lying bars and matrix rows need room. */
export function naturalHeight({ body, config }: ChartData, width: number, least: number): number {
  if (body.kind === "matrix") return Math.max(least, 66 + body.rows.length * 22);
  if (body.kind !== "categories" || !isHorizontal(body, config, width)) return least;
  const grouped = config.type === "grouped_bar" ? body.series.length : 1;
  return Math.max(least, 60 + body.categories.length * Math.max(21, 8 + grouped * 11));
}
