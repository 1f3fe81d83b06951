import type { EChartsCoreOption } from "echarts/core";
import type { MatrixData } from "#app/charts/chart-data.ts";
import { formatTick } from "#app/charts/format-value.ts";
import { BASE_OPTION, FONT_FAMILY, INK, PAPER, TEXT_STYLE } from "./chart-style.ts";
import { heatColour, heatStep } from "./heat-step.ts";
import type { OptionSize } from "./option-size.ts";
import { cutDistinct, cutToWidth, textWidth } from "./text-width.ts";

const MOST_LABELLED_CELLS = 220;
const CELL_FONT_SIZE = 11;

/** A table of colours; the numbers stand in the cells where they fit. */
export function buildMatrixOption(body: MatrixData, size: OptionSize): EChartsCoreOption {
  const room = Math.min(size.width * 0.28, 180);
  const left = Math.ceil(Math.min(room, Math.max(...body.rows.map((name) => textWidth(name))))) + 14;
  const bandWidth = (size.width - left - 12) / body.columns.length;
  const names = cutDistinct(body.rows, room);
  const widest = Math.max(...body.columns.map((name) => textWidth(name)));
  const step = Math.max(1, Math.ceil(Math.min(widest + 10, 90) / bandWidth));
  const value = (cell: MatrixData["cells"][number]) => formatTick(cell.value, body.format);
  const labelled =
    body.cells.length <= MOST_LABELLED_CELLS &&
    body.cells.every((cell) => textWidth(value(cell), CELL_FONT_SIZE) <= bandWidth - 4);
  return {
    ...BASE_OPTION,
    grid: { left, right: 12, top: 8, bottom: body.xLabel ? 50 : 30, containLabel: false },
    xAxis: {
      type: "category",
      data: body.columns,
      axisLine: { show: false },
      axisTick: { show: false },
      splitLine: { show: false },
      axisLabel: {
        ...TEXT_STYLE,
        margin: 8,
        interval: (index: number) => index % step === 0,
        formatter: (name: string) => cutToWidth(name, bandWidth * step - 6),
      },
      name: cutToWidth(body.xLabel, size.width - left - 12),
      nameLocation: "middle",
      nameGap: 28,
      nameTextStyle: TEXT_STYLE,
    },
    yAxis: {
      type: "category",
      inverse: true,
      data: body.rows,
      axisLine: { show: false },
      axisTick: { show: false },
      splitLine: { show: false },
      axisLabel: {
        ...TEXT_STYLE,
        color: INK,
        interval: 0,
        margin: 8,
        formatter: (_: string, index: number) => names[index] ?? "",
      },
    },
    // The library insists on a visual map; cells carry their own colours, because it cannot mix CSS variables.
    visualMap: {
      type: "continuous",
      show: false,
      min: 0,
      max: 1,
      inRange: { opacity: [1, 1] },
      outOfRange: { opacity: [1, 1] },
    },
    series: [
      {
        type: "heatmap",
        name: body.valueLabel,
        data: body.cells.map((cell) => {
          const shade = heatStep(cell.value, body);
          const dark = Math.abs(shade) >= 4;
          return {
            value: [cell.column, cell.row, cell.value],
            itemStyle: { color: heatColour(shade) },
            label: { color: dark ? PAPER : INK },
          };
        }),
        itemStyle: { borderColor: PAPER, borderWidth: 1.5 },
        label: {
          show: labelled,
          fontFamily: FONT_FAMILY,
          fontSize: CELL_FONT_SIZE,
          formatter: ({ dataIndex }: { dataIndex: number }) =>
            value(body.cells[dataIndex] ?? { column: 0, row: 0, value: 0 }),
        },
        emphasis: { disabled: true },
      },
    ],
  };
}
