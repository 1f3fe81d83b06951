import { Resvg } from "@resvg/resvg-js";
import { expect, test } from "vitest";
import { CASE_RESULTS } from "#app/charts/cases/case-results.ts";
import { chooseChart } from "#app/charts/choose-chart.ts";
import { parseChartConfig } from "#app/charts/config.ts";
import { chartJson } from "./chart-json.ts";
import { exportChartSvg } from "./export-chart-svg.ts";
import { renderChartPng } from "./render-chart-png.server.ts";

const result = CASE_RESULTS.countByRegionStatus;
const { config } = chooseChart(result, { question: "stacked" });

/** The picture's pixels, red green blue alpha. */
function pixels(png: Uint8Array, width: number, height: number): Uint8Array {
  const data = Buffer.from(png).toString("base64");
  return new Resvg(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><image width="${width}" height="${height}" href="data:image/png;base64,${data}"/></svg>`,
  ).render().pixels;
}

test("an exported SVG stands alone: title, legend, colours written out, the meaning in words", () => {
  const svg = exportChartSvg(config, result, { theme: "dark" });
  expect(svg).toContain("<title>Count by status and region</title>");
  for (const region of ["North", "South", "West", "East"]) expect(svg).toContain(`>${region}</text>`);
  expect(svg).not.toMatch(/var\(|<style|https?:\/\/(?!www\.w3\.org)/);
});

test("a PNG has the asked size, and its text is drawn", () => {
  const png = renderChartPng(config, result, { width: 600, height: 300, scale: 1 });
  if (!png) throw new Error("no picture");
  const view = new DataView(png.buffer, png.byteOffset);
  expect([view.getUint32(16), view.getUint32(20) > 300]).toEqual([600, true]);
  const rgba = pixels(png, 600, view.getUint32(20));
  let dark = 0;
  // The title's band holds nothing but text on paper.
  for (let y = 24; y < 48; y += 1)
    for (let x = 24; x < 300; x += 1) if ((rgba[(y * 600 + x) * 4] ?? 255) < 90) dark += 1;
  expect(dark).toBeGreaterThan(200);
});

test("a PNG is never wider than 4,096 pixels", () => {
  const png = renderChartPng(chooseChart(CASE_RESULTS.oneNumber).config, CASE_RESULTS.oneNumber, {
    width: 3_000,
    height: 200,
    scale: 4,
  });
  expect(new DataView((png ?? new Uint8Array(24)).buffer).getUint32(16)).toBe(4_096);
});

test("a table has no picture", () => {
  expect(renderChartPng(chooseChart(CASE_RESULTS.wide).config, CASE_RESULTS.wide)).toBeNull();
  expect(exportChartSvg(chooseChart(CASE_RESULTS.wide).config, CASE_RESULTS.wide)).toBe("");
});

test("the config as JSON reads back as the same chart", () => {
  const goal = { ...config, goalLine: { value: 5, label: "Plan" } };
  expect(parseChartConfig(JSON.parse(chartJson(goal)), result)).toEqual({ config: goal, mended: [] });
});
