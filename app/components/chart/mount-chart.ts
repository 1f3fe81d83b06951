import { DataZoomInsideComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import type { ChartData } from "#app/charts/chart-data.ts";
import { chartPoints, type ChartPoint } from "#app/charts/chart-points.ts";
import { naturalHeight } from "#app/charts/natural-height.ts";
import { buildChartOption } from "#app/charts/option/build-chart-option.ts";
import "#app/charts/register-charts.ts";
import { drawTooltip } from "./draw-tooltip.ts";

use([DataZoomInsideComponent, TooltipComponent]);

const USUAL_HEIGHT = 320;
const GROWTH_MS = 240;

export type MountedChart = {
  update: (data: ChartData) => void;
  /** Points at one mark, or at none. */
  show: (at: { seriesIndex: number; dataIndex: number } | null) => void;
  dispose: () => void;
};

/**
 * Draws the interactive chart into `frame`, over the static one, with the same option object the server used plus
 * tooltip and zoom. Follows the frame's width. Colours are CSS variables, so a change of theme needs no redraw.
 */
export function mountChart(
  frame: HTMLElement,
  first: ChartData,
  onPoint: (point: ChartPoint | null) => void,
): MountedChart {
  const canvas = document.createElement("div");
  canvas.setAttribute("aria-hidden", "true");
  const least = frame.querySelector("svg")?.getBoundingClientRect().height ?? frame.clientHeight;
  const height = Math.max(240, Math.round(least) || USUAL_HEIGHT);
  frame.append(canvas);
  const chart = init(canvas, null, { renderer: "svg", ...measure(first) });
  let data = first;
  let drawnWidth = 0;

  function measure(of: ChartData) {
    const width = Math.max(240, frame.clientWidth);
    const tall = naturalHeight(of, width, height);
    canvas.style.height = `${tall}px`;
    return { width, height: tall };
  }

  function draw({ animated }: { animated: boolean }) {
    const size = measure(data);
    const option = buildChartOption(data, size);
    if (!option) return;
    drawnWidth = size.width;
    const duration = animated && !prefersReducedMotion() ? GROWTH_MS : 0;
    chart.resize(size);
    chart.setOption(
      {
        ...option,
        animation: duration > 0,
        animationDuration: duration,
        animationDurationUpdate: duration,
        ...interaction(),
      },
      true,
    );
  }

  function interaction() {
    const axis = data.body.kind === "categories" || data.body.kind === "time" || data.body.kind === "bins";
    const pie = data.config.type === "pie" || data.config.type === "donut";
    return {
      tooltip: {
        trigger: axis && !pie ? "axis" : "item",
        confine: true,
        transitionDuration: 0,
        renderMode: "html",
        backgroundColor: "transparent",
        borderWidth: 0,
        padding: 0,
        extraCssText: "box-shadow:none;",
        formatter: (hits: unknown) => drawTooltip(data, toHits(hits)),
      },
      ...(data.body.kind === "time"
        ? { dataZoom: [{ type: "inside", zoomOnMouseWheel: "ctrl", moveOnMouseWheel: false, moveOnMouseMove: true }] }
        : {}),
    };
  }

  chart.on("mouseover", (hit) => {
    const at = hit as { seriesIndex?: number; dataIndex?: number };
    const points = chartPoints(data).flatMap((series, index) =>
      data.body.kind === "matrix" || index === at.seriesIndex ? series : [],
    );
    onPoint(points.find(({ dataIndex }) => dataIndex === at.dataIndex) ?? null);
  });
  chart.on("mouseout", () => onPoint(null));

  const observer = new ResizeObserver(() => {
    if (Math.abs(frame.clientWidth - drawnWidth) >= 1) draw({ animated: false });
  });
  draw({ animated: false });
  observer.observe(frame);

  return {
    update(next) {
      if (next === data) return;
      data = next;
      draw({ animated: true });
    },
    show: (at) => chart.dispatchAction(at ? { type: "showTip", ...at } : { type: "hideTip" }),
    dispose() {
      observer.disconnect();
      chart.dispose();
      canvas.remove();
    },
  };
}

function toHits(hits: unknown): { seriesIndex: number; dataIndex: number }[] {
  return (Array.isArray(hits) ? hits : [hits]) as { seriesIndex: number; dataIndex: number }[];
}

function prefersReducedMotion(): boolean {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
}
