import { chooseChart } from "#app/charts/choose-chart.ts";
import { GALLERY_TYPES, GALLERY_VARIANTS, galleryResult } from "#app/charts/gallery/gallery-results.ts";
import { renderChartSvg } from "#app/charts/render-svg.ts";
import { ChartGallery } from "#app/components/gallery/chart-gallery.tsx";
import { openGallery } from "#app/server/actions/operations/open-gallery.ts";
import { asLoader } from "@/lib/actions";
import type { Route } from "./+types/charts.ts";

export const loader = asLoader(async ({ url }: Route.LoaderArgs) => {
  await openGallery({});
  const type = GALLERY_TYPES.find((name) => name === url.searchParams.get("type")) ?? "bar";
  const charts = GALLERY_VARIANTS.map((variant) => {
    const result = galleryResult(type, variant);
    // An empty result keeps the chart it had, as a saved answer does whose rows are gone.
    const chosenFrom = variant === "empty" ? galleryResult(type, "realistic") : result;
    const { config } = chooseChart(chosenFrom, { preferredChartTypes: [type] });
    return { variant, config, result, svg: renderChartSvg(config, result, { width: 720, height: 360 }) };
  });
  return { type, types: GALLERY_TYPES, charts };
});

export default function Charts({ loaderData }: Route.ComponentProps) {
  return (
    <>
      <title>Charts · Plainchart</title>
      <ChartGallery {...loaderData} />
    </>
  );
}
