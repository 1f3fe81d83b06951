import type { ReactNode } from "react";
import { ChartFigure } from "#app/components/chart/chart-figure.tsx";
import { ChartBoundary } from "./chart-boundary.tsx";
import { isUnderWay, type TurnView } from "./turn-view.ts";

type TurnChartProps = {
  turn: TurnView;
  svg?: string;
  /** Its settings, where the reader may change them. They come in with the rows, once the chart is complete. */
  editor?: ReactNode;
};

/** The chart of a turn: drawn by the server where the page brought it along, else by the browser. */
export function TurnChart({ turn, svg, editor }: TurnChartProps) {
  if (!turn.chart || !turn.result) return null;
  const complete = turn.text !== undefined || !isUnderWay(turn);
  const { config, data } = turn.chart;
  if (config.type === "table") return complete ? editor : null;
  return (
    <div className="space-y-2">
      <ChartBoundary chart={config}>
        <ChartFigure config={config} data={data} result={turn.result} svg={svg} />
      </ChartBoundary>
      {complete ? editor : null}
    </div>
  );
}
