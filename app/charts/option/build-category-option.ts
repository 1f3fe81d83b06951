import type { EChartsCoreOption } from "echarts/core";
import type { CategoryData, CategorySeries } from "#app/charts/chart-data.ts";
import type { ChartConfig } from "#app/charts/chart-config-schema.ts";
import { formatTick } from "#app/charts/format-value.ts";
import { seriesColour } from "#app/charts/palette.ts";
import {
  AXIS,
  BASE_OPTION,
  FONT_FAMILY,
  FONT_SIZE,
  INK,
  MUTED,
  PAPER,
  TEXT_STYLE,
  seriesDecal,
} from "./chart-style.ts";
import { goalLine } from "./goal-line.ts";
import { wantsZero } from "./nice-scale.ts";
import type { OptionSize } from "./option-size.ts";
import { planEndLabels } from "./plan-end-labels.ts";
import { planNameLabels, planTimeLabels } from "./plan-axis-labels.ts";
import { planValueAxis, type ValueAxis } from "./plan-value-axis.ts";
import { isHorizontal } from "./is-horizontal.ts";
import { seriesExtent } from "./series-extent.ts";
import { cutDistinct, cutToWidth, textWidth } from "./text-width.ts";

const AXIS_NAME_HEIGHT = 22;
const LINE_HEIGHT = 15;
/** Values are written on bars up to this many. */
const MOST_LABELLED_BARS = 24;

type Frame = { body: CategoryData; config: ChartConfig; size: OptionSize; lines: boolean; stacked: boolean };

/** Bars, lines and areas over categories. */
export function buildCategoryOption(body: CategoryData, config: ChartConfig, size: OptionSize): EChartsCoreOption {
  const lines = config.type === "line" || config.type === "area" || config.type === "stacked_area";
  const stacked =
    config.type === "stacked_bar" || config.type === "stacked_area" || (config.share && body.series.length > 1);
  const frame = { body, config, size, lines, stacked };
  return isHorizontal(body, config, size.width) ? horizontalOption(frame) : verticalOption(frame);
}

function valueAxis(
  { body, config, size, lines, stacked }: Frame,
  axis: 0 | 1,
  side: "vertical" | "horizontal",
): ValueAxis {
  const own = body.series.filter((series) => series.axis === axis);
  const [low, high] = seriesExtent(
    own.map(({ values }) => values),
    axis === 0 ? (config.goalLine?.value ?? null) : null,
    { stacked },
  );
  // Values written over the highest and under the lowest bar must not meet the axis.
  const room = !lines && own.length === 1 ? 0.06 * (Math.max(0, high) - Math.min(0, low)) : 0;
  const zero = !lines || stacked || config.type === "area" || wantsZero(low, high);
  const whole = stacked && config.share;
  const length = side === "vertical" ? size.height : size.width;
  const format = own[0]?.format ?? { style: "number", scale: 1, currency: null, decimals: null };
  return planValueAxis(low < 0 ? low - room : low, whole ? 1 : high + (side === "vertical" ? room : 0), format, {
    zero,
    tickCount: Math.max(2, Math.round(length / (side === "vertical" ? 70 : 130))),
    side,
    grid: axis === 0,
  });
}

function verticalOption(frame: Frame): EChartsCoreOption {
  const { body, config, size, lines } = frame;
  const [left, right] = [
    valueAxis(frame, 0, "vertical"),
    body.series.some(({ axis }) => axis === 1) ? valueAxis(frame, 1, "vertical") : null,
  ];
  const named = body.yLabel !== "" || right !== null;
  const top = named ? AXIS_NAME_HEIGHT + 8 : 14;
  const endLabels =
    lines && !right
      ? planEndLabels(frame.body, {
          width: size.width,
          height: size.height - top - 44,
          scale: left.scale,
          stacked: frame.stacked,
        })
      : null;
  const gridLeft = Math.ceil(left.labelWidth) + 12;
  const gridRight = right ? Math.ceil(right.labelWidth) + 12 : endLabels ? endLabels.width + 12 : 16;
  const bandWidth = (size.width - gridLeft - gridRight) / Math.max(1, body.categories.length);
  const labels = body.grain
    ? planTimeLabels(body.categories, body.grain, bandWidth)
    : planNameLabels(body.categories, bandWidth, { force: true });
  const bottom = 12 + LINE_HEIGHT * (labels?.lines ?? 1);
  const option = {
    ...BASE_OPTION,
    grid: { left: gridLeft, right: gridRight, top, bottom, containLabel: false },
    xAxis: {
      type: "category",
      data: body.categories.map(({ label }) => label),
      boundaryGap: !lines || body.categories.length === 1,
      axisLine: { show: true, lineStyle: { color: AXIS, width: 1 }, onZero: true },
      axisTick: {
        show: body.grain !== null,
        alignWithLabel: true,
        interval: (index: number) => labels?.texts.has(index) ?? false,
        lineStyle: { color: AXIS },
        length: 4,
      },
      axisLabel: {
        ...TEXT_STYLE,
        lineHeight: LINE_HEIGHT,
        margin: 8,
        interval: (index: number) => labels?.texts.has(index) ?? false,
        formatter: (_: string, index: number) => labels?.texts.get(index) ?? "",
      },
      axisPointer: {
        type: lines ? "line" : "shadow",
        lineStyle: { color: AXIS, type: "solid", width: 1 },
        shadowStyle: { color: "var(--chart-hover)" },
        label: { show: false },
      },
    },
    yAxis: [left, ...(right ? [right] : [])].map(({ axis }, index) => ({
      ...axis,
      position: index === 0 ? "left" : "right",
      name: axisName(frame, index),
      nameLocation: "end",
      nameGap: 12,
      nameTextStyle: {
        ...TEXT_STYLE,
        align: index === 0 ? "left" : "right",
        padding: index === 0 ? [0, 0, 0, -gridLeft + 4] : [0, -gridRight + 4, 0, 0],
      },
    })),
    series: body.series.map((series) =>
      // A second unit is a line even over bars, so that nobody compares their lengths.
      lines || series.axis === 1 ? lineSeries(frame, series) : barSeries(frame, series, bandWidth, "vertical"),
    ),
    ...(endLabels ? { graphic: endLabels.draw({ left: gridLeft, top, right: gridRight, bottom, size }) } : {}),
  };
  return addGoal(option, config, body, "yAxis");
}

function axisName({ body, size }: Frame, index: number): string {
  const own = body.series.filter(({ axis }) => axis === index);
  const name = body.series.some(({ axis }) => axis === 1) ? (own[0]?.name ?? "") : body.yLabel;
  return cutToWidth(name, size.width / 2 - 20);
}

function horizontalOption(frame: Frame): EChartsCoreOption {
  const { body, config, size } = frame;
  const axis = valueAxis(frame, 0, "horizontal");
  const room = Math.min(size.width * 0.36, 260);
  const widest = Math.max(...body.categories.map(({ label }) => textWidth(label)));
  const gridLeft = Math.ceil(Math.min(room, widest)) + 14;
  const names = cutDistinct(
    body.categories.map(({ label }) => label),
    room,
  );
  const labelled = frame.body.series.length === 1;
  const gridRight = labelled ? Math.max(20, labelRoom(body, axis)) : 24;
  const bandWidth = (size.height - 60) / Math.max(1, body.categories.length);
  const option = {
    ...BASE_OPTION,
    grid: {
      left: gridLeft,
      right: gridRight,
      top: config.goalLine ? 26 : 8,
      bottom: body.yLabel ? 46 : 28,
      containLabel: false,
    },
    yAxis: {
      type: "category",
      inverse: true,
      data: body.categories.map(({ label }) => label),
      axisLine: { show: true, lineStyle: { color: AXIS, width: 1 }, onZero: true },
      axisTick: { show: false },
      axisLabel: {
        ...TEXT_STYLE,
        color: INK,
        interval: 0,
        margin: 8,
        formatter: (_: string, index: number) => names[index] ?? "",
      },
      axisPointer: { type: "shadow", shadowStyle: { color: "var(--chart-hover)" }, label: { show: false } },
    },
    xAxis: {
      ...axis.axis,
      name: cutToWidth(body.yLabel, size.width - gridLeft - gridRight),
      nameLocation: "middle",
      nameGap: 26,
      nameTextStyle: TEXT_STYLE,
    },
    series: body.series.map((series) => barSeries(frame, series, bandWidth, "horizontal")),
  };
  return addGoal(option, config, body, "xAxis");
}

function labelRoom(body: CategoryData, { scale }: ValueAxis): number {
  const series = body.series[0];
  if (!series) return 20;
  const widest = Math.max(
    ...series.values.map((value) => (value === null ? 0 : textWidth(formatTick(value, series.format)))),
  );
  const longest = Math.max(...series.values.map((value) => value ?? 0));
  const free = scale.maximum > 0 ? 1 - longest / scale.maximum : 0;
  return free > 0.12 ? 24 : widest + 14;
}

function lineSeries({ body, config, stacked }: Frame, series: CategorySeries): object {
  const colour = seriesColour(series.slot, series.isOther);
  const filled = config.type === "area" || config.type === "stacked_area";
  const few = !stacked && body.categories.length <= 40;
  const lonely = (at: number) =>
    series.values[at] !== null && (series.values[at - 1] ?? null) === null && (series.values[at + 1] ?? null) === null;
  return {
    type: "line",
    name: series.name,
    yAxisIndex: series.axis,
    stack: stacked ? "all" : undefined,
    data: series.values.map((value, at) => ({ value, symbolSize: few ? 5 : lonely(at) ? 5 : 0 })),
    connectNulls: false,
    symbol: "circle",
    showSymbol: few || series.values.some((_, at) => lonely(at)),
    showAllSymbol: true,
    lineStyle: { color: colour, width: stacked ? 1 : 2, type: series.axis === 1 ? [6, 4] : "solid", join: "round" },
    itemStyle: { color: colour, borderColor: PAPER, borderWidth: few ? 1 : 0 },
    areaStyle: filled ? { color: colour, opacity: stacked ? 0.72 : 0.14, origin: "auto", decal: undefined } : undefined,
    emphasis: { disabled: true },
    z: 3,
  };
}

function barSeries(frame: Frame, series: CategorySeries, bandWidth: number, side: "vertical" | "horizontal"): object {
  const { body, stacked } = frame;
  const labels =
    body.series.length === 1 && body.categories.length <= MOST_LABELLED_BARS && labelsFit(series, bandWidth, side);
  return {
    type: "bar",
    name: series.name,
    yAxisIndex: side === "vertical" ? series.axis : 0,
    stack: stacked ? "all" : undefined,
    data: series.values.map((value) => ({ value, label: { position: labelPosition(value ?? 0, side) } })),
    barMaxWidth: side === "vertical" ? 56 : 26,
    barMinHeight: 0,
    barGap: "12%",
    barCategoryGap: body.categories.length > 40 ? "12%" : body.series.length > 1 && !stacked ? "28%" : "34%",
    itemStyle: {
      color: seriesColour(series.slot, series.isOther),
      borderColor: PAPER,
      borderWidth: stacked ? 1 : 0,
      decal: body.series.length > 1 ? seriesDecal(series.slot, series.isOther) : undefined,
    },
    label: {
      show: labels,
      distance: 5,
      fontFamily: FONT_FAMILY,
      fontSize: FONT_SIZE,
      color: MUTED,
      formatter: ({ dataIndex }: { dataIndex: number }) => writeLabel(series, dataIndex),
    },
    emphasis: { disabled: true },
  };
}

function writeLabel(series: CategorySeries, index: number): string {
  const value = series.values[index] ?? null;
  return value === null ? "" : formatTick(value, series.format);
}

function labelsFit(series: CategorySeries, bandWidth: number, side: "vertical" | "horizontal"): boolean {
  if (side === "horizontal") return bandWidth >= 14;
  return series.values.every((_, index) => textWidth(writeLabel(series, index)) <= bandWidth - 4);
}

function labelPosition(value: number, side: "vertical" | "horizontal"): string {
  if (side === "vertical") return value < 0 ? "bottom" : "top";
  return value < 0 ? "left" : "right";
}

function addGoal(
  option: Record<string, unknown> & { series: object[] },
  config: ChartConfig,
  body: CategoryData,
  direction: "yAxis" | "xAxis",
): EChartsCoreOption {
  const [first, ...rest] = option.series;
  const format = body.series[0]?.format;
  if (!config.goalLine || !first || !format) return option;
  return { ...option, series: [{ ...first, markLine: goalLine(config.goalLine, format, direction) }, ...rest] };
}
