import { expect, test } from "vitest";
import { readPlaywrightReport, readVitestReport } from "./read-report.ts";

test("a test file that could not be loaded counts as one failure", () => {
  const report = {
    numPassedTests: 5,
    numFailedTests: 1,
    numPendingTests: 2,
    numTodoTests: 1,
    testResults: [
      { status: "passed", assertionResults: [{ status: "passed" }] },
      { status: "failed", assertionResults: [{ status: "failed" }, { status: "passed" }] },
      { status: "failed", assertionResults: [] },
    ],
  };
  expect(readVitestReport(JSON.stringify(report))).toEqual({ passed: 5, failed: 2, skipped: 3 });
});

test("Playwright's own errors count as failures", () => {
  const report = {
    errors: [{ message: "no tests found" }],
    stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 2 },
  };
  expect(readPlaywrightReport(JSON.stringify(report))).toEqual({ passed: 4, failed: 2, skipped: 2 });
});
