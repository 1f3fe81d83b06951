import type { Cell } from "#app/shared/result-set.ts";
import type { ChartInput } from "./chart-input.ts";
import type { ChartConfig, ChartType } from "./chart-config-schema.ts";
import { MAXIMUM_SERIES } from "./maximum-series.ts";
import { EMPTY_ENCODING, type ChartEncoding } from "./chart-encoding.ts";
import type { ColumnProfile } from "./column-profile.ts";
import type { DataShape } from "./data-shape.ts";
import type { ChartWords } from "./read-chart-words.ts";
import { sameUnit } from "./same-unit.ts";

/**
 * The best columns for each visual channel of one chart type. Position goes to time, then to the measure;
 * colour goes to the smaller group (Mackinlay 1986: rank channels by how exactly each kind of data is read
 * from them). The answer may still be impossible for this data; `refuseEncoding` says so.
 */
export function assignEncoding(type: ChartType, shape: DataShape, words: ChartWords, input: ChartInput): ChartEncoding {
  const blank: ChartEncoding = { type, ...EMPTY_ENCODING, y: [] };
  const { measures } = shape;
  switch (type) {
    case "table":
      return blank;
    case "big_number":
      return { ...blank, y: measures.slice(0, 4).map(({ key }) => key) };
    case "histogram":
      return { ...blank, x: measures[0]?.key ?? null };
    case "scatter":
    case "bubble":
      return assignPoints(blank, shape);
    case "pie":
    case "donut": {
      const x = shape.categories.find(isVaried) ?? shape.categories[0] ?? shape.time;
      return withAggregation({ ...blank, x: x?.key ?? null, y: firstMeasure(measures) }, shape, input);
    }
    case "heatmap": {
      const [x, series] = twoGroups(shape);
      return withAggregation(
        { ...blank, x: x?.key ?? null, series: series?.key ?? null, y: firstMeasure(measures) },
        shape,
        input,
      );
    }
    default:
      return assignCartesian(blank, shape, words, input);
  }
}

function assignCartesian(blank: ChartEncoding, shape: DataShape, words: ChartWords, input: ChartInput): ChartEncoding {
  const { type } = blank;
  const { time, measures } = shape;
  const [first, second] = shape.categories.filter(isVaried);
  const overTime = time !== null && (time.distinctCount > 1 || !first);
  const along = overTime ? time : orderedFirst(type, first, second);
  const other = overTime ? first : along === first ? second : first;
  const wantsSeries = type !== "area" && type !== "bar";
  const splits = wantsSeries ? (other ?? null) : null;
  const swapped =
    !overTime &&
    along &&
    splits &&
    splits.distinctCount > along.distinctCount &&
    along.role !== "ordinal" &&
    type !== "line";
  const x = swapped ? splits : (along ?? shape.categories[0] ?? null);
  const series = swapped ? along : splits;
  const main = measures[0];
  const sharing = measures.filter((measure) => main && (measure === main || sameUnit(main, measure)));
  const manyMeasures = !series && ["line", "grouped_bar", "stacked_bar", "stacked_area"].includes(type);
  const y = (manyMeasures ? sharing : sharing.slice(0, 1)).slice(0, MAXIMUM_SERIES).map(({ key }) => key);
  const stacked = type === "stacked_bar" || type === "stacked_area";
  const encoding: ChartEncoding = {
    ...blank,
    x: x?.key ?? null,
    y,
    series: series?.key ?? null,
    share: stacked && words.share,
    secondAxis: secondAxis(type, series, shape, words),
  };
  return withAggregation(encoding, shape, input);
}

/** Lines want order on the horizontal axis, whatever the order of the columns. */
function orderedFirst(type: ChartType, first?: ColumnProfile, second?: ColumnProfile): ColumnProfile | null {
  const wantsOrder = type === "line" || type === "area" || type === "stacked_area" || second?.role === "ordinal";
  if (wantsOrder && first?.role !== "ordinal" && second?.role === "ordinal" && second.distinctCount > 2) return second;
  return first ?? null;
}

function assignPoints(blank: ChartEncoding, { measures, categories }: DataShape): ChartEncoding {
  const [x, y, size] = measures;
  const series = categories.find(({ distinctCount }) => distinctCount > 1 && distinctCount <= MAXIMUM_SERIES);
  return {
    ...blank,
    x: x?.key ?? null,
    y: y ? [y.key] : [],
    size: blank.type === "bubble" ? (size?.key ?? null) : null,
    series: series?.key ?? null,
  };
}

function secondAxis(type: ChartType, series: ColumnProfile | null, shape: DataShape, words: ChartWords): string | null {
  const [main] = shape.measures;
  if (!words.secondAxis || series || !main || (type !== "line" && type !== "bar")) return null;
  return shape.measures.find((measure) => measure !== main && !sameUnit(main, measure))?.key ?? null;
}

/** The two groups of a matrix: time or order across, names down. */
function twoGroups({ time, categories }: DataShape): (ColumnProfile | undefined)[] {
  const varied = categories.filter(isVaried);
  if (time && time.distinctCount > 1) return [time, varied[0]];
  const [first, second] = varied;
  if (first?.role === "ordinal" && second?.role === "ordinal")
    return first.distinctCount >= second.distinctCount ? [first, second] : [second, first];
  return second?.role === "ordinal" ? [second, first] : [first, second];
}

/** Several rows for one mark are added up where that means something, else averaged; without a measure they are counted. */
function withAggregation(encoding: ChartEncoding, shape: DataShape, input: ChartInput): ChartEncoding {
  if (encoding.y.length === 0) return { ...encoding, aggregation: "count" };
  const aggregation = hasRepeats(encoding, shape, input) ? repeatAggregation(encoding, shape) : "none";
  return { ...encoding, aggregation };
}

function repeatAggregation(encoding: ChartEncoding, shape: DataShape): ChartConfig["aggregation"] {
  const measure = shape.profiles.find(({ key }) => key === encoding.y[0]);
  return measure?.additive ? "sum" : "average";
}

/** Whether two rows fall on one mark. Time counts by its instant as written; undated rows fall on none. */
export function hasRepeats(
  encoding: Pick<ChartEncoding, "x" | "series">,
  shape: DataShape,
  input: ChartInput,
): boolean {
  const x = shape.profiles.find((profile) => profile.key === encoding.x);
  const series = shape.profiles.find((profile) => profile.key === encoding.series);
  const known = `${x?.index}/${series?.index}`;
  const remembered = shape.repeats.get(known);
  if (remembered !== undefined) return remembered;
  const repeats = findRepeat(input, x, series);
  shape.repeats.set(known, repeats);
  return repeats;
}

function findRepeat({ rows }: ChartInput, x: ColumnProfile | undefined, series: ColumnProfile | undefined): boolean {
  const seen = new Map<Cell, Set<Cell>>();
  for (const row of rows) {
    const place = x ? (row[x.index] ?? null) : null;
    if (place === null && x?.role === "temporal") continue;
    const split = series ? (row[series.index] ?? null) : null;
    const there = seen.get(place);
    if (!there) seen.set(place, new Set([split]));
    else if (there.has(split)) return true;
    else there.add(split);
  }
  return false;
}

function firstMeasure(measures: ColumnProfile[]): string[] {
  return measures.slice(0, 1).map(({ key }) => key);
}

function isVaried({ distinctCount }: ColumnProfile): boolean {
  return distinctCount > 1;
}
