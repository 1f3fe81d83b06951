import type { ChartPoint } from "./chart-points.ts";

/** Which mark the keyboard is at: a series and a place in it. */
export type PointPosition = { series: number; point: number };

/**
 * Where a key leads: left and right along a series, up and down to the neighbouring series at the same place or the
 * nearest one, Home and End to its ends, Page keys ten marks at a time, Escape away. Undefined for any other key.
 */
export function movePoint(
  points: readonly ChartPoint[][],
  from: PointPosition | null,
  key: string,
): PointPosition | null | undefined {
  const steps: Record<string, number> = {
    ArrowRight: 1,
    ArrowLeft: -1,
    PageDown: 10,
    PageUp: -10,
    Home: -Infinity,
    End: Infinity,
  };
  if (key === "Escape") return null;
  const filled = points.findIndex((series) => series.length > 0);
  if (filled < 0) return undefined;
  const step = steps[key];
  if (!from)
    return step === undefined && key !== "ArrowUp" && key !== "ArrowDown"
      ? undefined
      : { series: filled, point: key === "End" ? lastOf(points, filled) : 0 };
  if (step !== undefined)
    return { series: from.series, point: Math.min(lastOf(points, from.series), Math.max(0, from.point + step)) };
  if (key === "ArrowUp") return changeSeries(points, from, -1);
  if (key === "ArrowDown") return changeSeries(points, from, 1);
  return undefined;
}

function changeSeries(points: readonly ChartPoint[][], from: PointPosition, step: 1 | -1): PointPosition {
  const here = points[from.series]?.[from.point];
  for (let series = from.series + step; series >= 0 && series < points.length; series += step) {
    const marks = points[series] ?? [];
    if (marks.length === 0) continue;
    const same = marks.findIndex(({ label }) => label === here?.label);
    return { series, point: same >= 0 ? same : Math.min(from.point, marks.length - 1) };
  }
  return from;
}

function lastOf(points: readonly ChartPoint[][], series: number): number {
  return Math.max(0, (points[series]?.length ?? 1) - 1);
}
