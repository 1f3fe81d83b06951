import type { EChartsCoreOption } from "echarts/core";
import type { CategoryData } from "#app/charts/chart-data.ts";
import type { ChartConfig } from "#app/charts/chart-config-schema.ts";
import { formatTick } from "#app/charts/format-value.ts";
import { seriesColour } from "#app/charts/palette.ts";
import { AXIS, BASE_OPTION, FONT_FAMILY, FONT_SIZE, INK, MUTED, PAPER } from "./chart-style.ts";
import type { OptionSize } from "./option-size.ts";
import { cutDistinct } from "./text-width.ts";

/** Slices from the top, clockwise, each named beside it with its part; a donut has the total in the middle. */
export function buildPieOption(body: CategoryData, config: ChartConfig, size: OptionSize): EChartsCoreOption {
  const series = body.series[0];
  const values = series?.values ?? [];
  const total = values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
  const narrow = size.width < 480;
  const radius = Math.max(40, Math.min(size.width * (narrow ? 0.2 : 0.26), size.height * 0.38));
  const room = Math.max(60, size.width / 2 - radius - 44);
  const donut = config.type === "donut";
  const part = (index: number) => `${(((values[index] ?? 0) / (total || 1)) * 100).toFixed(1).replace(/\.0$/, "")}%`;
  const names = cutDistinct(
    body.categories.map(({ label }) => label),
    room,
  );
  const text = (index: number) =>
    `${names[index] ?? ""}\n${narrow || !series || series.format.style === "percent" ? part(index) : `${part(index)} · ${formatTick(values[index] ?? 0, series.format)}`}`;
  return {
    ...BASE_OPTION,
    series: [
      {
        type: "pie",
        name: body.yLabel,
        radius: donut ? [radius * 0.62, radius] : radius,
        center: ["50%", "50%"],
        startAngle: 90,
        clockwise: true,
        stillShowZeroSum: false,
        data: values.map((value, index) => ({
          value: value ?? 0,
          name: body.categories[index]?.label ?? "",
          itemStyle: { color: seriesColour(index, /^Other \(\d+\)$/.test(body.categories[index]?.label ?? "")) },
        })),
        itemStyle: { borderColor: PAPER, borderWidth: 1.5 },
        label: {
          color: INK,
          fontFamily: FONT_FAMILY,
          fontSize: FONT_SIZE,
          lineHeight: 16,
          formatter: ({ dataIndex }: { dataIndex: number }) => text(dataIndex),
        },
        labelLine: { length: 10, length2: 10, lineStyle: { color: AXIS, width: 1 } },
        emphasis: { disabled: true },
      },
    ],
    ...(donut && series ? { graphic: donutCentre(formatTick(config.share ? 1 : total, series.format), size) } : {}),
  };
}

function donutCentre(text: string, { width, height }: OptionSize): object[] {
  const base = { type: "text", silent: true };
  return [
    {
      ...base,
      x: width / 2,
      y: height / 2 - 8,
      style: { text, fill: INK, font: `600 20px ${FONT_FAMILY}`, align: "center", verticalAlign: "middle" },
    },
    {
      ...base,
      x: width / 2,
      y: height / 2 + 14,
      style: {
        text: "Total",
        fill: MUTED,
        font: `${FONT_SIZE}px ${FONT_FAMILY}`,
        align: "center",
        verticalAlign: "middle",
      },
    },
  ];
}
