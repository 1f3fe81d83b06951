import type { ChartConfig } from "#app/charts/config.ts";
import { streamChartConfig } from "#app/charts/stream-chart-config.ts";
import { knownTypes, type ChartOptions } from "#app/server/actions/chat/generate-chart-configuration.ts";
import { toResultSet } from "#app/server/actions/chat/to-result-set.ts";
import { ACTION_RATE_LIMITS } from "#app/server/limits/rate-limit.ts";
import { defineAction } from "#app/server/pipeline/define-action.ts";
import { chartRequestSchema, type ChartRequest } from "#app/shared/schemas/chart-request.ts";

const streamFor = defineAction({
  name: "chat:generate-chart-configuration-stream",
  access: "member",
  limit: ACTION_RATE_LIMITS.ANALYTICS_QUERY,
  input: chartRequestSchema,
  stream: async function* ({
    input: { results, description, preferredChartTypes },
  }): AsyncGenerator<ChartConfig, void> {
    yield* streamChartConfig(toResultSet(results), {
      question: description,
      preferredChartTypes: knownTypes(preferredChartTypes),
    });
  },
});

/**
 * `generateChartConfiguration` piece by piece: type, columns, order and formats, words. Every item is a whole
 * config that can be drawn; the last one is finished.
 *
 * @example
 * for await (const config of generateChartConfigurationStream(results, "Create a revenue chart", {
 *   preferredChartTypes: ["line", "bar"],
 * })) draw(config);
 */
export function generateChartConfigurationStream(
  results: ChartRequest["results"],
  description: string,
  options: ChartOptions = {},
): AsyncGenerator<ChartConfig, void, void> {
  return streamFor({ results, description, ...options });
}
