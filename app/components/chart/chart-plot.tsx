import { useRef, useState, type KeyboardEvent } from "react";
import type { ChartData } from "#app/charts/chart-data.ts";
import { announcePoint, chartPoints, type ChartPoint } from "#app/charts/chart-points.ts";
import { movePoint, type PointPosition } from "#app/charts/move-point.ts";
import { useMountedChart } from "./use-mounted-chart.ts";

type ChartPlotProps = {
  data: ChartData;
  svg: string | undefined;
  label: string;
  descriptionId: string;
  onPointChange: ((row: number | null) => void) | undefined;
  onShowTable: (() => void) | undefined;
};

/**
 * The picture. Until the interactive chart is there it is an image with a text alternative; then it can be
 * entered with Tab, its points walked with the arrow keys and heard in a live region.
 */
export function ChartPlot({ data, svg, label, descriptionId, onPointChange, onShowTable }: ChartPlotProps) {
  const frame = useRef<HTMLDivElement>(null);
  const { mounted, chart } = useMountedChart(frame, data, (point) => onPointChange?.(point?.row ?? null));
  const [announcement, setAnnouncement] = useState("");
  const position = useRef<PointPosition | null>(null);

  function handleKey(event: KeyboardEvent) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key.toLowerCase() === "t" && onShowTable) {
      event.preventDefault();
      onShowTable();
      return;
    }
    const points = chartPoints(data);
    const next = movePoint(points, position.current, event.key);
    if (next === undefined) return;
    event.preventDefault();
    showPoint(points, next);
  }

  function showPoint(points: ChartPoint[][], next: PointPosition | null) {
    position.current = next;
    const series = next ? points[next.series] : undefined;
    const point = next ? series?.[next.point] : undefined;
    chart.current?.show(
      next && point ? { seriesIndex: data.body.kind === "matrix" ? 0 : next.series, dataIndex: point.dataIndex } : null,
    );
    onPointChange?.(point?.row ?? null);
    setAnnouncement(next && series && point ? announcePoint(point, next.point + 1, series.length) : "");
  }

  return (
    <div className="relative">
      <div
        ref={frame}
        role={mounted ? "application" : undefined}
        aria-roledescription={mounted ? "chart" : undefined}
        aria-label={
          mounted ? `${label}. Arrow keys move over the values${onShowTable ? ", T shows the table" : ""}.` : undefined
        }
        aria-describedby={descriptionId}
        tabIndex={mounted ? 0 : undefined}
        onKeyDown={mounted ? handleKey : undefined}
        onBlur={mounted ? () => showPoint([], null) : undefined}
        data-chart={mounted ? "interactive" : "static"}
        className="relative overflow-x-auto rounded-small tabular-nums focus-visible:outline-2 focus-visible:outline-offset-2 focus-visible:outline-accent"
      >
        {svg ? (
          // The server's own drawing: every text in it is escaped and it holds no script, style sheet or address.
          <div
            hidden={mounted}
            className="[&>svg]:h-auto [&>svg]:w-full [&>svg]:min-w-[34rem]"
            dangerouslySetInnerHTML={{ __html: svg }}
          />
        ) : mounted ? null : (
          <div className="min-h-(--chart-height)" />
        )}
      </div>
      <p className="sr-only" aria-live="polite" aria-atomic="true">
        {announcement}
      </p>
    </div>
  );
}
