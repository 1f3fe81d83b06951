import { CHART_CONFIG_DEFAULTS, type ChartConfig } from "#app/charts/chart-config-schema.ts";

/** The config as a JSON file, its fields in a fixed order, so that two exports of one chart are equal. Read back with `parseChartConfig`. */
export function chartJson(config: ChartConfig): string {
  const keys = ["version", "type", ...Object.keys(CHART_CONFIG_DEFAULTS).filter((key) => key !== "version")];
  return `${JSON.stringify(config, keys.concat("by", "direction", "style", "currency", "decimals", "value", "label"), 2)}\n`;
}
