import { init } from "echarts/core";
import type { ChartData } from "./chart-data.ts";
import type { ChartConfig } from "./chart-config-schema.ts";
import type { ChartInput } from "./chart-input.ts";
import { drawPlainSvg } from "./draw-plain-svg.ts";
import { escapeXml } from "./escape-xml.ts";
import { naturalHeight } from "./natural-height.ts";
import { buildChartOption } from "./option/build-chart-option.ts";
import "./register-charts.ts";
import { shapeChartData } from "./shape-chart-data.ts";

/** CSS pixels. Charts with many lying bars grow beyond `height` to stay readable; the SVG says how high it became. */
export type ChartSize = { width: number; height: number };

/**
 * A chart as an SVG string, without a browser: no `<style>`, no script, no address, no ids outside itself, colours
 * as CSS variables (`palette.css`), so that it may stand in a page under a strict policy and follow the theme.
 * Everything from the data is text. A table has no picture and gives an empty string.
 */
export function renderChartSvg(config: ChartConfig, result: ChartInput, size: ChartSize): string {
  return config.type === "table" ? "" : renderChartDataSvg(shapeChartData(config, result, { width: size.width }), size);
}

/** As `renderChartSvg`, for data that is already shaped. */
export function renderChartDataSvg(data: ChartData, { width, height }: ChartSize): string {
  const tall = naturalHeight(data, width, height);
  const inside = drawPlainSvg(data, width, tall) ?? drawWithLibrary(data, width, tall);
  const label = escapeXml(data.config.title || "Chart");
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${tall}" width="${width}" height="${tall}" role="img" aria-label="${label}">${inside}</svg>`;
}

function drawWithLibrary(data: ChartData, width: number, height: number): string {
  const option = buildChartOption(data, { width, height });
  if (!option) return "";
  const chart = init(null, null, { renderer: "svg", ssr: true, width, height });
  try {
    chart.setOption(option);
    return cleanSvg(chart.renderToSVGString());
  } finally {
    chart.dispose();
  }
}

/** Takes the library's frame, classes and style sheet off and makes its ids the same at every run. */
function cleanSvg(svg: string): string {
  const inside = svg
    .replace(/^<svg[^>]*>/, "")
    .replace(/<\/svg>\s*$/, "")
    .replaceAll(/<style[\s\S]*?<\/style>/g, "")
    .replace(/<rect [^>]*fill="(?:none|transparent)"[^>]*><\/rect>/, "")
    .replaceAll(/ class="zr\d+-cls-\d+"/g, "")
    .replaceAll(' pointer-events="visible"', "");
  return renameIds(inside);
}

/** Ids are numbered, then prefixed with a hash of the drawing, so that two charts on one page never share one. */
function renameIds(svg: string): string {
  const ids = new Map<string, number>();
  const numbered = svg.replaceAll(/zr\d+-([a-z]+)\d+/g, (id) => {
    if (!ids.has(id)) ids.set(id, ids.size);
    return `chart-${ids.get(id)}`;
  });
  if (ids.size === 0) return numbered;
  const prefix = hash(numbered);
  return numbered.replaceAll(/(id="|url\(#|href="#)chart-(\d+)/g, `$1chart-${prefix}-$2`);
}

/** FNV-1a, 32 bits: short, and the same everywhere. */
function hash(text: string): string {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  return (value >>> 0).toString(36);
}
