import { assignEncoding, hasRepeats } from "./assign-encoding.ts";
import {
  CHART_CONFIG_DEFAULTS,
  CHART_CONFIG_VERSION,
  CHART_TYPES,
  chartConfigSchema,
  type ChartConfig,
  type ChartType,
} from "./chart-config-schema.ts";
import { MAXIMUM_SERIES } from "./maximum-series.ts";
import type { ChartInput } from "./chart-input.ts";
import { chooseChart, completeEncoding } from "./choose-chart.ts";
import { describeShape, type DataShape } from "./data-shape.ts";
import { nearestColumn } from "./nearest-column.ts";
import { readChartWords } from "./read-chart-words.ts";
import { refuseEncoding } from "./refuse-encoding.ts";

type Draft = Record<string, unknown>;

/**
 * Reads a config from anywhere (a model, a form, storage, an API caller) for one result. Never throws: unknown
 * fields are dropped, an unknown column becomes the nearest one, missing encodings are chosen, and a chart the
 * data cannot carry becomes the best one that it can. `mended` says each change in words.
 */
export function parseChartConfig(input: unknown, result: ChartInput): { config: ChartConfig; mended: string[] } {
  const mended: string[] = [];
  const draft: Draft = typeof input === "object" && input !== null && !Array.isArray(input) ? { ...input } : {};
  const shape = describeShape(result);
  const type = readType(draft.type, result, mended);
  const words = readChartWords("");
  const suggested = assignEncoding(type, shape, words, result);
  const defaults = completeEncoding(suggested, shape, words, result);
  const read = readFields(draft, { ...defaults, type }, mended);
  const config = mendEncoding(read, draft, defaults, shape, result, mended);
  const refusal = refuseEncoding(config, shape);
  if (refusal === null) return { config: refreshWords(config, draft, shape, result), mended };
  const original = refuseEncoding(suggested, shape) === null ? defaults : chooseChart(result).config;
  mended.push(`${typeName(type)}: ${refusal}, so it became a ${typeName(original.type)}.`);
  const kept = {
    title: read.title,
    numberFormat: read.numberFormat,
    dateFormat: read.dateFormat,
    legend: read.legend,
    goalLine: read.goalLine,
  };
  return { config: refreshWords({ ...original, ...kept }, draft, shape, result), mended };
}

function readType(value: unknown, result: ChartInput, mended: string[]): ChartType {
  const known = CHART_TYPES.find((type) => type === value);
  if (known) return known;
  const text = typeof value === "string" ? value : "";
  const named = readChartWords("", text).types[0];
  const type = named ?? chooseChart(result).config.type;
  if (value !== undefined) mended.push(`Unknown chart type "${text.slice(0, 40)}" became ${typeName(type)}.`);
  return type;
}

/** Takes each field by itself, so that one bad value does not cost the others. */
function readFields(draft: Draft, defaults: ChartConfig, mended: string[]): ChartConfig {
  let config: ChartConfig = { ...CHART_CONFIG_DEFAULTS, ...defaults, version: CHART_CONFIG_VERSION };
  for (const key of Object.keys(draft)) {
    if (!Object.hasOwn(chartConfigSchema.shape, key)) {
      mended.push(`Unknown field "${key.slice(0, 40)}" was dropped.`);
      continue;
    }
    if (key === "type" || key === "version") continue;
    const field = chartConfigSchema.shape[key as keyof typeof chartConfigSchema.shape];
    const value = key === "y" && typeof draft.y === "string" ? [draft.y] : draft[key];
    const parsed = field.safeParse(value);
    if (parsed.success) config = { ...config, [key]: parsed.data };
    else if (value !== undefined) mended.push(`The value of "${key}" could not be used.`);
  }
  if (typeof draft.version === "number" && draft.version > CHART_CONFIG_VERSION)
    mended.push(`Version ${draft.version} was read as version ${CHART_CONFIG_VERSION}.`);
  return config;
}

/** Points every column reference at a column that exists and can play the part. */
function mendEncoding(
  read: ChartConfig,
  draft: Draft,
  defaults: ChartConfig,
  shape: DataShape,
  result: ChartInput,
  mended: string[],
): ChartConfig {
  const find = (key: string | null, field: string, fallback: string | null): string | null => {
    if (key === null) return null;
    if (shape.profiles.some((profile) => profile.key === key)) return key;
    const nearest = nearestColumn(key, shape.profiles) ?? fallback;
    mended.push(
      nearest
        ? `Column "${key}" (${field}) does not exist; "${nearest}" is used.`
        : `Column "${key}" (${field}) does not exist and was dropped.`,
    );
    return nearest;
  };
  const y = read.y.map((key) => find(key, "y", defaults.y[0] ?? null)).filter((key) => key !== null);
  const numeric = [...new Set(y)].filter(
    (key) =>
      shape.profiles.some((profile) => profile.key === key && profile.minimum !== null) || read.aggregation === "count",
  );
  if (numeric.length < new Set(y).size) mended.push("A column without numbers cannot be a measure and was dropped.");
  if (numeric.length > MAXIMUM_SERIES)
    mended.push(`Only ${MAXIMUM_SERIES} measures can be told apart; the first ${MAXIMUM_SERIES} are kept.`);
  const needsMeasure = defaults.y.length > 0 && numeric.length === 0 && read.aggregation !== "count";
  if (needsMeasure && draft.y !== undefined) mended.push(`The measure became "${defaults.y.join('", "')}".`);
  const x = find(read.x, "x", defaults.x);
  const series = find(read.series, "series", null);
  const config: ChartConfig = {
    ...read,
    x: x ?? (needsColumn(read.type) ? defaults.x : null),
    y: needsMeasure ? defaults.y : numeric.slice(0, MAXIMUM_SERIES),
    series: series === x ? null : series,
    size: find(read.size, "size", defaults.size),
    secondAxis: find(read.secondAxis, "second axis", null),
  };
  return settleAggregation(config, draft, shape, result, mended);
}

function needsColumn(type: ChartType): boolean {
  return type !== "big_number" && type !== "table";
}

/** Rows that would fall on one mark must be folded, by a rule that is said in the config. */
function settleAggregation(
  config: ChartConfig,
  draft: Draft,
  shape: DataShape,
  result: ChartInput,
  mended: string[],
): ChartConfig {
  if (["table", "big_number", "histogram", "scatter", "bubble"].includes(config.type))
    return { ...config, aggregation: "none" };
  if (config.y.length === 0) return { ...config, aggregation: "count" };
  if (config.aggregation !== "none" && draft.aggregation !== undefined) return config;
  if (!hasRepeats(config, shape, result)) return { ...config, aggregation: "none" };
  const additive = shape.profiles.find(({ key }) => key === config.y[0])?.additive ?? false;
  const aggregation = additive ? "sum" : "average";
  if (draft.aggregation !== undefined) mended.push(`Several rows fall on one mark; their ${aggregation} is shown.`);
  return { ...config, aggregation };
}

/** Writes title, description and takeaway anew where the draft brings none for the chart as it became. */
function refreshWords(config: ChartConfig, draft: Draft, shape: DataShape, result: ChartInput): ChartConfig {
  const fresh = completeEncoding(config, shape, readChartWords(""), result);
  const own = (key: "title" | "description" | "takeaway") =>
    typeof draft[key] === "string" && draft[key] !== "" ? config[key] : fresh[key];
  return { ...config, title: own("title"), description: own("description"), takeaway: own("takeaway") };
}

function typeName(type: ChartType): string {
  return type.replaceAll("_", " ");
}
