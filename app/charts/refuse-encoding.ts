import { MAXIMUM_SERIES } from "./maximum-series.ts";
import type { ChartEncoding } from "./chart-encoding.ts";
import type { ColumnProfile } from "./column-profile.ts";
import type { DataShape } from "./data-shape.ts";
import { sameUnit } from "./same-unit.ts";

/** More slices than this are compared by guessing (Cleveland & McGill 1984: angle is read worse than length). */
export const MAXIMUM_SLICES = 6;

/**
 * Why a chart would mislead or cannot be drawn, in words for a reader; null where it may be drawn. These are
 * the hard constraints, in the sense of Draco (Moritz et al. 2018); taste is left to `scoreEncoding`.
 */
export function refuseEncoding(encoding: ChartEncoding, shape: DataShape): string | null {
  if (encoding.type === "table") return null;
  if (shape.rowCount === 0) return "there are no rows to draw";
  const column = (key: string | null | undefined) => shape.profiles.find((profile) => profile.key === key);
  const x = column(encoding.x);
  const y = encoding.y.map(column).filter((profile) => profile !== undefined);
  const series = column(encoding.series);
  if (y.some(({ minimum }) => minimum === null)) return "the measure holds no number";
  switch (encoding.type) {
    case "big_number":
      if (shape.rowCount !== 1) return `a big number shows one row, there are ${shape.rowCount}`;
      return y.length === 0 ? "there is no number to show" : null;
    case "histogram":
      return refuseHistogram(x);
    case "scatter":
    case "bubble":
      return refusePoints(encoding, shape, x, y, column(encoding.size));
    case "heatmap":
      if (!x || !series || x.distinctCount < 2 || series.distinctCount < 2)
        return "a heat map needs two groups with several values each";
      return null;
    case "pie":
    case "donut":
      return refusePie(encoding, shape, x, y[0]);
    default:
      return refuseCartesian(encoding, x, y, series, column(encoding.secondAxis));
  }
}

function refuseHistogram(x?: ColumnProfile): string | null {
  if (x?.role !== "quantitative") return "a histogram needs a column of numbers";
  return x.distinctCount < 5 ? "a histogram needs at least five different values" : null;
}

function refusePoints(
  encoding: ChartEncoding,
  shape: DataShape,
  x?: ColumnProfile,
  y: ColumnProfile[] = [],
  size?: ColumnProfile,
): string | null {
  if (x?.role !== "quantitative" || y[0]?.role !== "quantitative" || x === y[0])
    return "it needs two different measures";
  if (shape.rowCount < 3) return "fewer than three points show no relation";
  if (encoding.type === "scatter") return null;
  if (!size || size.minimum === null) return "a bubble chart needs a third measure for size";
  return size.minimum < 0 ? `${size.label} has negative values, which have no size` : null;
}

function refusePie(encoding: ChartEncoding, shape: DataShape, x?: ColumnProfile, y?: ColumnProfile): string | null {
  if (!x || x.role === "quantitative") return "slices need a group";
  if (x.role === "temporal") return "slices hide the order of time";
  if (x.distinctCount < 2) return "one slice is not a share of anything";
  const slices = x.distinctCount + (x.nullCount > 0 ? 1 : 0);
  if (slices > MAXIMUM_SLICES) return `at most ${MAXIMUM_SLICES} slices can be compared, there are ${slices}`;
  if (!y) return encoding.aggregation === "count" ? null : "slices need a measure";
  if ((y.minimum ?? 0) < 0) return `${y.label} has negative values, which have no slice`;
  if ((y.maximum ?? 0) === 0) return "everything is zero";
  if (y.measure === "fraction" || y.measure === "percent")
    return sumsToWhole(y) ? null : `${y.label} does not add up to a whole`;
  return y.additive ? null : `${y.label} does not add up to a whole`;
}

/** A column of shares is a whole where it adds up to 100 %, give or take rounding. */
function sumsToWhole(y: ColumnProfile): boolean {
  const whole = y.measure === "fraction" ? 1 : 100;
  return Math.abs(y.total - whole) <= whole * 0.02;
}

function refuseCartesian(
  encoding: ChartEncoding,
  x: ColumnProfile | undefined,
  y: ColumnProfile[],
  series?: ColumnProfile,
  second?: ColumnProfile,
): string | null {
  const { type } = encoding;
  if (!x || x.role === "other") return "there is no group or time to put along the axis";
  if (x.role === "quantitative") return "numbers along the axis are not groups; a histogram or scatter plot shows them";
  if (y.length === 0 && encoding.aggregation !== "count") return "there is no measure to draw";
  if (second && y[0] && sameUnit(y[0], second)) return "a second axis is only for another unit";
  const [main] = y;
  if (main && y.some((measure) => measure !== main && !sameUnit(main, measure)))
    return "the measures have different units";
  const seriesCount = series ? series.distinctCount : y.length;
  const ordered = x.role === "temporal" || x.role === "ordinal";
  if (type === "line" || type === "area" || type === "stacked_area") {
    if (!ordered) return `${x.label} has no order, and a line would claim one`;
    if (x.distinctCount < 2) return "a line needs at least two points";
  }
  if (type === "grouped_bar" || type === "stacked_bar" || type === "stacked_area") {
    if (seriesCount < 2) return "there is only one series";
  }
  if (type === "grouped_bar" && seriesCount > MAXIMUM_SERIES)
    return `${seriesCount} bars side by side cannot be told apart`;
  if (type === "stacked_bar" || type === "stacked_area") {
    const negative = y.find(({ minimum }) => (minimum ?? 0) < 0);
    if (negative) return `${negative.label} has negative values, which cannot be stacked`;
    const loose = y.find(({ additive }) => !additive);
    if (loose) return `${loose.label} does not add up, so it cannot be stacked`;
  }
  return null;
}
