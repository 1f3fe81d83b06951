import { useId, useMemo, useState } from "react";
import { chartLegend } from "#app/charts/chart-legend.ts";
import type { ChartData } from "#app/charts/chart-data.ts";
import type { ChartConfig } from "#app/charts/config.ts";
import type { ChartInput } from "#app/charts/chart-input.ts";
import { describeChart } from "#app/charts/describe-chart.ts";
import { hideSeries } from "#app/charts/hide-series.ts";
import { shapeChartData } from "#app/charts/shape-chart-data.ts";
import { BigNumbers } from "./big-numbers.tsx";
import { ChartLegend } from "./chart-legend.tsx";
import { ChartPlot } from "./chart-plot.tsx";

/** The width the server draws for, in CSS pixels. */
const SERVER_WIDTH = 720;

export type ChartFigureProps = {
  config: ChartConfig;
  result: ChartInput;
  /** The server's drawing of the same chart; what is shown without JavaScript and until the interactive one is there. */
  svg?: string;
  /** Shaped data, where the result is too large to send to the browser. */
  data?: ChartData;
  /** Called with the result row under the pointer or the keyboard, to mark it in the table; null when it leaves. */
  onPointChange?: (row: number | null) => void;
  /** Called when the reader presses T on the chart. */
  onShowTable?: () => void;
};

/** A chart with its title, its one sentence, what was left out, and its meaning in words. */
export function ChartFigure({ config, result, svg, data, onPointChange, onShowTable }: ChartFigureProps) {
  const [hidden, setHidden] = useState<readonly string[]>([]);
  const shaped = useMemo(() => data ?? shapeChartData(config, result, { width: SERVER_WIDTH }), [config, data, result]);
  const visible = useMemo(() => hideSeries(shaped, hidden), [shaped, hidden]);
  const descriptionId = useId();
  if (config.type === "table") return null;
  const { body, notices } = shaped;
  return (
    <figure className="@container my-0">
      {config.title || config.takeaway ? (
        <figcaption className="mb-3">
          {config.title ? <span className="block font-medium text-ink">{config.title}</span> : null}
          {config.takeaway && body.kind !== "empty" ? (
            <span className="block text-small text-ink-soft">{config.takeaway}</span>
          ) : null}
        </figcaption>
      ) : null}
      {body.kind === "numbers" ? (
        <BigNumbers items={body.items} />
      ) : body.kind === "empty" ? (
        <p className="py-6 text-ink-soft">{body.message}</p>
      ) : (
        <>
          <ChartLegend
            entries={chartLegend(shaped, 0)}
            onlyWhereNarrow={chartLegend(shaped, SERVER_WIDTH).length === 0}
            hidden={hidden}
            onToggle={body.kind === "matrix" ? undefined : (name) => setHidden(toggle(hidden, name, shaped))}
          />
          <ChartPlot
            data={visible}
            svg={hidden.length === 0 ? svg : undefined}
            label={config.title || "Chart"}
            descriptionId={descriptionId}
            onPointChange={onPointChange}
            onShowTable={onShowTable}
          />
        </>
      )}
      <p id={descriptionId} className="sr-only">
        {describeChart(shaped)}
      </p>
      {notices.length > 0 && body.kind !== "empty" ? (
        <p className="mt-2 text-small text-ink-faint">{notices.join(" ")}</p>
      ) : null}
    </figure>
  );
}

/** At least one series stays. */
function toggle(hidden: readonly string[], name: string, { body }: ChartData): readonly string[] {
  if (hidden.includes(name)) return hidden.filter((other) => other !== name);
  const count = "series" in body ? body.series.length : 0;
  return hidden.length + 1 < count ? [...hidden, name] : hidden;
}
