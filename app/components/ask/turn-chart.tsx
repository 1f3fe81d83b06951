import type { TurnView } from "./turn-view.ts";
import { ChartFigure } from "#app/components/chart/chart-figure.tsx";

/** The chart of a turn: drawn by the server where the page brought it along, else by the browser. */
export function TurnChart({ turn, svg }: { turn: TurnView; svg?: string }) {
  if (!turn.chart || !turn.result) return null;
  return <ChartFigure config={turn.chart.config} data={turn.chart.data} result={turn.result} svg={svg} />;
}
