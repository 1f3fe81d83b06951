import { expect, test } from "vitest";
import { CASE_RESULTS } from "./cases/case-results.ts";
import { applyChartForm, chartFormSchema, chartFormValues } from "./chart-form.ts";
import { chooseChart } from "./choose-chart.ts";

const result = CASE_RESULTS.revenueByMonthRegion;
const { config } = chooseChart(result);

test("a form that was not touched changes nothing", () => {
  for (const one of Object.values(CASE_RESULTS)) {
    const chosen = chooseChart(one).config;
    const form = chartFormSchema.parse(chartFormValues(chosen));
    expect(applyChartForm(chosen, form, one)).toEqual({ config: chosen, applied: true, mended: [] });
  }
});

test("several fields change at once", () => {
  const form = chartFormSchema.parse({
    ...chartFormValues(config),
    type: "stacked_bar",
    share: "on",
    goal: "0.5",
    goalLabel: "Half",
    title: "Who earns what",
  });
  const outcome = applyChartForm(config, form, result);
  expect(outcome.config).toMatchObject({
    type: "stacked_bar",
    share: true,
    goalLine: { value: 0.5, label: "Half" },
    title: "Who earns what",
    x: "month",
    series: "region",
  });
  expect(applyChartForm(outcome.config, chartFormSchema.parse(chartFormValues(config)), result).config).toEqual(config);
});

test("what the data cannot carry is said and the rest is done", () => {
  const regional = CASE_RESULTS.averageRatingByRegion;
  const bars = chooseChart(regional).config;
  const form = chartFormSchema.parse({ ...chartFormValues(bars), type: "pie", numberStyle: "compact" });
  const outcome = applyChartForm(bars, form, regional);
  expect(outcome).toMatchObject({ applied: false, config: { type: "bar", numberFormat: { style: "compact" } } });
  expect(outcome.mended.join(" ")).toContain("does not add up");
});

test("a goal and a currency that cannot be read are field errors", () => {
  const parsed = chartFormSchema.safeParse({ ...chartFormValues(config), goal: "a lot", currency: "euro" });
  expect(parsed.error?.issues.map(({ path, message }) => [path[0], message])).toEqual([
    ["goal", "Write a number, such as 100k."],
    ["currency", "Write three letters, such as EUR."],
  ]);
});
