import type { DataPoint, PointData } from "./chart-data.ts";
import { MAXIMUM_SERIES } from "./maximum-series.ts";
import { chooseValueFormat } from "./format-value.ts";
import { nameCategory } from "./name-category.ts";
import { countNoun, missingNotice } from "./notice-words.ts";
import { parseNumber } from "./parse-cell.ts";
import { keepLargest } from "./reduce/keep-largest.ts";
import { thinPoints } from "./reduce/thin-points.ts";
import type { ShapeContext, ShapedBody } from "./shape-chart-data.ts";

/** More dots than this are a cloud; only those that can be seen apart are drawn. */
const MAXIMUM_POINTS = 1_500;
const DOT_PIXELS = 4;
const PLOT_HEIGHT_PIXELS = 300;

/** Positions of two measures, a third as size, a small group as colour. */
export function shapePoints({ config, rows, column, width }: ShapeContext): ShapedBody {
  const x = column(config.x);
  const y = column(config.y[0]);
  if (!x || !y) return { body: { kind: "empty", message: "There are no two measures to show." }, notices: [] };
  const size = column(config.size);
  const group = column(config.series);
  const groups = new Map<string, DataPoint[]>();
  let drawn = 0;
  for (const [row, cells] of rows.entries()) {
    const point = { x: parseNumber(cells[x.index] ?? null), y: parseNumber(cells[y.index] ?? null) };
    if (point.x === null || point.y === null) continue;
    const area = size ? parseNumber(cells[size.index] ?? null) : null;
    if (size && (area === null || area < 0)) continue;
    const name = group ? nameCategory(cells[group.index] ?? null, group) : y.label;
    const points = groups.get(name) ?? [];
    points.push({ x: point.x, y: point.y, size: area, row });
    groups.set(name, points);
    drawn += 1;
  }
  if (drawn === 0) return { body: { kind: "empty", message: "No row has both measures." }, notices: [] };
  const { series: folded, notices } = foldAndThin(groups, drawn, width);
  const series = folded.map((one, slot) => ({ ...one, slot }));
  const plain = { numberFormat: config.numberFormat, aggregation: "none" } as const;
  const body: PointData = {
    kind: "points",
    xLabel: x.label,
    yLabel: y.label,
    sizeLabel: size?.label ?? null,
    xFormat: chooseValueFormat(x, plain),
    yFormat: chooseValueFormat(y, plain),
    sizeFormat: size ? chooseValueFormat(size, plain) : null,
    series,
  };
  const area = size ? [`The area of a dot is its ${size.label.charAt(0).toLowerCase()}${size.label.slice(1)}.`] : [];
  return {
    body,
    notices: [
      ...area,
      ...notices,
      ...missingNotice(rows.length - drawn, size ? "all three measures" : "both measures"),
    ],
  };
}

function foldAndThin(
  groups: Map<string, DataPoint[]>,
  drawn: number,
  width: number,
): { series: PointData["series"]; notices: string[] } {
  const entries = [...groups].map(([name, points]) => ({ name, points, isOther: false, slot: 0 }));
  const notices: string[] = [];
  let series = entries;
  if (entries.length > MAXIMUM_SERIES) {
    const { kept, rest } = keepLargest(
      entries.map(({ points }) => points.length),
      MAXIMUM_SERIES - 1,
    );
    const named = kept.map((index) => entries[index]).filter((entry) => entry !== undefined);
    const others = rest.flatMap((index) => entries[index]?.points ?? []);
    series = [...named, { name: `Other (${rest.length})`, points: others, isOther: true, slot: 0 }];
    notices.push(`The ${kept.length} largest of ${entries.length} groups are coloured, the others are grey.`);
  }
  if (drawn <= MAXIMUM_POINTS) return { series, notices };
  const thinned = series.map((entry) => ({
    ...entry,
    points: thinPoints(entry.points, Math.ceil(width / DOT_PIXELS), PLOT_HEIGHT_PIXELS / DOT_PIXELS),
  }));
  const shown = thinned.reduce((sum, { points }) => sum + points.length, 0);
  const step = Math.ceil(shown / (2 * MAXIMUM_POINTS));
  const sampled =
    step > 1
      ? thinned.map((entry) => ({ ...entry, points: entry.points.filter((_, index) => index % step === 0) }))
      : thinned;
  const left = sampled.reduce((sum, { points }) => sum + points.length, 0);
  const how = step > 1 ? "an even sample of those that do not cover each other" : "those that do not cover each other";
  return {
    series: sampled,
    notices: [...notices, `${countNoun(left, "point")} of ${countNoun(drawn, "row")} are drawn: ${how}.`],
  };
}
