import type { ValueFormat } from "#app/charts/chart-data.ts";
import type { ChartConfig } from "#app/charts/chart-config-schema.ts";
import { formatTick } from "#app/charts/format-value.ts";
import { FONT_FAMILY, FONT_SIZE, INK, PAPER } from "./chart-style.ts";

/** The goal as a dashed line across the plot, named at its end. */
export function goalLine(
  goal: ChartConfig["goalLine"],
  format: ValueFormat,
  direction: "yAxis" | "xAxis",
): object | undefined {
  if (!goal) return undefined;
  const text = `${goal.label || "Goal"} ${formatTick(goal.value, format)}`;
  return {
    silent: true,
    symbol: "none",
    lineStyle: { color: "var(--chart-goal)", type: [5, 4], width: 1 },
    label: {
      formatter: () => text,
      position: direction === "yAxis" ? "insideEndTop" : "start",
      // Over bars the words need paper under them.
      backgroundColor: PAPER,
      padding: [1, 4],
      borderRadius: 2,
      color: INK,
      fontFamily: FONT_FAMILY,
      fontSize: FONT_SIZE,
    },
    data: [{ [direction]: goal.value }],
  };
}
