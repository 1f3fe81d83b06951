import { isDeepStrictEqual } from "node:util";
import type { ChartData } from "#app/charts/chart-data.ts";
import { parseChartConfig } from "#app/charts/config.ts";
import { shapeChartData } from "#app/charts/shape-chart-data.ts";
import type { StoredPart } from "#app/server/runs/collect-parts.ts";
import type { TurnParts } from "#app/shared/turn.ts";

/** As much of a stored result as says how its chart stands. */
export type ChartState = { id: string; chart: unknown; chart_data: ChartData | null; chart_history: unknown[] };

/** An answer's parts with the chart as it was last changed. A config from storage is mended against the rows. */
export function placeEditedChart(parts: StoredPart[], { chart, chart_data: data }: ChartState): StoredPart[] {
  const result = findData(parts, "result");
  return parts.map((part) => {
    if (part.type !== "data-chart" || !result || chart === null) return part;
    const { resultId, config } = (part as { data: TurnParts["chart"] }).data;
    if (isDeepStrictEqual(config, chart)) return part;
    return { ...part, data: { resultId, ...drawn(chart, data, result) } };
  });
}

function drawn(
  chart: unknown,
  data: ChartData | null,
  result: TurnParts["result"],
): Omit<TurnParts["chart"], "resultId"> {
  if (data !== null && isDeepStrictEqual(data.config, chart)) return { config: data.config, data };
  const { config } = parseChartConfig(chart, result);
  if (result.rowCount <= result.rows.length) return { config };
  const shaped = shapeChartData(config, result);
  const [few, all] = [result.rows.length, result.rowCount].map((count) => count.toLocaleString("en"));
  return { config, data: { ...shaped, notices: [...shaped.notices, `Drawn from the first ${few} of ${all} rows.`] } };
}

function findData<Name extends keyof TurnParts>(parts: readonly StoredPart[], name: Name): TurnParts[Name] | undefined {
  const part = parts.find(({ type }) => type === `data-${name}`);
  return part && part.type !== "text" ? (part.data as TurnParts[Name]) : undefined;
}
