import { expect, test } from "vitest";
import { CHART_CONFIG_DEFAULTS, type ChartConfig } from "#app/charts/config.ts";
import { chooseChart } from "#app/charts/choose-chart.ts";
import { applyChartEdits } from "#app/server/actions/chat/edit-chart-apply.ts";
import { chartFormEdits } from "#app/server/actions/chat/edit-chart-fields.ts";
import { chartFormSchema, type ChartForm } from "#app/shared/schemas/chart-form.ts";
import { chartFormValues } from "#app/shared/schemas/chart-form-values.ts";

const RESULT = {
  columns: [
    { name: "team", type: "text" },
    { name: "profit", type: "numeric" },
  ],
  rows: [
    ["Web", "120"],
    ["Data", "-40"],
    ["Design", "80"],
  ],
};
const BARS = chooseChart(RESULT).config;
const ID = "5b0a3c56-6f5e-4d0a-9f0e-1d7c3f2b9a10";

/** The form as a browser posts it: the chart's own values, some of them changed, empty ones left out. */
function posted(config: ChartConfig, changes: Partial<Record<keyof ChartForm, unknown>>): ChartForm {
  const fields = { ...chartFormValues(config), ...changes, conversationId: ID, messageId: ID, resultId: ID };
  return chartFormSchema.parse(Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== "")));
}

test("a form that was not touched changes nothing", () => {
  expect(chartFormEdits(BARS, posted(BARS, {}))).toEqual([]);
});

test("every control changes its own field", () => {
  const edits = chartFormEdits(
    BARS,
    posted(BARS, { sort: "x-descending", goal: "1.5k", format: "currency-EUR", decimals: "2", title: "Profit" }),
  );
  const { config, refused } = applyChartEdits(BARS, edits, RESULT);
  expect(refused).toBeNull();
  expect(config).toMatchObject({
    sort: { by: "x", direction: "descending" },
    goalLine: { value: 1_500, label: null },
    numberFormat: { style: "currency", currency: "EUR", decimals: 2 },
    title: "Profit",
  });
});

test("no value chosen counts the rows", () => {
  const { config, refused } = applyChartEdits(BARS, chartFormEdits(BARS, posted(BARS, { y: [] })), RESULT);
  expect(refused).toBeNull();
  expect(config).toMatchObject({ y: [], aggregation: "count" });
});

test("a pie of negative values is refused in plain words, and nothing of the form is applied", () => {
  const edits = chartFormEdits(BARS, posted(BARS, { type: "pie", title: "Slices" }));
  const { config, refused } = applyChartEdits(BARS, edits, RESULT);
  expect(config).toEqual(BARS);
  expect(refused).toMatchObject({ kind: "type" });
  expect(refused?.reason).toMatch(/negative values.*so it stays a bar chart\.$/);
});

test.each([
  ["x", "no_such_column"],
  ["y", ["team"]],
  ["series", "no_such_column"],
])("an unknown or unfit column for %s is refused, not replaced", (field, value) => {
  const { config, refused } = applyChartEdits(BARS, chartFormEdits(BARS, posted(BARS, { [field]: value })), RESULT);
  expect(config).toEqual(BARS);
  expect(refused).toMatchObject({ kind: field });
  expect(refused?.reason).not.toBe("");
});

test("a goal line needs an axis", () => {
  const table: ChartConfig = { ...CHART_CONFIG_DEFAULTS, type: "table" };
  const outcome = applyChartEdits(table, [{ kind: "goal_line", goalLine: { value: 1, label: null } }], RESULT);
  expect(outcome).toMatchObject({ config: table, refused: { kind: "goal_line" } });
});

test.each(["12 apples", "1e9", "--5", "1,00", "Infinity"])("%s is not a goal", (goal) => {
  expect(() => posted(BARS, { goal })).toThrow("Type a number");
});
