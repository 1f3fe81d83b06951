import type { CategoryData, CategorySeries } from "./chart-data.ts";
import type { ChartConfig } from "./chart-config-schema.ts";
import type { GroupedRows } from "./group-rows.ts";
import { countNoun } from "./notice-words.ts";
import { MAXIMUM_SLICES } from "./refuse-encoding.ts";
import { sumKnown } from "./sum-known.ts";

/** Most named groups, and most points along an ordered axis, in one picture. */
const MAXIMUM_GROUPS = 60;
export const MAXIMUM_ORDINAL_POINTS = 400;

export type Sorted = { categories: CategoryData["categories"]; series: CategorySeries[] };

/** Categories in the order the config asks for, without empty slices, cut to what fits; what was cut is said. */
export function orderCategories(
  groups: GroupedRows,
  series: CategorySeries[],
  config: ChartConfig,
): Sorted & { notices: string[] } {
  return cutCategories(dropEmptySlices(sortCategories({ groups, series, config }), config), config, groups);
}

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
  const tail = sorted.series.map(({ values }) => sumKnown(values.slice(keep)));
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
