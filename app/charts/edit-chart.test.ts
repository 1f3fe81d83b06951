import { expect, test } from "vitest";
import { applyChartEdit, chartEditSchema, type ChartEdit } from "./apply-chart-edit.ts";
import { CASE_RESULTS } from "./cases/case-results.ts";
import { chooseChart } from "./choose-chart.ts";
import { parseChartFollowUp } from "./parse-chart-follow-up.ts";

const monthly = CASE_RESULTS.revenueByMonthRegion;
const { config: lines } = chooseChart(monthly);
const regional = CASE_RESULTS.revenueByRegion;
const { config: bars } = chooseChart(regional);

const FOLLOW_UPS: [text: string, edit: ChartEdit][] = [
  ["make it stacked", { kind: "stacking", stacked: true }],
  ["stack them", { kind: "stacking", stacked: true }],
  ["unstack it", { kind: "stacking", stacked: false }],
  ["show them side by side", { kind: "stacking", stacked: false }],
  ["as a share", { kind: "share", share: true }],
  ["show as percentages", { kind: "share", share: true }],
  ["as a share of 100%", { kind: "share", share: true }],
  ["add a goal line at 100k", { kind: "goal_line", goalLine: { value: 100_000, label: null } }],
  ["Add a target line at $1.5m.", { kind: "goal_line", goalLine: { value: 1_500_000, label: "Target" } }],
  ["set the goal to 2,500", { kind: "goal_line", goalLine: { value: 2_500, label: null } }],
  ["remove the goal line", { kind: "goal_line", goalLine: null }],
  ["as a pie", { kind: "type", type: "pie" }],
  ["make it a line chart", { kind: "type", type: "line" }],
  ["as bars please", { kind: "type", type: "bar" }],
  ["turn it into a heat map", { kind: "type", type: "heatmap" }],
  ["show it as a table", { kind: "type", type: "table" }],
  ["change to stacked area", { kind: "type", type: "stacked_area" }],
  ["sort by value", { kind: "sort", sort: { by: "y", direction: "descending" } }],
  ["sort by name", { kind: "sort", sort: { by: "x", direction: "ascending" } }],
  ["sort ascending", { kind: "sort", sort: { by: "y", direction: "ascending" } }],
  ["only the top 5", { kind: "limit", limit: 5 }],
  ["make it horizontal", { kind: "orientation", orientation: "horizontal" }],
  ["hide the legend", { kind: "legend", legend: "hidden" }],
  ["show it in euros", { kind: "number_format", numberFormat: { style: "currency", currency: "EUR", decimals: null } }],
  ["show two decimals", { kind: "number_format", numberFormat: { style: "auto", currency: null, decimals: 2 } }],
  ["group by quarter", { kind: "date_format", dateFormat: "quarter" }],
  ["swap the axes", { kind: "swap" }],
  ["call it “Money in”", { kind: "title", title: "Money in" }],
  ["remove the split", { kind: "series", column: null }],
];

test.each(FOLLOW_UPS)("%s", (text, edit) => {
  expect(parseChartFollowUp(text, lines, monthly)).toEqual([edit]);
  expect(chartEditSchema.parse(edit)).toEqual(edit);
});

test("a goal in per cent is meant in the axis's unit", () => {
  const shared = { ...lines, type: "stacked_area" as const, share: true };
  expect(parseChartFollowUp("add a goal line at 40%", shared, monthly)).toEqual([
    { kind: "goal_line", goalLine: { value: 0.4, label: null } },
  ]);
  expect(parseChartFollowUp("add a goal line at 40%", lines, monthly)).toEqual([
    { kind: "goal_line", goalLine: { value: 40, label: null } },
  ]);
  expect(parseChartFollowUp("add a goal line at 5 apples", lines, monthly)).toBeNull();
});

test.each(["undo", "undo that", "Undo the last change."])("%s is undo", (text) => {
  expect(parseChartFollowUp(text, lines, monthly)).toBe("undo");
});

test.each([
  "revenue by month",
  "what about last year?",
  "only active projects",
  "show the top customers in Germany",
  "add the number of invoices",
  "how many are overdue?",
  "in 2023",
  "show me hours by team as a pie",
  "and by company?",
  "remove cancelled projects",
  "what is the goal for 2024?",
])("%s is a question for the data", (text) => {
  expect(parseChartFollowUp(text, lines, monthly)).toBeNull();
});

test("stacking, sharing and undoing both", () => {
  const stacked = applyChartEdit(lines, { kind: "stacking", stacked: true }, monthly);
  expect(stacked).toMatchObject({ applied: true, config: { type: "stacked_area", x: "month", series: "region" } });
  const shared = applyChartEdit(stacked.config, { kind: "share", share: true }, monthly);
  expect(shared).toMatchObject({
    applied: true,
    config: { type: "stacked_area", share: true, title: "Share of revenue by month and region" },
  });
  const back = applyChartEdit(
    applyChartEdit(shared.config, { kind: "share", share: false }, monthly).config,
    { kind: "stacking", stacked: false },
    monthly,
  );
  expect(back.config).toEqual(lines);
});

test("an edit the data cannot carry changes nothing and says why", () => {
  const outcome = applyChartEdit(
    chooseChart(CASE_RESULTS.countByCountry).config,
    { kind: "type", type: "pie" },
    CASE_RESULTS.countByCountry,
  );
  expect(outcome.applied).toBe(false);
  expect(outcome.config).toEqual(chooseChart(CASE_RESULTS.countByCountry).config);
  expect(outcome.mended.join(" ")).toContain("at most 6 slices");
});

test("a title the reader chose outlives other edits, one that was written does not", () => {
  const titled = applyChartEdit(bars, { kind: "title", title: "Money in" }, regional).config;
  expect(applyChartEdit(titled, { kind: "type", type: "pie" }, regional).config.title).toBe("Money in");
  expect(applyChartEdit(lines, { kind: "series", column: null }, monthly).config).toMatchObject({
    title: "Total revenue by month",
    aggregation: "sum",
  });
});

test("sort, limit, goal, format and direction are kept as they were set", () => {
  const edits: ChartEdit[] = [
    { kind: "sort", sort: { by: "x", direction: "descending" } },
    { kind: "limit", limit: 2 },
    { kind: "goal_line", goalLine: { value: 500, label: "Plan" } },
    { kind: "number_format", numberFormat: { style: "currency", currency: "CHF", decimals: 0 } },
    { kind: "orientation", orientation: "horizontal" },
    { kind: "legend", legend: "shown" },
  ];
  const edited = edits.reduce((config, edit) => applyChartEdit(config, edit, regional).config, bars);
  expect(edited).toMatchObject({
    sort: { by: "x", direction: "descending" },
    limit: 2,
    goalLine: { value: 500, label: "Plan" },
    numberFormat: { currency: "CHF" },
    orientation: "horizontal",
    legend: "shown",
  });
});
