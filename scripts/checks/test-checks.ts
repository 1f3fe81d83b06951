import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { projectTool } from "#scripts/project-tool.ts";
import { findChromium } from "./find-chromium.ts";
import { readPlaywrightReport, readVitestReport } from "./read-report.ts";
import type { Check, Counts } from "./run-checks.ts";
import { runCommand } from "./run-command.ts";

const timeoutMs = 30 * 60_000;

/** Vitest; without projects all of them run: unit, integration, types. */
export function vitestCheck(name: string, ...projects: string[]): Check {
  return {
    name,
    run: () =>
      withReport(readVitestReport, (report) =>
        runCommand(
          projectTool(
            "vitest",
            "run",
            "--reporter=default",
            "--reporter=json",
            `--outputFile.json=${report}`,
            ...projects.map((project) => `--project=${project}`),
          ),
          { timeoutMs },
        ),
      ),
  };
}

/** Playwright, in a Chromium that is found or installed first. */
export const endToEndCheck: Check = {
  name: "e2e",
  async run() {
    const chromium = await findChromium();
    return await withReport(readPlaywrightReport, (report) =>
      runCommand(projectTool("@playwright/test", "test", "--reporter=list,json"), {
        timeoutMs,
        environment: { CHROMIUM_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
      }),
    );
  },
};

/** Runs tests and counts them from their report. An exit code that the report does not explain is one failure more. */
async function withReport(read: (text: string) => Counts, run: (report: string) => Promise<number>): Promise<Counts> {
  const folder = mkdtempSync(path.join(tmpdir(), "plainchart-report-"));
  try {
    const report = path.join(folder, "report.json");
    const exitCode = await run(report);
    const counts = readCounts(report, read);
    return exitCode !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readCounts(report: string, read: (text: string) => Counts): Counts {
  try {
    return read(readFileSync(report, "utf8"));
  } catch {
    console.error("The tests left no readable report.");
    return { passed: 0, failed: 1, skipped: 0 };
  }
}
