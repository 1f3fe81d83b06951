import type { CategoryData, CategorySeries, TimeData } from "./chart-data.ts";
import type { ChartConfig } from "./chart-config-schema.ts";
import { MAXIMUM_SERIES } from "./maximum-series.ts";
import { groupRows, type GroupedRows } from "./group-rows.ts";
import { countNoun } from "./notice-words.ts";
import { wantsZero } from "./option/nice-scale.ts";
import { seriesExtent } from "./option/series-extent.ts";
import { keepLargest } from "./reduce/keep-largest.ts";
import { lttb } from "./reduce/lttb.ts";
import { MAXIMUM_SLICES } from "./refuse-encoding.ts";
import type { ShapeContext, ShapedBody } from "./shape-chart-data.ts";
import { TIME_GRAINS } from "./time-steps.ts";

/** Most bars over named groups, and over periods, in one picture. */
const MAXIMUM_GROUPS = 60;
const MAXIMUM_PERIOD_BARS = 130;
const MAXIMUM_ORDINAL_POINTS = 400;

/** Bars, lines, areas and slices: grouped, coarsened or thinned if there is too much, folded, sorted, as shares. */
export function shapeCategories(context: ShapeContext): ShapedBody {
  const { config, column } = context;
  const measures =
    config.secondAxis && !config.series
      ? [...config.y.slice(0, 1), config.secondAxis]
      : config.series
        ? config.y.slice(0, 1)
        : config.y;
  let groups = groupRows(context, measures);
  if (groups.series.every(({ values }) => values.every((value) => value === null))) {
    return { body: { kind: "empty", message: "Every value is missing." }, notices: [] };
  }
  const notices: string[] = [];
  const yLabel =
    groups.series.some(({ axis }) => axis === 1) || !column(config.y[0])
      ? (column(config.y[0])?.label ?? "Rows")
      : labelMeasures(context, measures);
  const time = groups.grain !== null;
  const line = config.type === "line" || config.type === "area";
  if (time && line && (!groups.regular || groups.categories.length > MAXIMUM_ORDINAL_POINTS)) {
    const folded = foldSeries(groups, config);
    const thinned = thinLines(folded.series, groups, context.width);
    const body: TimeData = { kind: "time", xLabel: groups.xLabel, yLabel, grain: groups.grain, series: thinned.series };
    return {
      body,
      notices: [...groups.notices, ...folded.notices, ...thinned.notices, ...baselineNotice(folded.series, config)],
    };
  }
  if (time && !line) {
    const coarsened = coarsen(context, groups, measures);
    groups = coarsened.groups;
    notices.push(...coarsened.notices);
  }
  const folded = foldSeries(groups, config);
  const sorted = sortCategories({ groups, series: folded.series, config });
  const cut = cutCategories(dropEmptySlices(sorted, config), config, groups);
  const stack = config.type === "stacked_area" ? closeGaps(cut.series) : { series: cut.series, notices: [] };
  const series = config.share ? asShares(stack.series) : stack.series;
  const body: CategoryData = {
    kind: "categories",
    xLabel: groups.xLabel,
    yLabel: config.share ? `Share of ${yLabel.charAt(0).toLowerCase()}${yLabel.slice(1)}` : yLabel,
    grain: groups.grain,
    ordered: groups.ordered,
    categories: cut.categories,
    series,
  };
  return {
    body,
    notices: [
      ...groups.notices,
      ...notices,
      ...folded.notices,
      ...cut.notices,
      ...stack.notices,
      ...baselineNotice(series, config),
    ],
  };
}

function labelMeasures({ config, column }: ShapeContext, measures: readonly string[]): string {
  const label = column(measures[0])?.label ?? "";
  if (config.aggregation === "count") return "Count";
  return measures.length > 1 ? "" : label;
}

/** Bars over more periods than fit become bars over longer periods. */
function coarsen(
  context: ShapeContext,
  groups: GroupedRows,
  measures: readonly string[],
): { groups: GroupedRows; notices: string[] } {
  const most = context.config.type === "stacked_area" ? MAXIMUM_ORDINAL_POINTS : MAXIMUM_PERIOD_BARS;
  let current = groups;
  let grain = groups.grain ?? "day";
  while ((current.categories.length > most || !current.regular) && grain !== "year") {
    const next = TIME_GRAINS[TIME_GRAINS.indexOf(grain) + 1];
    if (!next) break;
    grain = next;
    const config: ChartConfig = {
      ...context.config,
      dateFormat: grain,
      aggregation:
        context.config.aggregation === "none"
          ? groups.series[0]?.additive
            ? "sum"
            : "average"
          : context.config.aggregation,
    };
    current = groupRows({ ...context, config }, measures);
  }
  if (current === groups || grain === groups.grain) return { groups, notices: [] };
  const how = groups.series[0]?.additive ? "added up" : "averaged";
  return {
    groups: current,
    notices: [`${countNoun(groups.categories.length, groups.grain ?? "day")} are ${how} by ${grain}.`],
  };
}

function foldSeries(groups: GroupedRows, config: ChartConfig): { series: CategorySeries[]; notices: string[] } {
  const series = groups.series.map(({ name, values, rows, axis, format }) => ({
    name,
    values,
    rows,
    axis,
    format,
    isOther: false,
    slot: 0,
  }));
  if (series.length <= MAXIMUM_SERIES) return { series: numberSlots(series), notices: [] };
  const weights = series.map(({ values }) => values.reduce<number>((sum, value) => sum + Math.abs(value ?? 0), 0));
  const additive =
    groups.series.every((one) => one.additive) && config.type !== "line" && config.type !== "grouped_bar";
  const { kept, rest } = keepLargest(weights, additive ? MAXIMUM_SERIES - 1 : MAXIMUM_SERIES);
  const named = kept.map((index) => series[index]).filter((one) => one !== undefined);
  const dropped = rest.map((index) => series[index]).filter((one) => one !== undefined);
  const [first] = dropped;
  if (!additive || !first)
    return {
      series: numberSlots(named),
      notices: [`The ${named.length} largest of ${series.length} series are shown.`],
    };
  const other: CategorySeries = {
    ...first,
    name: `Other (${dropped.length})`,
    values: first.values.map((_, index) => sumOrNull(dropped.map(({ values }) => values[index] ?? null))),
    rows: first.rows.map(() => null),
    isOther: true,
  };
  return {
    series: numberSlots([...named, other]),
    notices: [
      `The ${named.length} largest of ${series.length} series are shown; the other ${dropped.length} are added up as "Other".`,
    ],
  };
}

function numberSlots(series: CategorySeries[]): CategorySeries[] {
  return series.map((one, slot) => ({ ...one, slot }));
}

function thinLines(
  series: CategorySeries[],
  groups: GroupedRows,
  width: number,
): { series: TimeData["series"]; notices: string[] } {
  const threshold = Math.max(120, Math.round(Math.min(width, 1_200) / Math.max(1, Math.sqrt(series.length))));
  const instants = groups.categories.map(({ instant }) => instant ?? 0);
  let [before, after] = [0, 0];
  const thinned = series.map(({ name, values, format, isOther, slot }) => {
    const known = values.flatMap((value, index): [number, number][] =>
      value === null ? [] : [[instants[index] ?? 0, value]],
    );
    const points = lttb(known, threshold);
    before += known.length;
    after += points.length;
    return { name, format, isOther, slot, points };
  });
  const notices =
    after < before
      ? [`${countNoun(before, "point")} are drawn as ${after.toLocaleString("en-US")}, keeping peaks and troughs.`]
      : [];
  return { series: thinned, notices };
}

/** Lines may start above zero to show small movements, but not in silence. */
function baselineNotice(series: CategorySeries[], config: ChartConfig): string[] {
  if (config.type !== "line") return [];
  const main = series.filter(({ axis }) => axis === 0).map(({ values }) => values);
  const [low, high] = seriesExtent(main, config.goalLine?.value ?? null, { stacked: false });
  return low === high || wantsZero(low, high) ? [] : ["The vertical axis does not start at zero."];
}

type Sorted = { categories: CategoryData["categories"]; series: CategorySeries[] };

function sortCategories({
  groups,
  series,
  config,
}: {
  groups: GroupedRows;
  series: CategorySeries[];
  config: ChartConfig;
}): Sorted {
  const { by, direction } = config.sort;
  const sign = direction === "ascending" ? 1 : -1;
  const order = groups.categories.map((_, index) => index);
  const total = (index: number) =>
    series.reduce((sum, { values, axis }) => sum + (axis === 0 ? (values[index] ?? 0) : 0), 0);
  if (by === "y") order.sort((a, b) => sign * (total(a) - total(b)) || a - b);
  else if (by === "x" && !groups.ordered)
    order.sort((a, b) => sign * compareLabels(groups.categories[a]?.label, groups.categories[b]?.label));
  else if (sign < 0) order.reverse();
  return pick({ categories: groups.categories, series }, order);
}

/** What has no value or nothing has no slice. */
function dropEmptySlices(sorted: Sorted, { type }: ChartConfig): Sorted {
  if (type !== "pie" && type !== "donut") return sorted;
  const values = sorted.series[0]?.values ?? [];
  return pick(
    sorted,
    sorted.categories.map((_, index) => index).filter((index) => (values[index] ?? 0) > 0),
  );
}

function compareLabels(a = "", b = ""): number {
  return a.localeCompare(b, "en", { numeric: true });
}

/** Keeps the first categories and adds up the rest where that means something. */
function cutCategories(sorted: Sorted, config: ChartConfig, groups: GroupedRows): Sorted & { notices: string[] } {
  const pie = config.type === "pie" || config.type === "donut";
  const hardLimit = pie ? MAXIMUM_SLICES : groups.ordered ? MAXIMUM_ORDINAL_POINTS : MAXIMUM_GROUPS;
  const limit = Math.min(config.limit ?? hardLimit, hardLimit);
  const count = sorted.categories.length;
  if (count <= limit) return { ...sorted, notices: [] };
  const additive = groups.series.every((series) => series.additive) && !groups.ordered;
  const folds = pie || (additive && (config.type === "stacked_bar" || config.share));
  const keep = folds ? Math.max(1, limit - 1) : limit;
  const head = pick(
    sorted,
    Array.from({ length: keep }, (_, index) => index),
  );
  const rest = count - keep;
  if (!folds) {
    const left = sorted.series.map(({ values }) =>
      values.slice(keep).reduce<number>((sum, value) => sum + (value ?? 0), 0),
    );
    const share =
      additive && sorted.series.every(({ values }) => values.every((value) => (value ?? 0) >= 0))
        ? shareOfRest(sorted, left)
        : "";
    return { ...head, notices: [`${keep} of ${countNoun(count, "group")} are shown${share}.`] };
  }
  const tail = sorted.series.map(({ values }) => sumOrNull(values.slice(keep)));
  return {
    categories: [...head.categories, { label: `Other (${rest})`, instant: null }],
    series: head.series.map((series, index) => ({
      ...series,
      values: [...series.values, tail[index] ?? null],
      rows: [...series.rows, null],
    })),
    notices: [
      `The first ${keep} of ${countNoun(count, "group")} are shown; the other ${rest} are added up as "Other".`,
    ],
  };
}

function shareOfRest(sorted: Sorted, left: number[]): string {
  const total = sorted.series.reduce(
    (sum, { values }) => sum + values.reduce<number>((inner, value) => inner + (value ?? 0), 0),
    0,
  );
  const rest = left.reduce((sum, value) => sum + value, 0);
  return total > 0
    ? `; the others hold ${((rest / total) * 100).toFixed(rest / total < 0.1 ? 1 : 0)}% of the total`
    : "";
}

/** A stack cannot leave out one of its layers: where others have a value, a missing one counts as nothing. */
function closeGaps(series: CategorySeries[]): { series: CategorySeries[]; notices: string[] } {
  let closed = 0;
  const filled = series.map((one) => ({
    ...one,
    values: one.values.map((value, index) => {
      if (value !== null || series.every(({ values }) => values[index] === null)) return value;
      closed += 1;
      return 0;
    }),
  }));
  return {
    series: filled,
    notices: closed > 0 ? [`In the stack ${countNoun(closed, "missing value")} count as zero.`] : [],
  };
}

function asShares(series: CategorySeries[]): CategorySeries[] {
  const totals =
    series[0]?.values.map((_, index) => series.reduce((sum, { values }) => sum + Math.abs(values[index] ?? 0), 0)) ??
    [];
  if (series.length === 1) totals.fill(totals.reduce((sum, value) => sum + value, 0));
  return series.map((one) => ({
    ...one,
    format: { style: "percent", scale: 100, currency: null, decimals: one.format.decimals },
    values: one.values.map((value, index) => (value === null || !totals[index] ? null : value / totals[index])),
  }));
}

function pick({ categories, series }: Sorted, order: number[]): Sorted {
  return {
    categories: order.map((index) => categories[index]).filter((category) => category !== undefined),
    series: series.map((one) => ({
      ...one,
      values: order.map((index) => one.values[index] ?? null),
      rows: order.map((index) => one.rows[index] ?? null),
    })),
  };
}

function sumOrNull(values: (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
}
