import { expect, test } from "vitest";
import { CASE_RESULTS } from "./cases/case-results.ts";
import { CHART_CONFIG_DEFAULTS, chartConfigSchema, type ChartConfig } from "./config.ts";
import { chooseChart } from "./choose-chart.ts";
import { renderChartSvg } from "./render-svg.ts";
import { streamChartConfig } from "./stream-chart-config.ts";
import { streamChartProposal } from "./stream-chart-proposal.ts";

const { revenueByMonthRegion, revenueByRegion, averageRatingByRegion } = CASE_RESULTS;

async function* written(...items: unknown[]): AsyncGenerator<unknown> {
  yield* items;
}

async function collect(stream: AsyncIterable<ChartConfig>): Promise<ChartConfig[]> {
  const configs: ChartConfig[] = [];
  for await (const config of stream) configs.push(config);
  return configs;
}

/** A field that has left its default never changes again. */
function expectMonotonic(configs: ChartConfig[]) {
  for (const [index, config] of configs.entries()) {
    const next = configs[index + 1];
    if (!next) return;
    expect(next.type).toBe(config.type);
    for (const key of Object.keys(CHART_CONFIG_DEFAULTS) as (keyof typeof CHART_CONFIG_DEFAULTS)[]) {
      if (JSON.stringify(config[key]) !== JSON.stringify(CHART_CONFIG_DEFAULTS[key]))
        expect(next[key]).toEqual(config[key]);
    }
  }
}

test("the type comes first, then the columns, then the words; every step is valid and can be drawn", () => {
  const configs = [...streamChartConfig(revenueByMonthRegion, { question: "revenue by month and region" })];
  expect(configs[0]).toEqual({ ...CHART_CONFIG_DEFAULTS, type: "line" });
  expect(configs[1]).toMatchObject({ x: "month", y: ["revenue"], series: "region", title: "" });
  expect(configs.at(-1)).toEqual(chooseChart(revenueByMonthRegion, { question: "revenue by month and region" }).config);
  expectMonotonic(configs);
  for (const config of configs) {
    expect(chartConfigSchema.parse(config)).toEqual(config);
    expect(renderChartSvg(config, revenueByMonthRegion, { width: 600, height: 300 })).toContain("<path");
  }
});

test("a type alone already draws the chart the columns will make", () => {
  const configs = [...streamChartConfig(revenueByRegion)];
  const drawings = new Set(
    configs.map((config) =>
      renderChartSvg({ ...config, title: "", sort: CHART_CONFIG_DEFAULTS.sort }, revenueByRegion, {
        width: 600,
        height: 300,
      }),
    ),
  );
  expect(drawings.size).toBe(1);
});

test("a model's proposal is let through as it holds", async () => {
  const configs = await collect(
    streamChartProposal(
      written(
        { type: "b" },
        { type: "bar" },
        { type: "bar", x: "reg" },
        { type: "bar", x: "region", y: ["revenue"] },
        { type: "bar", x: "region", y: ["revenue"], title: "Revenue, region by region" },
      ),
      revenueByRegion,
    ),
  );
  expect(configs[0]).toEqual({ ...CHART_CONFIG_DEFAULTS, type: "bar" });
  expect(configs.at(-1)).toMatchObject({
    type: "bar",
    x: "region",
    y: ["revenue"],
    title: "Revenue, region by region",
  });
  expectMonotonic(configs);
});

test("a proposal the data cannot carry never shows", async () => {
  const configs = await collect(
    streamChartProposal(
      written({ type: "pie" }, { type: "pie", x: "region" }, { type: "pie", x: "region", y: ["avg_rating"] }),
      averageRatingByRegion,
    ),
  );
  expect(configs.map(({ type }) => type)).toEqual(configs.map(() => "bar"));
});

test("a proposal cannot inject options, markup, addresses or code", async () => {
  const evil = {
    type: "bar",
    x: "region",
    y: ["revenue"],
    graphic: [{ type: "image", style: { image: "https://evil.example/x.png" } }],
    formatter: "() => alert(1)",
    __proto__: { polluted: 1 },
    title: "<img src=x onerror=alert(1)>",
  };
  const configs = await collect(streamChartProposal(written(evil), revenueByRegion));
  const last = configs.at(-1);
  expect(Object.keys(last ?? {}).toSorted()).toEqual(["type", ...Object.keys(CHART_CONFIG_DEFAULTS)].toSorted());
  const svg = renderChartSvg(last ?? { ...CHART_CONFIG_DEFAULTS, type: "bar" }, revenueByRegion, {
    width: 600,
    height: 300,
  });
  expect(svg).not.toMatch(/evil|<img|alert\(1\)">/);
});

test("a proposal that breaks off is finished by the chooser, without changing what was shown", async () => {
  async function* broken() {
    yield { type: "bar" };
    yield { type: "bar", x: "region" };
    throw new Error("the provider hung up");
  }
  const configs = await collect(streamChartProposal(broken(), revenueByRegion));
  expect(configs.at(-1)).toMatchObject({ type: "bar", x: "region", y: ["revenue"], title: "Revenue by region" });
  expectMonotonic(configs);
  const silent = await collect(streamChartProposal(written(), revenueByRegion));
  expect(silent.at(-1)).toEqual(chooseChart(revenueByRegion).config);
});
