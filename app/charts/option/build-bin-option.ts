import type { EChartsCoreOption } from "echarts/core";
import type { BinData } from "#app/charts/chart-data.ts";
import { formatTick } from "#app/charts/format-value.ts";
import { seriesColour } from "#app/charts/palette.ts";
import { AXIS, BASE_OPTION, PAPER, TEXT_STYLE } from "./chart-style.ts";
import type { OptionSize } from "./option-size.ts";
import { planValueAxis } from "./plan-value-axis.ts";
import { cutToWidth, textWidth } from "./text-width.ts";

const COUNT_FORMAT = { style: "number", scale: 1, currency: null, decimals: null } as const;

/** A histogram: bars without gaps, ranges named at their edges; single whole numbers named in the middle. */
export function buildBinOption(body: BinData, size: OptionSize): EChartsCoreOption {
  const most = Math.max(...body.bins.map(({ count }) => count));
  const axis = planValueAxis(0, most, COUNT_FORMAT, {
    zero: true,
    tickCount: Math.min(most, Math.max(2, Math.round(size.height / 70))),
    side: "vertical",
  });
  const left = Math.ceil(axis.labelWidth) + 12;
  const whole = body.bins.every(({ from, to }) => from === to);
  const [first, last] = [body.bins[0], body.bins.at(-1)];
  const half = whole ? 0.5 : 0;
  const edges = whole ? body.bins.map(({ from }) => from) : [...body.bins.map(({ from }) => from), last?.to ?? 0];
  const label = (value: number) => formatTick(value, body.xFormat);
  const widest = Math.max(...edges.map((edge) => textWidth(label(edge)))) + 16;
  const step = Math.max(1, Math.ceil((widest * edges.length) / (size.width - left - 24)));
  const shown = edges.filter((_, index) => index % step === 0);
  return {
    ...BASE_OPTION,
    grid: { left, right: 24, top: 30, bottom: 48, containLabel: false },
    xAxis: {
      type: "value",
      min: (first?.from ?? 0) - half,
      max: (last?.to ?? 1) + half + (first && first.from === last?.to && !whole ? 1 : 0),
      axisLine: { show: true, lineStyle: { color: AXIS }, onZero: false },
      axisTick: { show: !whole, customValues: shown, lineStyle: { color: AXIS }, length: 4 },
      splitLine: { show: false },
      axisLabel: { ...TEXT_STYLE, customValues: shown, formatter: label, margin: 8 },
      name: cutToWidth(body.xLabel, size.width - left - 24),
      nameLocation: "middle",
      nameGap: 28,
      nameTextStyle: TEXT_STYLE,
      axisPointer: { show: false },
    },
    yAxis: {
      ...axis.axis,
      name: "Count",
      nameLocation: "end",
      nameGap: 12,
      nameTextStyle: { ...TEXT_STYLE, align: "left", padding: [0, 0, 0, -left + 4] },
    },
    series: [
      {
        type: "bar",
        name: "Count",
        data: body.bins.map(({ from, to, count }) => [(from + to) / 2, count]),
        barCategoryGap: whole ? "20%" : "0%",
        itemStyle: { color: seriesColour(0), borderColor: PAPER, borderWidth: 0.5 },
        emphasis: { disabled: true },
      },
    ],
  };
}
