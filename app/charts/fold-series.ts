import type { CategorySeries } from "./chart-data.ts";
import type { ChartConfig } from "./chart-config-schema.ts";
import type { GroupedRows } from "./group-rows.ts";
import { MAXIMUM_SERIES } from "./maximum-series.ts";
import { keepLargest } from "./reduce/keep-largest.ts";
import { sumKnown } from "./sum-known.ts";

/** Keeps as many series as can be told apart; the rest becomes "Other" where it adds up, else it is left out, and said. */
export function foldSeries(groups: GroupedRows, config: ChartConfig): { series: CategorySeries[]; notices: string[] } {
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
    values: first.values.map((_, index) => sumKnown(dropped.map(({ values }) => values[index] ?? null))),
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
