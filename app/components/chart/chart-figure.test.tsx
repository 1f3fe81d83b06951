import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { CASE_RESULTS } from "#app/charts/cases/case-results.ts";
import { chooseChart } from "#app/charts/choose-chart.ts";
import type { ChartInput } from "#app/charts/chart-input.ts";
import { renderChartSvg } from "#app/charts/render-svg.ts";
import { ChartFigure } from "./chart-figure.tsx";

function show(result: ChartInput, question = ""): string {
  const { config } = chooseChart(result, { question });
  return renderToStaticMarkup(
    <ChartFigure config={config} result={result} svg={renderChartSvg(config, result, { width: 720, height: 340 })} />,
  );
}

test("without JavaScript there is a picture, a title, a takeaway, the meaning in words and what was left out", () => {
  const html = show(CASE_RESULTS.countByCountry, "customers by country");
  expect(html).toMatch(/<figure.*<figcaption.*Customers by country.*<svg .*<path/s);
  expect(html).toMatch(/<p id="([^"]+)" class="sr-only">Customers by country\. 20 groups\. Lowest/);
  expect(html).toContain("20 of 45 groups are shown");
  expect(html).not.toContain("<button");
});

test("the picture is described by the text alternative", () => {
  const html = show(CASE_RESULTS.revenueByMonth);
  const id = /aria-describedby="([^"]+)"/.exec(html)?.[1];
  expect(html).toContain(`<p id="${id}" class="sr-only">`);
});

test("a number needs no picture and a table no figure", () => {
  expect(show(CASE_RESULTS.oneAmount)).toMatch(/<dd[^>]*>\$1,234,568<\/dd>/);
  expect(show(CASE_RESULTS.wide)).toBe("");
});

test("bars of several series have a legend with marks that differ in more than colour", () => {
  const html = show(CASE_RESULTS.countByRegionStatus, "stacked");
  const marks = [...html.matchAll(/<li[^>]*>.*?<\/li>/gs)].map(
    ([item]) => /(?<=fill="var\(--series-\d\)").*?<\/svg>/s.exec(item)?.[0],
  );
  expect(marks).toHaveLength(4);
  expect(new Set(marks).size).toBe(4);
});

test("hostile names stay text", () => {
  const html = show({
    columns: [
      { name: "<img src=x onerror=alert(1)>", type: "text" },
      { name: "v", type: "int4" },
    ],
    rows: [
      ["<script>alert(2)</script>", 1],
      ["b", 2],
    ],
  });
  expect(html).not.toMatch(/<img|<script/);
  expect(html).toContain("&lt;img src=x onerror=alert(1)&gt;");
});
