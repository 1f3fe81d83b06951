import { z } from "zod";

/** Every way a result can be shown, in the order a menu lists them. */
export const CHART_TYPES = [
  "bar",
  "stacked_bar",
  "grouped_bar",
  "line",
  "area",
  "stacked_area",
  "pie",
  "donut",
  "scatter",
  "bubble",
  "histogram",
  "heatmap",
  "big_number",
  "table",
] as const;

export const chartTypeSchema = z.enum(CHART_TYPES);

export type ChartType = z.infer<typeof chartTypeSchema>;

/** The newest config version; an older stored config is read by `parseChartConfig`. */
export const CHART_CONFIG_VERSION = 1;

/** A column's key: its name, or `name (2)` for the second column of that name (see `columnKeys`). */
const columnKeySchema = z.string().min(1).max(200);

/** Plain text for people. Control characters are refused, markup is harmless: it is only ever drawn as text. */
const labelSchema = z.string().max(300).refine(hasNoControlCharacters, "Control characters are not allowed here.");

export const aggregationSchema = z.enum(["none", "sum", "average", "count", "minimum", "maximum"]);

export const sortSchema = z.strictObject({
  /** `data` keeps the order of the rows, `natural` follows time or an ordinal scale. */
  by: z.enum(["data", "natural", "x", "y"]),
  direction: z.enum(["ascending", "descending"]),
});

export const numberFormatSchema = z.strictObject({
  style: z.enum(["auto", "number", "compact", "currency", "percent"]),
  /** ISO 4217, read only where `style` is `currency`. */
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .nullable(),
  decimals: z.int().min(0).max(6).nullable(),
});

export const dateFormatSchema = z.enum(["auto", "year", "quarter", "month", "week", "day", "hour", "minute"]);

export const goalLineSchema = z.strictObject({ value: z.number(), label: labelSchema.nullable() });

/**
 * What a chart is, in one schema for the server, the browser, storage and the API. It names columns and
 * choices and nothing else: no colours, no options of the drawing library, no markup, no addresses, so that
 * whoever proposes a config (a model, a form, an API caller) can choose but never inject.
 */
export const chartConfigSchema = z.strictObject({
  version: z.literal(CHART_CONFIG_VERSION),
  type: chartTypeSchema,
  /** Category, time or horizontal measure; null where the type has none (big number, table). */
  x: columnKeySchema.nullable(),
  /** Measures, the first being the main one. Empty where rows are counted. */
  y: z.array(columnKeySchema).max(12),
  /** Column whose values split the measure into series. */
  series: columnKeySchema.nullable(),
  /** Bubble area. */
  size: columnKeySchema.nullable(),
  /** Measure drawn against a second axis; only for another unit, and only when asked for. */
  secondAxis: columnKeySchema.nullable(),
  aggregation: aggregationSchema,
  sort: sortSchema,
  /** Most categories drawn; what is cut becomes "Other" where it may be added up, and is said. */
  limit: z.int().min(1).max(500).nullable(),
  /** Every category as parts of 100 %. */
  share: z.boolean(),
  orientation: z.enum(["auto", "vertical", "horizontal"]),
  numberFormat: numberFormatSchema,
  dateFormat: dateFormatSchema,
  title: labelSchema,
  /** What is shown, for a reader who cannot see it. */
  description: labelSchema,
  /** The one thing to remember; empty where the data says nothing worth a sentence. */
  takeaway: labelSchema,
  legend: z.enum(["auto", "shown", "hidden"]),
  goalLine: goalLineSchema.nullable(),
});

export type ChartConfig = z.infer<typeof chartConfigSchema>;

/** The values a field has until somebody chooses. */
export const CHART_CONFIG_DEFAULTS = {
  version: CHART_CONFIG_VERSION,
  x: null,
  y: [],
  series: null,
  size: null,
  secondAxis: null,
  aggregation: "none",
  sort: { by: "data", direction: "ascending" },
  limit: null,
  share: false,
  orientation: "auto",
  numberFormat: { style: "auto", currency: null, decimals: null },
  dateFormat: "auto",
  title: "",
  description: "",
  takeaway: "",
  legend: "auto",
  goalLine: null,
} as const satisfies Omit<ChartConfig, "type">;

function hasNoControlCharacters(text: string): boolean {
  return !/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/u.test(text);
}
