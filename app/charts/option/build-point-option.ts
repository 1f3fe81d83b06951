import type { EChartsCoreOption } from "echarts/core";
import type { PointData } from "#app/charts/chart-data.ts";
import type { ChartConfig } from "#app/charts/chart-config-schema.ts";
import { seriesColour } from "#app/charts/palette.ts";
import { AXIS, BASE_OPTION, BUBBLE_DASHES, INK, PAPER, RULE, TEXT_STYLE } from "./chart-style.ts";
import { goalLine } from "./goal-line.ts";
import { wantsZero } from "./nice-scale.ts";
import type { OptionSize } from "./option-size.ts";
import { planValueAxis } from "./plan-value-axis.ts";
import { cutToWidth } from "./text-width.ts";

const SYMBOLS = ["circle", "rect", "triangle", "diamond"] as const;
const LARGEST_BUBBLE = 44;
const SMALLEST_BUBBLE = 5;

/** Dots by two measures. Groups differ in shape as well as colour; a bubble's area, not its width, is the measure. */
export function buildPointOption(body: PointData, config: ChartConfig, size: OptionSize): EChartsCoreOption {
  const points = body.series.flatMap(({ points: own }) => own);
  const extent = (values: number[]): [number, number] =>
    values.reduce<[number, number]>(
      ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
      [Infinity, -Infinity],
    );
  const [xLow, xHigh] = extent(points.map(({ x }) => x));
  const [yLow, yHigh] = extent([...points.map(({ y }) => y), ...(config.goalLine ? [config.goalLine.value] : [])]);
  const xAxis = planValueAxis(xLow, xHigh, body.xFormat, {
    zero: wantsZero(xLow, xHigh),
    tickCount: Math.max(2, Math.round(size.width / 110)),
    side: "horizontal",
  });
  const yAxis = planValueAxis(yLow, yHigh, body.yFormat, {
    zero: wantsZero(yLow, yHigh),
    tickCount: Math.max(2, Math.round(size.height / 70)),
    side: "vertical",
  });
  const left = Math.ceil(yAxis.labelWidth) + 12;
  const largest = points.reduce((most, { size: area }) => Math.max(most, area ?? 0), 0);
  const crowded = points.length > 300;
  const bubbles = body.sizeLabel !== null;
  return {
    ...BASE_OPTION,
    grid: { left, right: 24, top: 30, bottom: 48, containLabel: false },
    xAxis: {
      ...xAxis.axis,
      axisLine: { show: true, lineStyle: { color: AXIS }, onZero: false },
      splitLine: { show: true, lineStyle: { color: RULE } },
      name: cutToWidth(body.xLabel, size.width - left - 24),
      nameLocation: "middle",
      nameGap: 28,
      nameTextStyle: TEXT_STYLE,
    },
    yAxis: {
      ...yAxis.axis,
      name: cutToWidth(body.yLabel, size.width - 20),
      nameLocation: "end",
      nameGap: 12,
      nameTextStyle: { ...TEXT_STYLE, align: "left", padding: [0, 0, 0, -left + 4] },
    },
    series: body.series.map((series, index) => ({
      type: "scatter",
      name: series.name,
      data: series.points.map(({ x, y, size: area }) => ({
        value: [x, y],
        symbolSize: area === null ? (crowded ? 5 : 8) : bubbleSize(area, largest),
      })),
      symbol: bubbles ? "circle" : SYMBOLS[series.slot % SYMBOLS.length],
      itemStyle: {
        color: seriesColour(series.slot, series.isOther),
        opacity: crowded ? 0.55 : 0.72,
        borderColor: PAPER,
        borderWidth: crowded ? 0 : 0.75,
        ...(bubbles ? bubbleOutline(series.slot) : {}),
      },
      emphasis: { disabled: true },
      markLine: index === 0 ? goalLine(config.goalLine, body.yFormat, "yAxis") : undefined,
    })),
  };
}

/** Groups of bubbles differ in outline too; unlike shapes, outlines leave the areas comparable. */
function bubbleOutline(slot: number): object {
  const dash = BUBBLE_DASHES[slot % BUBBLE_DASHES.length] ?? null;
  return dash === null ? {} : { borderColor: INK, borderWidth: 1.25, borderType: dash.length > 0 ? dash : "solid" };
}

function bubbleSize(area: number, largest: number): number {
  return largest === 0 ? SMALLEST_BUBBLE : Math.max(SMALLEST_BUBBLE, Math.sqrt(area / largest) * LARGEST_BUBBLE);
}
