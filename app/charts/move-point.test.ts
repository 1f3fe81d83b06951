import { expect, test } from "vitest";
import { CASE_RESULTS } from "./cases/case-results.ts";
import { announcePoint, chartPoints } from "./chart-points.ts";
import { chooseChart } from "./choose-chart.ts";
import { hideSeries } from "./hide-series.ts";
import { movePoint, type PointPosition } from "./move-point.ts";
import { shapeChartData } from "./shape-chart-data.ts";

const result = CASE_RESULTS.revenueByMonthRegion;
const data = shapeChartData(chooseChart(result).config, result);
const points = chartPoints(data);

function press(...keys: string[]): string {
  const at = keys.reduce<PointPosition | null>((from, key) => movePoint(points, from, key) ?? null, null);
  const series = at ? points[at.series] : undefined;
  const point = at ? series?.[at.point] : undefined;
  return at && series && point ? announcePoint(point, at.point + 1, series.length) : "nowhere";
}

test("arrow keys walk along a line and between lines, and say where they are", () => {
  expect(press("ArrowRight")).toMatch(/^Jan 2023, North: [\d.]+\. 1 of 12\.$/);
  expect(press("ArrowRight", "ArrowRight", "ArrowDown")).toMatch(/^Feb 2023, South: .* 2 of 12\.$/);
  expect(press("End")).toMatch(/^Dec 2023, North/);
  expect(press("End", "ArrowRight", "Home")).toMatch(/^Jan 2023/);
  expect(press("ArrowRight", "ArrowUp")).toMatch(/^Jan 2023, North/);
  expect(press("ArrowRight", "Escape")).toBe("nowhere");
});

test("other keys are left to the page", () => {
  for (const key of ["Tab", "Enter", "a", " "]) expect(movePoint(points, { series: 0, point: 0 }, key)).toBeUndefined();
});

test("every point of every kind of chart can be reached, and a bar knows its row", () => {
  const bars = shapeChartData(chooseChart(CASE_RESULTS.revenueByCompany).config, CASE_RESULTS.revenueByCompany);
  const [marks = []] = chartPoints(bars);
  expect(marks.map(({ row }) => CASE_RESULTS.revenueByCompany.rows[row ?? -1]?.[0])).toEqual(
    marks.map(({ label }) => label),
  );
});

test("hidden series leave the others their colours", () => {
  const { body } = hideSeries(data, ["North"]);
  if (body.kind !== "categories") throw new Error(body.kind);
  expect(body.series.map(({ name, slot }) => [name, slot])).toEqual([
    ["South", 1],
    ["West", 2],
    ["East", 3],
  ]);
});
