import type { ChartData } from "#app/charts/chart-data.ts";
import { chartLegend, type LegendEntry } from "#app/charts/chart-legend.ts";
import type { ChartConfig } from "#app/charts/chart-config-schema.ts";
import type { ChartInput } from "#app/charts/chart-input.ts";
import { describeChart } from "#app/charts/describe-chart.ts";
import { escapeXml } from "#app/charts/escape-xml.ts";
import { FONT_FAMILY, INK, MUTED, PAPER } from "#app/charts/option/chart-style.ts";
import { cutDistinct, textWidth, wrapToWidth } from "#app/charts/option/text-width.ts";
import type { ColourTheme } from "#app/charts/palette.ts";
import { renderChartDataSvg } from "#app/charts/render-svg.ts";
import { shapeChartData } from "#app/charts/shape-chart-data.ts";
import { resolveColours } from "./resolve-colours.ts";

export type ExportOptions = { width?: number; height?: number; theme?: ColourTheme };

const MARGIN = 24;

/**
 * A chart as a file of its own: what the page shows, with title, sentence, legend and notices inside and colours
 * written out. Opens in any viewer, holds no script, no style sheet and no address. Empty for a table.
 */
export function exportChartSvg(
  config: ChartConfig,
  result: ChartInput,
  { width = 768, height = 360, theme = "light" }: ExportOptions = {},
): string {
  if (config.type === "table") return "";
  const inner = width - 2 * MARGIN;
  const data = shapeChartData(config, result, { width: inner });
  const plot = renderChartDataSvg(data, { width: inner, height });
  const plotHeight = Number(/ height="([\d.]+)"/.exec(plot)?.[1] ?? height);
  const page = layOut(data, inner, plotHeight);
  const nested = plot
    .replace("<svg ", `<svg x="${MARGIN}" y="${page.plotTop}" `)
    .replace(/ role="img" aria-label="[^"]*"/, "");
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${page.height}" width="${width}" height="${page.height}" role="img">`,
    `<title>${escapeXml(config.title || "Chart")}</title><desc>${escapeXml(describeChart(data))}</desc>`,
    `<rect width="${width}" height="${page.height}" fill="${PAPER}"/>`,
    ...page.texts,
    nested,
    "</svg>",
  ].join("\n");
  return resolveColours(svg, theme);
}

function layOut(
  data: ChartData,
  inner: number,
  plotHeight: number,
): { texts: string[]; plotTop: number; height: number } {
  const texts: string[] = [];
  let top = MARGIN;
  const write = (lines: string[], style: { size: number; fill: string; weight?: number }) => {
    for (const line of lines) {
      top += style.size * 1.4;
      texts.push(text(line, MARGIN, top - style.size * 0.35, style));
    }
  };
  const { title, takeaway } = data.config;
  if (title) write(wrapToWidth(title, inner, 2, 16), { size: 16, fill: INK, weight: 600 });
  if (takeaway && data.body.kind !== "empty") write(wrapToWidth(takeaway, inner, 2, 13), { size: 13, fill: MUTED });
  if (title || takeaway) top += 10;
  const legend = drawLegend(chartLegend(data, inner), inner, top);
  texts.push(...legend.marks);
  top += legend.height;
  const plotTop = Math.round(top);
  top = plotTop + plotHeight + (data.notices.length > 0 ? 8 : 0);
  if (data.body.kind !== "empty")
    write(wrapToWidth(data.notices.join(" "), inner, 3, 11).filter(Boolean), { size: 11, fill: MUTED });
  return { texts, plotTop, height: Math.ceil(top + MARGIN * 0.75) };
}

function drawLegend(entries: LegendEntry[], inner: number, top: number): { marks: string[]; height: number } {
  const marks: string[] = [];
  let [left, row] = [0, 0];
  const labels = cutDistinct(
    entries.map(({ name }) => name),
    200,
  );
  for (const [index, { colour, shape, pattern, outline }] of entries.entries()) {
    const label = labels[index] ?? "";
    const width = 18 + textWidth(label) + 16;
    if (left > 0 && left + width > inner) [left, row] = [0, row + 1];
    const y = top + row * 20;
    const strokes = pattern
      ? `<path d="${pattern}" stroke="var(--chart-decal)" stroke-linecap="round" fill="none"/>`
      : "";
    marks.push(
      `<svg x="${MARGIN + left}" y="${y}" width="12" height="12"><path d="${shape}" fill="${colour}"${outline ? ` stroke="${INK}" stroke-dasharray="${outline.join(" ") || "none"}"` : ""}/>${strokes}</svg>`,
      text(label, MARGIN + left + 18, y + 10, { size: 12, fill: MUTED }),
    );
    left += Math.ceil(width);
  }
  return { marks, height: entries.length > 0 ? (row + 1) * 20 + 6 : 0 };
}

function text(
  content: string,
  x: number,
  y: number,
  { size, fill, weight = 400 }: { size: number; fill: string; weight?: number },
): string {
  return `<text x="${x}" y="${Math.round(y * 10) / 10}" fill="${fill}" style="font-size:${size}px;font-weight:${weight};font-family:${FONT_FAMILY};">${escapeXml(content)}</text>`;
}
