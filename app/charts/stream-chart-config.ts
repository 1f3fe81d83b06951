import { CHART_CONFIG_DEFAULTS, type ChartConfig } from "./chart-config-schema.ts";
import type { ChartInput } from "./chart-input.ts";
import { chooseChart, type ChooseChartOptions } from "./choose-chart.ts";

/** The stages of a config, in the order they are sent. */
const STAGES: readonly (readonly (keyof ChartConfig)[])[] = [
  ["type"],
  ["x", "y", "series", "size", "secondAxis", "aggregation", "share"],
  ["sort", "limit", "orientation", "numberFormat", "dateFormat", "legend", "goalLine"],
  ["title", "description", "takeaway"],
];

/**
 * A chart config as it comes to be: the type, then the columns, then order and formats, then the words. A field
 * goes once from its default to its value and never changes again. Every item is a whole config and can be drawn:
 * until the columns are sent, the drawing picks them from the data. The last item is the finished config.
 *
 * @example
 * for (const config of streamChartConfig(result, { question })) yield partChunk("chart", { resultId, config });
 */
export function streamChartConfig(result: ChartInput, options: ChooseChartOptions = {}): Generator<ChartConfig, void> {
  return stageChartConfig(chooseChart(result, options).config);
}

/** The stages of a config that is already known. */
export function* stageChartConfig(config: ChartConfig): Generator<ChartConfig, void> {
  let partial: ChartConfig = { ...CHART_CONFIG_DEFAULTS, type: config.type };
  for (const stage of STAGES) {
    partial = { ...partial, ...Object.fromEntries(stage.map((key) => [key, config[key]])) };
    yield partial;
  }
}
