import { createRequire } from "node:module";
import { Resvg } from "@resvg/resvg-js";
import type { ChartConfig } from "#app/charts/chart-config-schema.ts";
import type { ChartInput } from "#app/charts/chart-input.ts";
import { exportChartSvg, type ExportOptions } from "./export-chart-svg.ts";

const LARGEST_PIXELS = 4_096;

/** Scripts the bundled Inter has glyphs for; any other text also gets the machine's own fonts. */
const COVERED = /^[\u0000-\u052f\u1e00-\u22ff\u25a0-\u25ff\ufb00-\ufb06\ufffd]*$/u;

/**
 * A chart as a PNG, rendered on the server from the same SVG as the export, in Inter (a TTF, because the renderer
 * draws no text from woff2). `scale` 2 is for screens with two pixels a CSS pixel; the width is capped at 4,096.
 * Null for a table, which has no picture. Synchronous: some 50 ms for a page-wide chart.
 */
export function renderChartPng(
  config: ChartConfig,
  result: ChartInput,
  { scale = 2, ...options }: ExportOptions & { scale?: number } = {},
): Uint8Array | null {
  const svg = exportChartSvg(config, result, options);
  if (svg === "") return null;
  const width = Math.min(LARGEST_PIXELS, Math.round((options.width ?? 768) * scale));
  const image = new Resvg(svg, {
    fitTo: { mode: "width", value: width },
    font: {
      fontFiles: fontFiles(),
      loadSystemFonts: !COVERED.test(svg),
      defaultFontFamily: "Inter",
      sansSerifFamily: "Inter",
    },
  });
  return image.render().asPng();
}

function fontFiles(): string[] {
  const { resolve } = createRequire(import.meta.url);
  return ["400Regular/Inter_400Regular.ttf", "500Medium/Inter_500Medium.ttf", "600SemiBold/Inter_600SemiBold.ttf"].map(
    (file) => resolve(`@expo-google-fonts/inter/${file}`),
  );
}
