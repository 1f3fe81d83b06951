import { z } from "zod";

/** More than anybody reads off a chart; larger results are aggregated in SQL. */
const MAX_ROWS = 20_000;
const MAX_COLUMNS = 200;

const cellSchema = z.union([z.string(), z.number(), z.boolean(), z.null()]);

const resultSetSchema = z.object({
  columns: z.array(z.object({ name: z.string().max(200), type: z.string().max(100) })).max(MAX_COLUMNS),
  rows: z.array(z.array(cellSchema)).max(MAX_ROWS),
  truncated: z.enum(["rows", "bytes", "cell"]).nullable().default(null),
  elapsedMs: z.number().default(0),
});

/** Rows as objects, as an API answers them. A Date is taken for its instant, anything deeper for its JSON. */
const rowObjectsSchema = z.array(z.record(z.string().max(200), z.unknown())).max(MAX_ROWS);

export const chartRequestSchema = z.object({
  results: z.union([resultSetSchema, rowObjectsSchema]),
  description: z.string().max(2_000),
  /** Types by preference, best first: honoured where the data can carry one. Unknown names are passed over. */
  preferredChartTypes: z.array(z.string().max(40)).max(20).default([]),
});

export type ChartRequest = z.input<typeof chartRequestSchema>;
