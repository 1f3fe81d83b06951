/** The chart config as others meet it: its schema, its types, and how an untrusted or stored one is read. */
export {
  CHART_CONFIG_DEFAULTS,
  CHART_CONFIG_VERSION,
  CHART_TYPES,
  chartConfigSchema,
  chartTypeSchema,
  type ChartConfig,
  type ChartType,
} from "./chart-config-schema.ts";
export { MAXIMUM_SERIES } from "./maximum-series.ts";
export { parseChartConfig } from "./parse-chart-config.ts";
