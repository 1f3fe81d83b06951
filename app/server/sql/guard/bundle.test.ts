import { execFile } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";

import { expect, test } from "vitest";
import { build } from "vite";

const projectDir = path.resolve(import.meta.dirname, "../../../..");
const run = promisify(execFile);

const PROGRAM = `
import { guardSql } from "#app/server/sql/guard/guard-sql.ts";
import { exampleCatalog } from "#app/server/sql/guard/catalog.fixture.ts";
const verdicts = await Promise.all(["select id from invoices", "select pg_sleep(1)"].map((sql) => guardSql(sql, exampleCatalog())));
console.log(verdicts.map((verdict) => (verdict.ok ? "accepted" : verdict.code)).join(" "));
`;

test(
  "the workers start from source under plain Node and from a bundled server, and let the process end",
  { timeout: 60_000 },
  async () => {
    const folder = path.join(projectDir, ".data", `bundle-test-${process.pid}`);
    mkdirSync(folder, { recursive: true });
    try {
      const source = path.join(folder, "program.ts");
      writeFileSync(source, PROGRAM);
      await build({
        root: projectDir,
        configFile: false,
        logLevel: "silent",
        resolve: { tsconfigPaths: true },
        build: {
          ssr: source,
          outDir: folder,
          emptyOutDir: false,
          rollupOptions: { output: { entryFileNames: "bundle.mjs" } },
        },
      });
      for (const file of [source, path.join(folder, "bundle.mjs")]) {
        const { stdout } = await run(process.execPath, [file], { timeout: 20_000 });
        expect(stdout.trim()).toBe("accepted FUNCTION");
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
