import type { ValueFormat } from "#app/charts/chart-data.ts";
import { formatAxisTick } from "#app/charts/format-value.ts";
import { AXIS, RULE, TEXT_STYLE } from "./chart-style.ts";
import { niceScale, type NiceScale } from "./nice-scale.ts";
import { textWidth } from "./text-width.ts";

export type ValueAxis = { scale: NiceScale; labelWidth: number; axis: Record<string, unknown> };

/** A numeric axis with round ticks, and the room its labels need. */
export function planValueAxis(
  low: number,
  high: number,
  format: ValueFormat,
  options: { zero: boolean; tickCount: number; side: "vertical" | "horizontal"; grid?: boolean },
): ValueAxis {
  const { zero, tickCount, side, grid = true } = options;
  const scale = niceScale(low, high, { zero, tickCount });
  const label = tickLabels(scale, format);
  return {
    scale,
    labelWidth: Math.max(...scale.ticks.map((tick) => textWidth(label(tick)))),
    axis: {
      type: "value",
      min: scale.minimum,
      max: scale.maximum,
      interval: scale.step,
      axisLine: { show: false, onZero: false },
      axisTick: { show: false },
      splitLine: { show: grid, lineStyle: { color: RULE, width: 1 } },
      axisLabel: { ...TEXT_STYLE, margin: 8, formatter: label, showMinLabel: true, showMaxLabel: true },
      ...(side === "horizontal" ? { position: "bottom" } : {}),
      axisPointer: { lineStyle: { color: AXIS, type: "solid", width: 1 }, label: { show: false } },
    },
  };
}

/** Tick labels with as many decimals as the step needs, so that no two ticks read the same. */
function tickLabels(scale: NiceScale, format: ValueFormat): (value: number) => string {
  const largest = Math.max(Math.abs(scale.minimum), Math.abs(scale.maximum));
  const step = scale.step * format.scale;
  const decimals = Math.min(6, Math.max(0, Number(isHalfStep(step)) - Math.floor(Math.log10(step) + 1e-9)));
  return (value) => formatAxisTick(value, format, largest, decimals);
}

/** 2.5 needs one decimal more than its power of ten tells. */
function isHalfStep(step: number): boolean {
  const leading = step / 10 ** Math.floor(Math.log10(step) + 1e-9);
  return Math.abs(leading - 2.5) < 1e-6;
}
