import { init } from "echarts/core";
import type { ChartInput } from "#app/charts/chart-input.ts";
import { CASE_RESULTS } from "#app/charts/cases/case-results.ts";
import { chooseChart } from "#app/charts/choose-chart.ts";
import { renderChartPng } from "#app/charts/export/render-chart-png.server.ts";
import { parseChartConfig } from "#app/charts/config.ts";
import { renderChartSvg } from "#app/charts/render-svg.ts";

/** Times what a chart costs on the server. `node benchmarks/charts/run.ts [rounds]` */
const rounds = Number(process.argv[2] ?? 100);
const SIZE = { width: 720, height: 340 };

const bars: ChartInput = {
  columns: [
    { name: "company", type: "text" },
    { name: "revenue", type: "numeric" },
  ],
  rows: Array.from({ length: 12 }, (_, index) => [`Company ${index}`, String(9_000 - index * 531)]),
};
const line = instants(10_000);
const large = instants(100_000);

const barConfig = chooseChart(bars).config;
const lineConfig = chooseChart(line).config;
const usual = Object.values(CASE_RESULTS).filter(({ rows }) => rows.length <= 300);
let turn = 0;

report("choose, results of up to 300 rows", rounds * 10, () =>
  chooseChart(usual[(turn += 1) % usual.length] ?? bars, { question: "revenue by company" }),
);
report("mend a stored config", rounds * 10, () => parseChartConfig(barConfig, bars));
report("SVG, 12 bars", rounds, () => renderChartSvg(barConfig, bars, SIZE));
report("  the library alone, its defaults", rounds, () => drawAlone("bar", bars));
report("SVG, line of 10,000 points", rounds, () => renderChartSvg(lineConfig, line, SIZE));
report("  the library alone, all points", rounds, () => drawAlone("line", line));
report("SVG, line of 100,000 points", Math.ceil(rounds / 10), () => renderChartSvg(lineConfig, large, SIZE));
report("choose, 100,000 rows", Math.ceil(rounds / 10), () => chooseChart(large));
report("PNG, 12 bars, two pixels a pixel", Math.ceil(rounds / 5), () => renderChartPng(barConfig, bars));

function instants(count: number): ChartInput {
  return {
    columns: [
      { name: "at", type: "timestamptz" },
      { name: "load", type: "float8" },
    ],
    rows: Array.from({ length: count }, (_, index) => [
      new Date(Date.UTC(2024, 0, 1) + index * 61_000).toISOString(),
      50 + 40 * Math.sin(index / 300) + (index % 13),
    ]),
  };
}

function drawAlone(type: "bar" | "line", { rows }: ChartInput): string {
  const chart = init(null, null, { renderer: "svg", ssr: true, ...SIZE });
  chart.setOption({
    animation: false,
    xAxis: { type: "category", data: rows.map(([x]) => x) },
    yAxis: { type: "value" },
    series: [{ type, data: rows.map(([, y]) => Number(y)) }],
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}

function report(label: string, count: number, work: () => unknown): void {
  for (let index = 0; index < Math.max(5, count / 5); index += 1) work();
  const times = Array.from({ length: count }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  }).sort((a, b) => a - b);
  const at = (portion: number) =>
    (times[Math.min(times.length - 1, Math.floor(times.length * portion))] ?? 0).toFixed(3);
  process.stdout.write(`${label.padEnd(38)} p50 ${at(0.5).padStart(9)} ms   p95 ${at(0.95).padStart(9)} ms\n`);
}
