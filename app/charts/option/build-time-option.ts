import type { EChartsCoreOption } from "echarts/core";
import type { TimeData } from "#app/charts/chart-data.ts";
import type { ChartConfig } from "#app/charts/chart-config-schema.ts";
import { seriesColour } from "#app/charts/palette.ts";
import { AXIS, BASE_OPTION, TEXT_STYLE } from "./chart-style.ts";
import { goalLine } from "./goal-line.ts";
import { wantsZero } from "./nice-scale.ts";
import type { OptionSize } from "./option-size.ts";
import { planEndLabels } from "./plan-end-labels.ts";
import { planValueAxis } from "./plan-value-axis.ts";
import { seriesExtent } from "./series-extent.ts";
import { cutToWidth } from "./text-width.ts";
import { timeTicks } from "./time-ticks.ts";

/** Lines over instants at their true distances. */
export function buildTimeOption(
  body: TimeData,
  config: ChartConfig,
  size: OptionSize,
  span?: [number, number],
): EChartsCoreOption {
  const values = body.series.map(({ points }) => points.map(([, value]) => value));
  const [low, high] = seriesExtent(values, config.goalLine?.value ?? null, { stacked: false });
  const format = body.series[0]?.format ?? { style: "number", scale: 1, currency: null, decimals: null };
  const zero = config.type === "area" || wantsZero(low, high);
  const axis = planValueAxis(low, high, format, {
    zero,
    tickCount: Math.max(2, Math.round(size.height / 70)),
    side: "vertical",
  });
  const top = body.yLabel ? 30 : 14;
  const bottom = 42;
  const left = Math.ceil(axis.labelWidth) + 12;
  const endLabels = planEndLabels(body, {
    width: size.width,
    height: size.height - top - bottom,
    scale: axis.scale,
    stacked: false,
  });
  const right = endLabels ? endLabels.width + 12 : 16;
  return {
    ...BASE_OPTION,
    grid: { left, right, top, bottom, containLabel: false },
    xAxis: timeAxis(span ?? timeSpan(body), size.width - left - right),
    yAxis: {
      ...axis.axis,
      name: cutToWidth(body.yLabel, size.width - 20),
      nameLocation: "end",
      nameGap: 12,
      nameTextStyle: { ...TEXT_STYLE, align: "left", padding: [0, 0, 0, -left + 4] },
    },
    series: body.series.map((series, index) => ({
      type: "line",
      name: series.name,
      data: series.points,
      showSymbol: series.points.length === 1,
      symbol: "circle",
      symbolSize: 6,
      connectNulls: false,
      lineStyle: {
        color: seriesColour(series.slot, series.isOther),
        width: series.points.length > 300 ? 1.25 : 2,
        join: "round",
      },
      itemStyle: { color: seriesColour(series.slot, series.isOther) },
      areaStyle: config.type === "area" ? { color: seriesColour(series.slot), opacity: 0.14 } : undefined,
      emphasis: { disabled: true },
      markLine: index === 0 ? goalLine(config.goalLine, series.format, "yAxis") : undefined,
    })),
    ...(endLabels ? { graphic: endLabels.draw({ left, top, right, bottom, size }) } : {}),
  };
}

/** First and last instant drawn; a single instant gets a day on either side. */
export function timeSpan(body: TimeData): [number, number] {
  const instants = body.series
    .flatMap(({ points }) => [points[0]?.[0], points.at(-1)?.[0]])
    .filter((instant) => instant !== undefined);
  const [first, last] = [Math.min(...instants), Math.max(...instants)];
  return first === last ? [first - 86_400_000, last + 86_400_000] : [first, last];
}

function timeAxis([first, last]: [number, number], width: number): object {
  const { values, label } = timeTicks(first, last, Math.max(2, Math.floor(width / 64)));
  return {
    type: "value",
    min: first,
    max: last,
    axisLine: { show: true, lineStyle: { color: AXIS, width: 1 }, onZero: true },
    axisTick: { show: true, customValues: values, lineStyle: { color: AXIS }, length: 4 },
    splitLine: { show: false },
    axisLabel: {
      ...TEXT_STYLE,
      lineHeight: 15,
      margin: 8,
      customValues: values,
      formatter: label,
      hideOverlap: true,
      showMinLabel: null,
      showMaxLabel: null,
    },
    axisPointer: { type: "line", lineStyle: { color: AXIS, type: "solid", width: 1 }, label: { show: false } },
  };
}
