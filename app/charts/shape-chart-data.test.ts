import { expect, test } from "vitest";
import { CASE_RESULTS } from "./cases/case-results.ts";
import type { ChartInput } from "./chart-input.ts";
import { chooseChart } from "./choose-chart.ts";
import { describeChart } from "./describe-chart.ts";
import { parseChartConfig } from "./config.ts";
import { shapeChartData } from "./shape-chart-data.ts";

function shape(input: unknown, result: ChartInput) {
  const data = shapeChartData(parseChartConfig(input, result).config, result);
  if (data.body.kind !== "categories") throw new Error(`drawn as ${data.body.kind}`);
  return { ...data, body: data.body };
}

test("a missing month is a gap on the axis, not a shorter axis", () => {
  const result = {
    columns: [
      { name: "month", type: "date" },
      { name: "revenue", type: "numeric" },
    ],
    rows: [
      ["2024-01-01", "1"],
      ["2024-02-01", "2"],
      ["2024-05-01", "5"],
    ],
  };
  const { body } = shape({ type: "line" }, result);
  expect(body.categories.map(({ label }) => label)).toEqual([
    "Jan 2024",
    "Feb 2024",
    "Mar 2024",
    "Apr 2024",
    "May 2024",
  ]);
  expect(body.series[0]?.values).toEqual([1, 2, null, null, 5]);
});

test("times are drawn on the day they are written with, whatever the offset", () => {
  const result = {
    columns: [
      { name: "day", type: "timestamptz" },
      { name: "n", type: "int8" },
    ],
    rows: [
      ["2024-03-31 00:00:00+13", 1],
      ["2024-04-01 00:00:00-11", 2],
    ],
  };
  const { body } = shape({ type: "line" }, result);
  expect(body.categories.map(({ label }) => label)).toEqual(["31 Mar 2024", "1 Apr 2024"]);
});

test("too many series are folded into Other where they add up, and left out where they do not; both are said", () => {
  const stacked = shape(
    { type: "stacked_bar", x: "month", series: "company", y: ["revenue"] },
    CASE_RESULTS.revenueByMonthManyCompanies,
  );
  expect(stacked.body.series).toHaveLength(8);
  expect(stacked.body.series.at(-1)).toMatchObject({ name: "Other (33)", isOther: true });
  const total = (values: (number | null)[]) => values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
  const drawn = stacked.body.series.reduce((sum, { values }) => sum + total(values), 0);
  const all = CASE_RESULTS.revenueByMonthManyCompanies.rows.reduce((sum, row) => sum + Number(row[2]), 0);
  expect(drawn).toBeCloseTo(all, 4);
  expect(stacked.notices.join(" ")).toContain('the other 33 are added up as "Other"');
  const lines = shape(
    { type: "line", x: "month", series: "company", y: ["revenue"] },
    CASE_RESULTS.revenueByMonthManyCompanies,
  );
  expect(lines.body.series).toHaveLength(8);
  expect(lines.notices).toContain("The 8 largest of 40 series are shown.");
});

test("bars that do not fit are cut, and how much is missing is said", () => {
  const { config } = chooseChart(CASE_RESULTS.countByCountry, { question: "customers by country" });
  const data = shapeChartData(config, CASE_RESULTS.countByCountry);
  expect(data.notices).toEqual([
    expect.stringMatching(/^20 of 45 groups are shown; the others hold \d+% of the total\.$/),
  ]);
});

test("100,000 rows become a few hundred points, and that is said", () => {
  const rows = Array.from({ length: 100_000 }, (_, index) => [
    new Date(Date.UTC(2024, 0, 1) + index * 60_000).toISOString(),
    Math.sin(index / 500),
  ]);
  const result = {
    columns: [
      { name: "at", type: "timestamptz" },
      { name: "load", type: "float8" },
    ],
    rows,
  };
  const data = shapeChartData(chooseChart(result).config, result);
  if (data.body.kind !== "time") throw new Error(data.body.kind);
  expect(data.body.series[0]?.points.length).toBeLessThanOrEqual(720);
  expect(data.notices).toEqual([
    expect.stringMatching(/^100,000 points are drawn as 720, keeping peaks and troughs\.$/),
  ]);
});

test("100,000 dots become those that can be seen apart, said", () => {
  const rows = Array.from({ length: 100_000 }, (_, index) => [Math.sin(index) * 1_000, Math.cos(index * 1.3) * 1_000]);
  const result = {
    columns: [
      { name: "a", type: "float8" },
      { name: "b", type: "float8" },
    ],
    rows,
  };
  const data = shapeChartData(parseChartConfig({ type: "scatter" }, result).config, result);
  if (data.body.kind !== "points") throw new Error(data.body.kind);
  expect(data.body.series[0]?.points.length).toBeLessThanOrEqual(3_000);
  expect(data.notices[0]).toMatch(/of 100,000 rows are drawn/);
});

test("shares add up to one in every group", () => {
  const { body } = shape(
    { type: "stacked_bar", x: "region", series: "status", share: true },
    CASE_RESULTS.countByRegionStatus,
  );
  for (const [index] of body.categories.entries())
    expect(body.series.reduce((sum, { values }) => sum + (values[index] ?? 0), 0)).toBeCloseTo(1, 9);
});

test("ordered groups keep their order, whatever the rows' order", () => {
  const labels = (name: "countByPriority" | "countByAgeBand" | "countByWeekday") =>
    shape({ type: "bar" }, CASE_RESULTS[name]).body.categories.map(({ label }) => label);
  expect(labels("countByPriority")).toEqual(["low", "medium", "high", "critical"]);
  expect(labels("countByAgeBand")).toEqual(["18-24", "25-34", "35-49", "50-64", "65+"]);
  expect(labels("countByWeekday")[0]).toBe("Monday");
});

test("the text alternative says what is shown, its range, its extremes and its trend", () => {
  const result = {
    columns: [
      { name: "month", type: "date" },
      { name: "revenue_usd", type: "numeric" },
    ],
    rows: [
      ["2024-01-01", "1000"],
      ["2024-02-01", "800"],
      ["2024-03-01", "2500"],
      ["2024-04-01", "2000"],
    ],
  };
  const text = describeChart(shapeChartData(chooseChart(result).config, result));
  expect(text).toBe(
    "Revenue by month. 4 months. Lowest $800 (Feb 2024), highest $2,500 (Mar 2024); up 100% from $1,000 in Jan 2024 to $2,000 in Apr 2024.",
  );
});

test("a growth from zero or a change of a rate is not given in per cent", () => {
  const rows = [
    ["2024-01-01", "0"],
    ["2024-02-01", "5"],
  ];
  const result = {
    columns: [
      { name: "month", type: "date" },
      { name: "orders", type: "int8" },
    ],
    rows,
  };
  expect(chooseChart(result, { question: "trend as a line chart" }).config.takeaway).toBe(
    "Up from 0 in Jan 2024 to 5 in Feb 2024.",
  );
});

test("daily bars over two years are added up by a longer period, and that is said", () => {
  const rows = Array.from({ length: 700 }, (_, index) => [
    new Date(Date.UTC(2023, 0, 1 + index)).toISOString().slice(0, 10),
    1,
  ]);
  const result = {
    columns: [
      { name: "day", type: "date" },
      { name: "signups", type: "int8" },
    ],
    rows,
  };
  const { body, notices } = shape({ type: "bar" }, result);
  expect(body.series[0]?.values.reduce<number>((sum, value) => sum + (value ?? 0), 0)).toBe(700);
  expect(body.categories.length).toBeLessThanOrEqual(130);
  expect(notices.join(" ")).toMatch(/700 days are added up by week/);
});
