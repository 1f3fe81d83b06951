import {
  GALLERY_TYPES,
  GALLERY_VARIANTS,
  galleryResult,
  type GalleryType,
  type GalleryVariant,
} from "#app/charts/gallery/gallery-results.ts";
import { chooseChart } from "#app/charts/choose-chart.ts";
import type { ChartConfig } from "#app/charts/config.ts";
import { ChartFigure } from "./chart-figure.tsx";

export type GalleryPicture = { type: GalleryType; variant: GalleryVariant; config: ChartConfig; svg: string };

/** Every chart with every kind of data, drawn by `draw` (the server's `renderChartSvg`). For development only. */
export function drawGallery(
  draw: (config: ChartConfig, result: ReturnType<typeof galleryResult>) => string,
): GalleryPicture[] {
  return GALLERY_TYPES.flatMap((type) =>
    GALLERY_VARIANTS.map((variant) => {
      const result = galleryResult(type, variant);
      const { config } = chooseChart(variant === "empty" ? galleryResult(type, "realistic") : result, {
        preferredChartTypes: [type],
      });
      return { type, variant, config, svg: draw(config, result) };
    }),
  );
}

export function ChartGallery({ pictures }: { pictures: GalleryPicture[] }) {
  return (
    <div className="grid gap-10 lg:grid-cols-2">
      {pictures.map(({ type, variant, config, svg }) => (
        <section key={`${type}-${variant}`} className="min-w-0 border-t border-rule pt-4">
          <h2 className="mb-3 text-small text-ink-faint">{`${type}, ${variant}`.replaceAll("_", " ")}</h2>
          <ChartFigure config={config} result={galleryResult(type, variant)} svg={svg} />
        </section>
      ))}
    </div>
  );
}
