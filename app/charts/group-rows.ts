import type { Cell } from "#app/shared/result-set.ts";
import type { Category, ValueFormat } from "./chart-data.ts";
import type { ChartConfig } from "./chart-config-schema.ts";
import type { ColumnProfile, TimeGrain } from "./column-profile.ts";
import { formatInstant } from "./format-instant.ts";
import { chooseValueFormat } from "./format-value.ts";
import { nameCategory } from "./name-category.ts";
import { countNoun } from "./notice-words.ts";
import { parseInstant, parseNumber } from "./parse-cell.ts";
import type { ShapeContext } from "./shape-chart-data.ts";
import { TIME_GRAINS, fillPeriods, startOfPeriod } from "./time-steps.ts";

export type GroupedSeries = {
  name: string;
  values: (number | null)[];
  rows: (number | null)[];
  axis: 0 | 1;
  format: ValueFormat;
  additive: boolean;
};

export type GroupedRows = {
  xLabel: string;
  grain: TimeGrain | null;
  ordered: boolean;
  /** Whether instants could be filled to a regular calendar. */
  regular: boolean;
  categories: Category[];
  series: GroupedSeries[];
  notices: string[];
};

/** An instant, or a group's name. */
type PlaceKey = string | number;

type Tally = { sum: number; count: number; minimum: number; maximum: number; row: number };

/** Regular periods up to here become categories with gaps for the missing ones. */
export const MAXIMUM_PERIODS = 400;

/**
 * Groups rows by category and series and folds the rows of one mark together, as `aggregation` says. Rows that
 * meet without an aggregation are added up where that means something, else averaged, and that is said.
 */
export function groupRows(context: ShapeContext, measures: readonly string[]): GroupedRows {
  const { config, rows, column } = context;
  const x = column(config.x);
  const split = column(config.series);
  const grain = chooseGrain(config, x);
  const keyOf = categoryKey(x, grain);
  const places = new Map<PlaceKey, { category: Category; order: number }>();
  const tallies = new Map<string, Map<PlaceKey, Tally>>();
  const series = new Map<string, { name: string; measure: ColumnProfile | undefined; axis: 0 | 1 }>();
  const drawnMeasures =
    measures.length > 0 && config.aggregation !== "count" ? measures.map(column) : [column(measures[0])];
  let undated = 0;
  let missing = 0;
  let repeated = false;
  for (const [rowIndex, row] of rows.entries()) {
    const place = keyOf(x ? (row[x.index] ?? null) : null);
    if (place === null) {
      undated += 1;
      continue;
    }
    if (!places.has(place.key)) places.set(place.key, { category: place.category, order: places.size });
    for (const measure of drawnMeasures) {
      const value =
        config.aggregation === "count"
          ? countable(measure, row)
          : measure
            ? parseNumber(row[measure.index] ?? null)
            : null;
      const name = split ? nameCategory(row[split.index] ?? null, split) : (measure?.label ?? "Rows");
      const id = split ? `s${name}` : `m${measure?.key ?? ""}`;
      if (!series.has(id))
        series.set(id, { name, measure, axis: measure && measure.key === config.secondAxis ? 1 : 0 });
      if (value === null) {
        missing += 1;
        continue;
      }
      const byPlace = tallies.get(id) ?? new Map<PlaceKey, Tally>();
      tallies.set(id, byPlace);
      const tally = byPlace.get(place.key);
      if (!tally) byPlace.set(place.key, { sum: value, count: 1, minimum: value, maximum: value, row: rowIndex });
      else {
        repeated = true;
        tally.sum += value;
        tally.count += 1;
        tally.minimum = Math.min(tally.minimum, value);
        tally.maximum = Math.max(tally.maximum, value);
      }
    }
  }
  const { categories, keys, regular } = orderPlaces(places, x, grain);
  const notices = groupNotices({ config, x, undated, missing, repeated, additive: drawnMeasures[0]?.additive ?? true });
  return {
    xLabel: x?.label ?? "",
    grain: x?.role === "temporal" ? grain : null,
    ordered: x?.role === "temporal" || x?.role === "ordinal",
    regular,
    categories,
    series: [...series].map(([id, { name, measure, axis }]) => {
      const byPlace = tallies.get(id);
      const additive =
        config.aggregation === "count" ||
        config.aggregation === "sum" ||
        (config.aggregation === "none" && (measure?.additive ?? false));
      const marks = keys.map((key) => byPlace?.get(key));
      return {
        name,
        axis,
        additive,
        format: chooseValueFormat(measure, config),
        values: marks.map((tally) => fold(tally, config.aggregation, additive)),
        rows: marks.map((tally) => (tally?.count === 1 ? tally.row : null)),
      };
    }),
    notices,
  };
}

function countable(measure: ColumnProfile | undefined, row: Cell[]): number | null {
  return measure && (row[measure.index] ?? null) === null ? null : 1;
}

/** The asked grain, unless it is finer than the data. */
function chooseGrain(config: ChartConfig, x: ColumnProfile | undefined): TimeGrain {
  const own = x?.grain ?? "day";
  if (config.dateFormat === "auto") return own;
  return TIME_GRAINS.indexOf(config.dateFormat) > TIME_GRAINS.indexOf(own) ? config.dateFormat : own;
}

function categoryKey(
  x: ColumnProfile | undefined,
  grain: TimeGrain,
): (cell: Cell) => { key: PlaceKey; category: Category } | null {
  if (x?.role !== "temporal") {
    return (cell) => {
      const label = x ? nameCategory(cell, x) : "All";
      return { key: label, category: { label, instant: null } };
    };
  }
  const coarser = TIME_GRAINS.indexOf(grain) > TIME_GRAINS.indexOf(x.grain ?? "day");
  return (cell) => {
    const read = parseInstant(cell);
    if (read === null) return null;
    const instant = coarser ? startOfPeriod(read, grain) : read;
    return { key: instant, category: { label: "", instant } };
  };
}

function orderPlaces(
  places: Map<PlaceKey, { category: Category; order: number }>,
  x: ColumnProfile | undefined,
  grain: TimeGrain,
) {
  const entries = [...places];
  if (x?.role === "temporal") {
    const instants = entries.map(([, { category }]) => category.instant ?? 0);
    const filled = fillPeriods(instants, grain, MAXIMUM_PERIODS);
    const order = filled ?? [...instants].sort((a, b) => a - b);
    return {
      keys: order,
      categories: order.map((instant) => ({ label: formatInstant(instant, grain), instant })),
      regular: filled !== null,
    };
  }
  if (x?.role === "ordinal") entries.sort(([a], [b]) => ordinalRank(String(a), x) - ordinalRank(String(b), x));
  return { keys: entries.map(([key]) => key), categories: entries.map(([, { category }]) => category), regular: true };
}

function ordinalRank(label: string, x: ColumnProfile): number {
  const rank = x.ranks?.get(label.trim().toLowerCase());
  if (rank !== undefined) return rank;
  const weekday = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"].indexOf(
    label.toLowerCase(),
  );
  if (weekday >= 0) return (weekday + 6) % 7;
  const value = Number(label);
  return Number.isNaN(value) ? Number.MAX_SAFE_INTEGER : value;
}

function fold(tally: Tally | undefined, aggregation: ChartConfig["aggregation"], additive: boolean): number | null {
  if (!tally) return null;
  switch (aggregation) {
    case "count":
      return tally.count;
    case "sum":
      return tally.sum;
    case "average":
      return tally.sum / tally.count;
    case "minimum":
      return tally.minimum;
    case "maximum":
      return tally.maximum;
    case "none":
      return additive ? tally.sum : tally.sum / tally.count;
  }
}

function groupNotices(facts: {
  config: ChartConfig;
  x: ColumnProfile | undefined;
  undated: number;
  missing: number;
  repeated: boolean;
  additive: boolean;
}): string[] {
  const { config, x, undated, missing, repeated, additive } = facts;
  const notices: string[] = [];
  if (undated > 0)
    notices.push(
      `${countNoun(undated, "row")} without ${x?.label ?? "a date"} ${undated === 1 ? "is" : "are"} left out.`,
    );
  if (missing > 0 && config.aggregation !== "count")
    notices.push(`${countNoun(missing, "value")} ${missing === 1 ? "is" : "are"} missing.`);
  if (repeated && config.aggregation === "none") {
    notices.push(`Rows that share a mark are ${additive ? "added up" : "averaged"}.`);
  }
  if (repeated && config.aggregation === "sum") notices.push("Rows that share a mark are added up.");
  if (repeated && config.aggregation === "average")
    notices.push("Rows that share a mark are averaged, each with the same weight.");
  return notices;
}
