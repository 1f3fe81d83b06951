import { renderChartDataSvg, renderChartSvg } from "#app/charts/render-svg.ts";
import type { StoredTurn } from "#app/server/actions/chat/read-conversation.ts";
import { reportError } from "#app/server/platform/report-error.ts";
import type { TurnParts } from "#app/shared/turn.ts";

/** Pixels; the SVG scales with its column. */
const CHART_SIZE = { width: 720, height: 360 };

/** The charts of stored turns as SVG, by message id: what a page without JavaScript shows. */
export function drawStoredCharts(turns: readonly StoredTurn[]): Record<string, string> {
  const charts: Record<string, string> = {};
  for (const turn of turns) {
    const chart = findPart(turn, "chart");
    const result = findPart(turn, "result");
    if (!chart || !result) continue;
    try {
      charts[turn.messageId] = chart.data
        ? renderChartDataSvg(chart.data, CHART_SIZE)
        : renderChartSvg(chart.config, result, CHART_SIZE);
    } catch (error) {
      // The table below the chart still tells everything.
      reportError(error, { category: "render", context: { runId: turn.runId } });
    }
  }
  return charts;
}

function findPart<Name extends keyof TurnParts>(turn: StoredTurn, name: Name): TurnParts[Name] | undefined {
  const part = turn.parts?.find(({ type }) => type === `data-${name}`);
  return part && part.type !== "text" ? (part.data as TurnParts[Name]) : undefined;
}
