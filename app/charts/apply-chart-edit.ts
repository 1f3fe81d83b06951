import { z } from "zod";
import {
  aggregationSchema,
  chartConfigSchema,
  chartTypeSchema,
  dateFormatSchema,
  goalLineSchema,
  numberFormatSchema,
  sortSchema,
  type ChartConfig,
} from "./chart-config-schema.ts";
import type { ChartInput } from "./chart-input.ts";
import { parseChartConfig } from "./parse-chart-config.ts";

/**
 * One change to a chart, from a form field or from words. Undo needs nothing of its own: a config is a value, so
 * whoever keeps the former one can put it back.
 */
export const chartEditSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("type"), type: chartTypeSchema }),
  z.strictObject({ kind: z.literal("x"), column: chartConfigSchema.shape.x }),
  z.strictObject({ kind: z.literal("y"), columns: chartConfigSchema.shape.y }),
  z.strictObject({ kind: z.literal("series"), column: chartConfigSchema.shape.series }),
  z.strictObject({ kind: z.literal("swap") }),
  z.strictObject({ kind: z.literal("aggregation"), aggregation: aggregationSchema }),
  z.strictObject({ kind: z.literal("stacking"), stacked: z.boolean() }),
  z.strictObject({ kind: z.literal("share"), share: z.boolean() }),
  z.strictObject({ kind: z.literal("sort"), sort: sortSchema }),
  z.strictObject({ kind: z.literal("limit"), limit: chartConfigSchema.shape.limit }),
  z.strictObject({ kind: z.literal("orientation"), orientation: chartConfigSchema.shape.orientation }),
  z.strictObject({ kind: z.literal("goal_line"), goalLine: goalLineSchema.nullable() }),
  z.strictObject({ kind: z.literal("number_format"), numberFormat: numberFormatSchema }),
  z.strictObject({ kind: z.literal("date_format"), dateFormat: dateFormatSchema }),
  z.strictObject({ kind: z.literal("legend"), legend: chartConfigSchema.shape.legend }),
  z.strictObject({ kind: z.literal("title"), title: chartConfigSchema.shape.title }),
]);

export type ChartEdit = z.infer<typeof chartEditSchema>;

/** Columns left out are chosen anew. */
type Draft = { [Key in keyof ChartConfig]: ChartConfig[Key] | undefined } & { type: ChartConfig["type"] };

/** What came of an edit: the new config, or the old one and the reason why not. `mended` says what changed besides. */
export type ChartEditOutcome = { config: ChartConfig; applied: boolean; mended: string[] };

/**
 * Changes one thing about a chart. An edit the data cannot carry ("as a pie" over 40 names) leaves the chart as it
 * was and says why. Words that were written for the old chart are written anew, a title the reader chose stays.
 */
export function applyChartEdit(config: ChartConfig, edit: ChartEdit, result: ChartInput): ChartEditOutcome {
  const wanted = editFields(config, edit);
  const titled = edit.kind === "title" || !wasWritten(config, result);
  const draft = { ...wanted, title: titled ? wanted.title : "", description: "", takeaway: "" };
  const { config: edited, mended } = parseChartConfig(draft, result);
  const applied = edited.type === wanted.type;
  return applied ? { config: edited, applied, mended } : { config, applied, mended };
}

function editFields(config: ChartConfig, edit: ChartEdit): Draft {
  switch (edit.kind) {
    case "type":
      return changeType(config, edit.type);
    case "x":
      return {
        ...config,
        x: edit.column,
        series: config.series === edit.column ? config.x : config.series,
        aggregation: "none",
      };
    case "y":
      return {
        ...config,
        y: edit.columns,
        aggregation: config.aggregation === "count" && edit.columns.length > 0 ? "none" : config.aggregation,
      };
    case "series":
      return splitBy(config, edit.column);
    case "swap":
      return config.series === null ? config : { ...config, x: config.series, series: config.x };
    case "aggregation":
      return { ...config, aggregation: edit.aggregation };
    case "stacking":
      return { ...config, type: stackedType(config.type, edit.stacked), share: edit.stacked && config.share };
    case "share":
      return shareOf(config, edit.share);
    case "sort":
      return { ...config, sort: edit.sort };
    case "limit":
      return { ...config, limit: edit.limit };
    case "orientation":
      return { ...config, orientation: edit.orientation };
    case "goal_line":
      return { ...config, goalLine: edit.goalLine };
    case "number_format":
      return { ...config, numberFormat: edit.numberFormat };
    case "date_format":
      return { ...config, dateFormat: edit.dateFormat };
    case "legend":
      return { ...config, legend: edit.legend };
    case "title":
      return { ...config, title: edit.title };
  }
}

const AXES: readonly ChartConfig["type"][] = [
  "bar",
  "stacked_bar",
  "grouped_bar",
  "line",
  "area",
  "stacked_area",
  "heatmap",
  "pie",
  "donut",
];

/** Between charts of groups the columns stay; any other kind picks its own. */
function changeType(config: ChartConfig, type: ChartConfig["type"]): Draft {
  const keeps = AXES.includes(type) && AXES.includes(config.type);
  const { x, y, series, aggregation } = config;
  const single = type === "bar" || type === "area" || type === "pie" || type === "donut";
  const columns = keeps ? { x, y: single ? y.slice(0, 1) : y, series: single ? null : series } : {};
  const blank = { x: undefined, y: undefined, series: undefined, size: undefined, secondAxis: undefined };
  return {
    ...config,
    ...blank,
    ...columns,
    type,
    share: config.share && type.startsWith("stacked"),
    aggregation: keeps && aggregation === "count" ? "count" : "none",
  };
}

function splitBy(config: ChartConfig, column: string | null): ChartConfig {
  const type =
    column !== null && config.type === "bar"
      ? "grouped_bar"
      : column === null && config.type === "grouped_bar"
        ? "bar"
        : config.type;
  return {
    ...config,
    series: column,
    type,
    y: column === null ? config.y : config.y.slice(0, 1),
    secondAxis: null,
    aggregation: config.aggregation === "count" ? "count" : "none",
  };
}

function stackedType(type: ChartConfig["type"], stacked: boolean): ChartConfig["type"] {
  if (stacked) return type === "line" || type === "area" || type === "stacked_area" ? "stacked_area" : "stacked_bar";
  if (type === "stacked_area") return "line";
  return type === "stacked_bar" ? "grouped_bar" : type;
}

/** Shares of one series are slices or bars of the whole; shares of several are a full stack. */
function shareOf(config: ChartConfig, share: boolean): ChartConfig {
  const several = config.series !== null || config.y.length > 1;
  return { ...config, share, type: share && several ? stackedType(config.type, true) : config.type };
}

/** Whether the title is the one this code wrote, so that it may be written anew. */
function wasWritten(config: ChartConfig, result: ChartInput): boolean {
  return config.title === "" || parseChartConfig({ ...config, title: "" }, result).config.title === config.title;
}
