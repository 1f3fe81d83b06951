import { useEffect, useRef, useState, type RefObject } from "react";
import type { ChartData } from "#app/charts/chart-data.ts";
import type { ChartPoint } from "#app/charts/chart-points.ts";
import type { MountedChart } from "./mount-chart.ts";

/** How near the screen a chart comes before its code is fetched. */
const NEAR_SCREEN = "240px";

/**
 * Replaces the static picture in `frame` by the interactive chart when it comes near the screen, and keeps it in
 * step with the data. Where the chart's code cannot be fetched the static picture stays.
 */
export function useMountedChart(
  frame: RefObject<HTMLDivElement | null>,
  data: ChartData,
  onPoint: (point: ChartPoint | null) => void,
) {
  const chart = useRef<MountedChart | null>(null);
  const latest = useRef({ data, onPoint });
  const [mounted, setMounted] = useState(false);

  useEffect(() => {
    latest.current = { data, onPoint };
    chart.current?.update(data);
  }, [data, onPoint]);

  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    let stopped = false;
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        observer.disconnect();
        import("./mount-chart.ts").then(
          ({ mountChart }) => {
            if (stopped) return;
            chart.current = mountChart(element, latest.current.data, (point) => latest.current.onPoint(point));
            setMounted(true);
          },
          () => {},
        );
      },
      { rootMargin: NEAR_SCREEN },
    );
    observer.observe(element);
    return () => {
      stopped = true;
      observer.disconnect();
      chart.current?.dispose();
      chart.current = null;
      setMounted(false);
    };
  }, [frame]);

  return { mounted, chart };
}
