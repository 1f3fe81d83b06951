import type { CategoryData } from "#app/charts/chart-data.ts";
import type { ChartConfig } from "#app/charts/chart-config-schema.ts";
import { planNameLabels } from "./plan-axis-labels.ts";

const BARS = new Set(["bar", "stacked_bar", "grouped_bar"]);

/** Bars lie down where their names would not fit side by side under them. Time always runs to the right. */
export function isHorizontal(body: CategoryData, config: ChartConfig, width: number): boolean {
  if (!BARS.has(config.type) || body.series.some(({ axis }) => axis === 1)) return false;
  if (config.orientation !== "auto") return config.orientation === "horizontal";
  if (body.grain !== null) return false;
  const bandWidth = (width - 80) / Math.max(1, body.categories.length);
  return (
    (!body.ordered && body.categories.length > 12) ||
    planNameLabels(body.categories, bandWidth, { force: false }) === null
  );
}
