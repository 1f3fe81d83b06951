import { expect, test } from "vitest";
import { CASE_RESULTS } from "./cases/case-results.ts";
import { CHOOSER_CASES, type AcceptedChart } from "./cases/chooser-cases.ts";
import { chooseChart } from "./choose-chart.ts";
import { chartConfigSchema, type ChartConfig } from "./config.ts";

function matches(config: ChartConfig, accepted: AcceptedChart): boolean {
  return Object.entries(accepted).every(
    ([key, value]) => JSON.stringify(config[key as keyof AcceptedChart]) === JSON.stringify(value),
  );
}

test("the case table is large and names every result it uses", () => {
  expect(CHOOSER_CASES.length).toBeGreaterThanOrEqual(120);
  expect(new Set(CHOOSER_CASES.map(({ data }) => data))).toEqual(new Set(Object.keys(CASE_RESULTS)));
});

test.each(
  CHOOSER_CASES.map(
    (one) =>
      [`${one.data}: ${one.question}${one.preferred ? ` (prefers ${one.preferred.join(", ")})` : ""}`, one] as const,
  ),
)("%s", (_, one) => {
  const { config, refusedPreferences } = chooseChart(CASE_RESULTS[one.data], {
    question: one.question,
    preferredChartTypes: one.preferred,
  });
  expect.soft(chartConfigSchema.safeParse(config).success).toBe(true);
  const { type, x, y, series, size, secondAxis, aggregation, share } = config;
  expect
    .soft(
      one.accept.some((accepted) => matches(config, accepted)),
      `${one.why}; chose ${JSON.stringify({ type, x, y, series, size, secondAxis, aggregation, share })}`,
    )
    .toBe(true);
  expect.soft(one.wrong ?? []).not.toContain(type);
  for (const refused of one.refused ?? []) {
    const refusal = refusedPreferences.find((preference) => preference.type === refused);
    expect.soft(refusal?.reason, `${refused} must be refused`).toMatch(/\w{3}/);
    expect.soft(type).not.toBe(refused);
  }
});
