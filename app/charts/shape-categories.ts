import type { CategoryData, CategorySeries, TimeData } from "./chart-data.ts";
import type { ChartConfig } from "./chart-config-schema.ts";
import { foldSeries } from "./fold-series.ts";
import { groupRows, type GroupedRows } from "./group-rows.ts";
import { countNoun } from "./notice-words.ts";
import { wantsZero } from "./option/nice-scale.ts";
import { MAXIMUM_ORDINAL_POINTS, orderCategories } from "./order-categories.ts";
import { seriesExtent } from "./option/series-extent.ts";
import { lttb } from "./reduce/lttb.ts";
import type { ShapeContext, ShapedBody } from "./shape-chart-data.ts";
import { TIME_GRAINS } from "./time-steps.ts";

/** Most bars over periods in one picture. */
const MAXIMUM_PERIOD_BARS = 130;

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
  const cut = orderCategories(groups, folded.series, config);
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
