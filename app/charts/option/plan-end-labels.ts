import type { CategoryData, TimeData } from "#app/charts/chart-data.ts";
import { seriesColour } from "#app/charts/palette.ts";
import { FONT_FAMILY, FONT_SIZE, INK } from "./chart-style.ts";
import type { NiceScale } from "./nice-scale.ts";
import type { OptionSize } from "./option-size.ts";
import { cutDistinct, textWidth } from "./text-width.ts";

const MOST_LABELS = 8;
const LINE_HEIGHT = 15;
const WIDEST = 140;
const NARROWEST_CHART = 460;

type Frame = { left: number; top: number; right: number; bottom: number; size: OptionSize };

export type EndLabels = { width: number; draw: (frame: Frame) => object[] };

/**
 * Names at the ends of lines, so that no legend and no colour is needed to tell them apart (Tufte: label the data
 * directly). Null where they would not fit; then a legend is shown.
 */
export function planEndLabels(
  body: CategoryData | TimeData,
  { width, height, scale, stacked }: { width: number; height: number; scale: NiceScale; stacked: boolean },
): EndLabels | null {
  if (!hasEndLabels(body, width) || body.series.length * LINE_HEIGHT > height) return null;
  const names = cutDistinct(
    body.series.map(({ name }) => name),
    WIDEST,
  );
  const labelWidth = Math.ceil(Math.max(...names.map((name) => textWidth(name)))) + 20;
  const ends = lastValues(body, stacked);
  const draw = ({ top, right, bottom, size }: Frame): object[] => {
    const plotHeight = size.height - top - bottom;
    const wanted = ends.map(
      (value) => top + plotHeight * (1 - (value - scale.minimum) / (scale.maximum - scale.minimum)),
    );
    const placed = spread(wanted, top, size.height - bottom);
    const left = size.width - right + 6;
    return names.flatMap((text, index) => {
      const y = Math.round(placed[index] ?? 0);
      const stroke = seriesColour(body.series[index]?.slot ?? index, body.series[index]?.isOther);
      // The text is ink, because text needs more contrast than a line; the dash before it carries the colour.
      return [
        {
          type: "line",
          silent: true,
          shape: { x1: left, x2: left + 8, y1: y, y2: y },
          style: { stroke, lineWidth: 3 },
        },
        {
          type: "text",
          silent: true,
          x: left + 13,
          y,
          style: { text, fill: INK, font: `${FONT_SIZE}px ${FONT_FAMILY}`, verticalAlign: "middle" },
        },
      ];
    });
  };
  return { width: labelWidth, draw };
}

/** Whether lines are named at their ends instead of in a legend. */
export function hasEndLabels(body: CategoryData | TimeData, width: number): boolean {
  return body.series.length > 1 && body.series.length <= MOST_LABELS && width >= NARROWEST_CHART;
}

function lastValues(body: CategoryData | TimeData, stacked: boolean): number[] {
  if (body.kind === "time")
    return body.series.map(({ points }) => points.findLast(([, value]) => value !== null)?.[1] ?? 0);
  const ends = body.series.map(({ values }) => values.findLast((value) => value !== null) ?? 0);
  if (!stacked) return ends;
  let below = 0;
  return ends.map((end) => {
    const middle = below + end / 2;
    below += end;
    return middle;
  });
}

/** Moves labels apart to one line's height, as little as can be, within the plot. */
function spread(wanted: number[], top: number, bottom: number): number[] {
  const order = wanted.map((_, index) => index).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0));
  const placed = [...wanted];
  let floor = top - LINE_HEIGHT / 2;
  for (const index of order) {
    placed[index] = Math.max(placed[index] ?? 0, floor);
    floor = (placed[index] ?? 0) + LINE_HEIGHT;
  }
  let ceiling = bottom + LINE_HEIGHT / 2;
  for (const index of order.toReversed()) {
    placed[index] = Math.min(placed[index] ?? 0, ceiling - LINE_HEIGHT / 2);
    ceiling = (placed[index] ?? 0) - LINE_HEIGHT / 2;
  }
  return placed;
}
