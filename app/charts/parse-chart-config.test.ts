import fc from "fast-check";
import { expect, test } from "vitest";
import { CASE_RESULTS } from "./cases/case-results.ts";
import { chartConfigSchema, parseChartConfig } from "./config.ts";
import { renderChartSvg } from "./render-svg.ts";

const { revenueByRegion, revenueByMonthRegion, averageRatingByRegion, revenueByCompany } = CASE_RESULTS;

test("a config that fits is left as it is", () => {
  const first = parseChartConfig({ type: "bar", x: "region", y: ["revenue"], title: "Mine" }, revenueByRegion);
  expect(first.mended).toEqual([]);
  expect(first.config).toMatchObject({ version: 1, type: "bar", x: "region", y: ["revenue"], title: "Mine" });
  expect(parseChartConfig(first.config, revenueByRegion)).toEqual({ config: first.config, mended: [] });
});

test("an unknown column becomes the nearest one, and that is said", () => {
  const { config, mended } = parseChartConfig({ type: "bar", x: "Regions", y: ["revenu"] }, revenueByRegion);
  expect(config).toMatchObject({ x: "region", y: ["revenue"] });
  expect(mended).toEqual([expect.stringContaining('"revenu"'), expect.stringContaining('"Regions"')]);
});

test("a column like no other is replaced by the chooser's", () => {
  const { config, mended } = parseChartConfig({ type: "bar", x: "zzz", y: ["qqq"] }, revenueByRegion);
  expect(config).toMatchObject({ x: "region", y: ["revenue"] });
  expect(mended.join(" ")).toMatch(/zzz/);
});

test("a type the data cannot carry becomes one that it can", () => {
  const { config, mended } = parseChartConfig({ type: "pie", x: "region", y: ["avg_rating"] }, averageRatingByRegion);
  expect(config.type).toBe("bar");
  expect(mended.join(" ")).toContain("does not add up");
});

test("rows that share a mark get an aggregation", () => {
  const { config } = parseChartConfig(
    { type: "bar", x: "region", y: ["revenue"], series: null, aggregation: "none" },
    revenueByMonthRegion,
  );
  expect(config.aggregation).toBe("sum");
});

test("fields nobody knows, options of the drawing library and markup are dropped", () => {
  const { config, mended } = parseChartConfig(
    {
      type: "bar",
      x: "region",
      y: ["revenue"],
      tooltip: { formatter: "<img src=x onerror=alert(1)>" },
      goalLine: { value: 5, label: null, onclick: "x" },
      title: "a\u0000b",
    },
    revenueByRegion,
  );
  expect(config).not.toHaveProperty("tooltip");
  expect(config.goalLine).toBeNull();
  expect(config.title).toBe("Revenue by region");
  expect(mended).toHaveLength(3);
});

test("a prototype is not a field", () => {
  const { config } = parseChartConfig(
    JSON.parse('{"type":"bar","__proto__":{"polluted":true},"constructor":1}'),
    revenueByCompany,
  );
  expect(chartConfigSchema.parse(config)).toEqual(config);
  expect(Object.getPrototypeOf(config)).toBe(Object.prototype);
});

test("whatever comes in, a valid config comes out that can be drawn and read again unchanged", () => {
  const results = Object.values(CASE_RESULTS);
  const text = fc.oneof(
    fc.constantFrom("bar", "pie", "line", "heatmap", "scatter", "region", "month", "revenue"),
    fc.string(),
  );
  const draft = fc.record(
    {
      type: text,
      x: fc.oneof(text, fc.constant(null)),
      y: fc.oneof(fc.array(text), text),
      series: text,
      size: text,
      aggregation: text,
      limit: fc.integer(),
      share: fc.boolean(),
      title: fc.string(),
      goalLine: fc.anything(),
      sort: fc.anything(),
      secondAxis: text,
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.oneof(draft, fc.anything()), fc.nat(results.length - 1), (input, index) => {
      const result = results[index] ?? revenueByRegion;
      const { config } = parseChartConfig(input, result);
      expect(chartConfigSchema.parse(config)).toEqual(config);
      expect(parseChartConfig(config, result).config).toEqual(config);
      expect(renderChartSvg(config, result, { width: 480, height: 300 })).not.toMatch(/NaN|undefined/);
    }),
    { numRuns: 80 },
  );
}, 60_000);
