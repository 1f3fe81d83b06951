import { expect, onTestFinished, test, vi } from "vitest";
import { type Check, runChecks } from "./run-checks.ts";

const passing: Check = { name: "good", run: async () => ({ passed: 2, failed: 0, skipped: 1 }) };
const failing: Check = { name: "bad", run: async () => ({ passed: 1, failed: 3, skipped: 0 }) };
const impossible: Check = {
  name: "ugly",
  async run() {
    throw new Error("no browser here");
  },
};

test("every check runs whatever fails, and the last line counts them all", async () => {
  const lines = captureOutput();
  expect(await runChecks([failing, impossible, passing], [])).toBe(1);
  expect(lines.at(-1)).toBe("3 passed, 4 failed, 1 skipped");
  expect(lines).toContain("no browser here");
});

test("the exit code is 0 only when nothing failed and something passed", async () => {
  captureOutput();
  expect(await runChecks([passing], [])).toBe(0);
  expect(await runChecks([], [])).toBe(1);
});

test("checks are chosen by name, and a wrong name is named", async () => {
  const lines = captureOutput();
  expect(await runChecks([passing, failing], ["good"])).toBe(0);
  expect(await runChecks([passing, failing], ["typo"])).toBe(1);
  expect(lines.at(-1)).toBe("There is no check typo. There are: good, bad.");
});

function captureOutput(): string[] {
  const lines: string[] = [];
  for (const method of ["log", "error"] as const) {
    const spy = vi.spyOn(console, method).mockImplementation((text: string) => void lines.push(...text.split("\n")));
    onTestFinished(() => spy.mockRestore());
  }
  return lines;
}
