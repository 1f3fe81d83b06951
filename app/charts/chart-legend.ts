import type { ChartData, MatrixData } from "./chart-data.ts";
import { formatTick } from "./format-value.ts";
import { BUBBLE_DASHES } from "./option/chart-style.ts";
import { heatColour, heatStep } from "./option/heat-step.ts";
import { hasEndLabels } from "./option/plan-end-labels.ts";
import { seriesColour } from "./palette.ts";

export type LegendEntry = {
  name: string;
  colour: string;
  /** Outline of the mark in a 12 by 12 square, as an SVG path. */
  shape: string;
  /** Strokes laid over it, as the bars have them; null where there are none. */
  pattern: string | null;
  /** Lengths of dash and gap of its outline, empty for a solid one; null where it has none. */
  outline: readonly number[] | null;
};

const SQUARE = "M2 0H10A2 2 0 0 1 12 2V10A2 2 0 0 1 10 12H2A2 2 0 0 1 0 10V2A2 2 0 0 1 2 0Z";

/** In the order of the dots' shapes and the bars' patterns. */
const SHAPES = ["M6 1A5 5 0 1 1 6 11A5 5 0 1 1 6 1Z", "M1 1H11V11H1Z", "M6 1L11.5 11H0.5Z", "M6 0L11 6L6 12L1 6Z"];
const PATTERNS = [
  null,
  "M-1 3L9 13M-1 -3L13 11M5 -3L13 5",
  "M3 3h.01M9 3h.01M6 6h.01M3 9h.01M9 9h.01",
  "M-1 9L9 -1M-1 15L13 1M5 15L13 7",
  "M0 3H12M0 9H12",
  "M3 0V12M9 0V12",
  "M2 2h.01M6 2h.01M10 2h.01M4 6h.01M8 6h.01M2 10h.01M6 10h.01M10 10h.01",
  "M-1 5L7 13M5 -1L13 7",
];

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
  const bubbles = body.kind === "points" && body.sizeLabel !== null;
  return body.series.map(({ name, slot, isOther }) => ({
    name,
    colour: seriesColour(slot, isOther),
    shape: body.kind === "points" ? (SHAPES[bubbles ? 0 : slot % SHAPES.length] ?? SQUARE) : SQUARE,
    outline: bubbles ? (BUBBLE_DASHES[slot % BUBBLE_DASHES.length] ?? null) : null,
    pattern: body.kind === "points" || lines || isOther ? null : (PATTERNS[slot % PATTERNS.length] ?? null),
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
    .map(([step, range]) => ({
      name: text(range),
      colour: heatColour(step),
      shape: SQUARE,
      pattern: null,
      outline: null,
    }));
}
