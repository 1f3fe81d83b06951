import type { ChartInput } from "#app/charts/chart-input.ts";
import type { ChartConfig } from "#app/charts/config.ts";
import { ChartFigure } from "#app/components/chart/chart-figure.tsx";

type ChartGalleryProps = {
  type: string;
  types: readonly string[];
  charts: { variant: string; config: ChartConfig; result: ChartInput; svg: string }[];
};

/** Every state of one chart type, as the app shows it. Never linked from the product. */
export function ChartGallery({ type, types, charts }: ChartGalleryProps) {
  return (
    <main id="main" className="mx-auto max-w-3xl px-4 py-10">
      <h1 className="pb-4 text-title font-semibold">Charts</h1>
      <nav aria-label="Chart types" className="flex flex-wrap gap-x-4 gap-y-2 border-b border-rule pb-4">
        {types.map((name) => (
          <a key={name} className="link" href={`?type=${name}`} aria-current={name === type ? "page" : undefined}>
            {name.replaceAll("_", " ")}
          </a>
        ))}
      </nav>
      <div className="divide-y divide-rule">
        {charts.map(({ variant, config, result, svg }) => (
          <section key={`${type}-${variant}`} className="py-8">
            <h2 className="pb-3 text-small text-ink-faint">{variant.replaceAll("_", " ")}</h2>
            <ChartFigure config={config} result={result} svg={svg} />
          </section>
        ))}
      </div>
    </main>
  );
}
