import {
  CHART_CONFIG_DEFAULTS,
  CHART_TYPES,
  chartConfigSchema,
  type ChartConfig,
  type ChartType,
} from "./chart-config-schema.ts";
import type { ChartInput } from "./chart-input.ts";
import { assignEncoding } from "./assign-encoding.ts";
import { chooseChart, type ChooseChartOptions } from "./choose-chart.ts";
import { describeShape } from "./data-shape.ts";
import { parseChartConfig } from "./parse-chart-config.ts";
import { readChartWords } from "./read-chart-words.ts";
import { refuseEncoding } from "./refuse-encoding.ts";
import { stageChartConfig } from "./stream-chart-config.ts";

type Draft = Record<string, unknown>;

/**
 * Follows a model's config while it is written, each item of `proposal` being the object so far, and lets through
 * what holds: the type as soon as it is whole and the data can carry it, the rest when the proposal is complete
 * and mended. Only fields of the config schema are ever read. A proposal that breaks off is finished by the
 * chooser; this never throws for what a model wrote or failed to write.
 */
export async function* streamChartProposal(
  proposal: AsyncIterable<unknown>,
  result: ChartInput,
  options: ChooseChartOptions = {},
): AsyncGenerator<ChartConfig, void> {
  let draft: Draft = {};
  let sent: ChartType | null = null;
  try {
    for await (const item of proposal) {
      draft = pickKnown(item);
      if (sent !== null || Object.keys(draft).at(-1) === "type") continue;
      sent = usableType(draft.type, result);
      if (sent) yield { ...CHART_CONFIG_DEFAULTS, type: sent };
    }
  } catch {
    draft = sent ? { ...draft, type: sent } : {};
  }
  const config = settle(draft, sent, result, options);
  for (const stage of stageChartConfig(config)) {
    if (!sent || stage.x !== null || stage.y.length > 0 || stage.title !== "") yield stage;
  }
}

function pickKnown(item: unknown): Draft {
  if (typeof item !== "object" || item === null) return {};
  return Object.fromEntries(
    Object.entries(item).filter(([key, value]) => Object.hasOwn(chartConfigSchema.shape, key) && value !== undefined),
  );
}

function usableType(value: unknown, result: ChartInput): ChartType | null {
  const type = CHART_TYPES.find((known) => known === value);
  if (!type) return null;
  const shape = describeShape(result);
  return refuseEncoding(assignEncoding(type, shape, readChartWords(""), result), shape) === null ? type : null;
}

/** The mended proposal. Should mending change a type that was already sent, the type stays and its columns are chosen. */
function settle(draft: Draft, sent: ChartType | null, result: ChartInput, options: ChooseChartOptions): ChartConfig {
  if (!("type" in draft)) return chooseChart(result, options).config;
  const { config } = parseChartConfig(draft, result);
  return !sent || config.type === sent ? config : parseChartConfig({ type: sent }, result).config;
}
