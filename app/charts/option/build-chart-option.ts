import type { EChartsCoreOption } from "echarts/core";
import type { ChartData } from "#app/charts/chart-data.ts";
import { buildBinOption } from "./build-bin-option.ts";
import { buildCategoryOption } from "./build-category-option.ts";
import { buildMatrixOption } from "./build-matrix-option.ts";
import { buildPieOption } from "./build-pie-option.ts";
import { buildPointOption } from "./build-point-option.ts";
import { buildTimeOption } from "./build-time-option.ts";
import type { OptionSize } from "./option-size.ts";

/**
 * The drawing library's option for a chart: the same object for the server's SVG and the browser's interactive
 * chart. Holds only numbers, colours by CSS variable, texts and functions written here; text from data is only
 * ever put where the library draws it as text. Null where there is nothing for the library to draw.
 */
export function buildChartOption(data: ChartData, size: OptionSize): EChartsCoreOption | null {
  const { body, config } = data;
  switch (body.kind) {
    case "categories":
      return config.type === "pie" || config.type === "donut"
        ? buildPieOption(body, config, size)
        : buildCategoryOption(body, config, size);
    case "time":
      return buildTimeOption(body, config, size);
    case "bins":
      return buildBinOption(body, size);
    case "points":
      return buildPointOption(body, config, size);
    case "matrix":
      return buildMatrixOption(body, size);
    case "numbers":
    case "empty":
      return null;
  }
}
