import type { ChartData, MatrixData } from "./chart-data.ts";
import { formatTick } from "./format-value.ts";
import { HEAT_STEPS, heatColour, heatStep } from "./option/heat-step.ts";
import { hasEndLabels } from "./option/plan-end-labels.ts";
import { seriesColour } from "./palette.ts";

export type LegendEntry = { name: string; colour: string; slot: number };

/** What a legend names; empty where the picture names everything itself (one series, slices, named lines). */
export function chartLegend({ body, config }: ChartData, width: number): LegendEntry[] {
  if (config.legend === "hidden") return [];
  if (body.kind === "matrix") return heatLegend(body);
  if (body.kind !== "categories" && body.kind !== "time" && body.kind !== "points") return [];
  if (body.series.length < 2 || config.type === "pie" || config.type === "donut") return [];
  const lines = config.type === "line" || config.type === "area" || config.type === "stacked_area";
  const secondAxis = body.kind === "categories" && body.series.some(({ axis }) => axis === 1);
  const named = lines && !secondAxis && body.kind !== "points" && hasEndLabels(body, width);
  if (named && config.legend !== "shown") return [];
  return body.series.map(({ name, slot, isOther }) => ({
    name,
    colour: seriesColour(slot, isOther),
    slot: isOther ? -1 : slot,
  }));
}

/** The ranges behind the shades that occur. */
function heatLegend(body: MatrixData): LegendEntry[] {
  const ranges = new Map<number, [number, number]>();
  for (const { value } of body.cells) {
    const step = heatStep(value, body);
    const [low, high] = ranges.get(step) ?? [value, value];
    ranges.set(step, [Math.min(low, value), Math.max(high, value)]);
  }
  const text = ([low, high]: [number, number]) =>
    low === high ? formatTick(low, body.format) : `${formatTick(low, body.format)} to ${formatTick(high, body.format)}`;
  return [...ranges]
    .sort(([a], [b]) => a - b)
    .map(([step, range]) => ({ name: text(range), colour: heatColour(step), slot: -1 - HEAT_STEPS }));
}
