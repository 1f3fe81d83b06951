import { chartConfigSchema, chartTypeSchema, type ChartConfig, type ChartType } from "#app/charts/config.ts";
import { chooseChart } from "#app/charts/choose-chart.ts";
import { toResultSet } from "#app/server/actions/chat/to-result-set.ts";
import { ACTION_RATE_LIMITS } from "#app/server/limits/rate-limit.ts";
import { defineAction } from "#app/server/pipeline/define-action.ts";
import { chartRequestSchema, type ChartRequest } from "#app/shared/schemas/chart-request.ts";

export type ChartOptions = Pick<ChartRequest, "preferredChartTypes">;

const chooseFor = defineAction({
  name: "chat:generate-chart-configuration",
  access: "member",
  limit: ACTION_RATE_LIMITS.ANALYTICS_QUERY,
  input: chartRequestSchema,
  output: chartConfigSchema,
  run: ({ input: { results, description, preferredChartTypes } }): ChartConfig =>
    chooseChart(toResultSet(results), {
      question: description,
      preferredChartTypes: knownTypes(preferredChartTypes),
    }).config,
});

/**
 * The chart that fits a result and its description. `results` is a `ResultSet`, or rows as objects.
 *
 * @example
 * const config = await generateChartConfiguration(results, "Create a revenue chart", { preferredChartTypes: ["line"] });
 */
export function generateChartConfiguration(
  results: ChartRequest["results"],
  description: string,
  options: ChartOptions = {},
): Promise<ChartConfig> {
  return chooseFor({ results, description, ...options });
}

/** The names that are chart types of ours, in their order. */
export function knownTypes(names: readonly string[]): ChartType[] {
  return names.flatMap((name) => chartTypeSchema.safeParse(name).data ?? []);
}
