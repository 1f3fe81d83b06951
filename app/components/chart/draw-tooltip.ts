import type { ChartData } from "#app/charts/chart-data.ts";
import { chartPoints, type ChartPoint } from "#app/charts/chart-points.ts";
import { seriesColour } from "#app/charts/palette.ts";

const SVG = "http://www.w3.org/2000/svg";

/**
 * The tooltip as elements. The drawing library would take a string as HTML, so it never gets one: every text from
 * the data goes through `textContent`.
 */
export function drawTooltip(data: ChartData, hits: { seriesIndex: number; dataIndex: number }[]): HTMLElement {
  const all = chartPoints(data);
  const found = hits.flatMap(({ seriesIndex, dataIndex }) => {
    const series = data.body.kind === "matrix" ? all.flat() : (all[seriesIndex] ?? []);
    const point = series.find((candidate) => candidate.dataIndex === dataIndex);
    return point ? [{ point, colour: colourOf(data, seriesIndex) }] : [];
  });
  const box = document.createElement("div");
  box.className =
    "rounded-medium border border-rule bg-paper-raised px-3 py-2 text-small text-ink shadow-lifted tabular-nums max-w-72 whitespace-normal";
  const [first] = found;
  if (!first) return box;
  box.append(line("mb-1 font-medium [overflow-wrap:anywhere]", first.point.label));
  for (const { point, colour } of found)
    box.append(row(point, found.length > 1 || point.series !== "" ? colour : null));
  return box;
}

function row(point: ChartPoint, colour: string | null): HTMLElement {
  const element = line("flex items-center gap-2", "");
  if (colour) element.append(swatch(colour));
  if (point.series) element.append(line("flex-1 text-ink-soft [overflow-wrap:anywhere]", point.series));
  element.append(line("font-medium", point.value));
  return element;
}

function line(className: string, text: string): HTMLElement {
  const element = document.createElement("div");
  element.className = className;
  element.textContent = text;
  return element;
}

function swatch(colour: string): SVGElement {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("width", "10");
  svg.setAttribute("height", "10");
  svg.setAttribute("class", "shrink-0");
  const square = document.createElementNS(SVG, "rect");
  square.setAttribute("width", "10");
  square.setAttribute("height", "10");
  square.setAttribute("rx", "2");
  square.setAttribute("fill", colour);
  svg.append(square);
  return svg;
}

function colourOf({ body }: ChartData, seriesIndex: number): string | null {
  if (!("series" in body)) return null;
  const series = body.series[seriesIndex];
  return series ? seriesColour(series.slot, series.isOther) : null;
}
