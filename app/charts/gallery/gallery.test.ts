import { expect, test } from "vitest";
import { chooseChart } from "#app/charts/choose-chart.ts";
import { exportChartSvg } from "#app/charts/export/export-chart-svg.ts";
import { renderChartSvg } from "#app/charts/render-svg.ts";
import { GALLERY_TYPES, GALLERY_VARIANTS, galleryResult } from "./gallery-results.ts";
import { normaliseSvg } from "./normalise-svg.ts";

const SIZE = { width: 720, height: 340 };

const CASES = GALLERY_TYPES.flatMap((type) => GALLERY_VARIANTS.map((variant) => ({ type, variant })));

function draw({ type, variant }: (typeof CASES)[number]) {
  const result = galleryResult(type, variant);
  // An empty result keeps the chart it had, as a saved answer does whose rows are gone.
  const { config } = chooseChart(variant === "empty" ? galleryResult(type, "realistic") : result, {
    preferredChartTypes: [type],
  });
  return { config, result };
}

test.each(CASES)("$type with $variant data looks as it was approved", async (one) => {
  const { config, result } = draw(one);
  const svg = renderChartSvg(config, result, SIZE);
  expect(svg).not.toMatch(/NaN|undefined|Infinity|<style|<script/);
  await expect(normaliseSvg(svg)).toMatchFileSnapshot(`__snapshots__/${one.type}-${one.variant}.svg`);
});

test.each(GALLERY_TYPES.flatMap((type) => (["light", "dark"] as const).map((theme) => ({ type, theme }))))(
  "$type exports in the $theme theme as it was approved",
  async ({ type, theme }) => {
    const { config, result } = draw({ type, variant: "realistic" });
    const svg = exportChartSvg(config, result, { theme });
    expect(svg).not.toContain("var(");
    await expect(normaliseSvg(svg)).toMatchFileSnapshot(`__snapshots__/export-${type}-${theme}.svg`);
  },
);
