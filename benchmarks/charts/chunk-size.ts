import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "vite";

/** What a browser loads for charts: the part every page with a chart has, and the chunk that comes with the first one. */
const root = new URL("../../", import.meta.url);
const ENTRY = "chart-page.ts";

const output = await build({
  root: fileURLToPath(root),
  configFile: false,
  logLevel: "silent",
  plugins: [
    {
      name: "chart-page",
      resolveId: (id) => (id.endsWith(ENTRY) ? `\0${ENTRY}` : undefined),
      load: (id) =>
        id === `\0${ENTRY}` ? 'export { ChartFigure } from "#app/components/chart/chart-figure.tsx";' : undefined,
    },
  ],
  build: {
    write: false,
    rollupOptions: {
      input: ENTRY,
      preserveEntrySignatures: "strict",
      external: ["react", "react/jsx-runtime", "react-dom"],
    },
  },
});
for (const bundle of Array.isArray(output) ? output : [output]) {
  if (!("output" in bundle)) continue;
  for (const chunk of bundle.output) {
    if (chunk.type !== "chunk") continue;
    const kilobytes = gzipSync(chunk.code).length / 1_000;
    process.stdout.write(
      `${chunk.isEntry ? "with the page" : "on demand"}   ${chunk.fileName.padEnd(32)} ${kilobytes.toFixed(1).padStart(7)} kB gzip\n`,
    );
  }
}
