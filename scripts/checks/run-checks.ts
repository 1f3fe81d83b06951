export type Counts = { passed: number; failed: number; skipped: number };

export type Check = {
  /** One word: naming it on the command line runs only this check. */
  name: string;
  /** What it runs. Throws, with a message for people, when it cannot run at all: that is one failure. */
  run(): Promise<Counts>;
};

/**
 * Runs checks one after the other, all of them whatever fails, and prints `N passed, N failed` as the last line. Words on
 * the command line choose checks by name.
 *
 * @returns the exit code: 0 only when nothing failed and something ran
 */
export async function runChecks(checks: Check[], chosen: string[]): Promise<number> {
  const unknown = chosen.filter((name) => !checks.some((check) => check.name === name));
  if (unknown.length > 0) {
    console.error(
      `There is no check ${unknown.join(", ")}. There are: ${checks.map((check) => check.name).join(", ")}.`,
    );
    return 1;
  }
  const total: Counts = { passed: 0, failed: 0, skipped: 0 };
  const summary: string[] = [];
  for (const check of checks.filter(({ name }) => chosen.length === 0 || chosen.includes(name))) {
    console.log(`\n== ${check.name}`);
    const startedAt = performance.now();
    const counts = await runCheck(check);
    for (const key of ["passed", "failed", "skipped"] as const) total[key] += counts[key];
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    summary.push(`${check.name.padEnd(8)} ${seconds.padStart(6)} s  ${formatCounts(counts)}`);
  }
  console.log(`\n${summary.join("\n")}\n${formatCounts(total)}`);
  return total.failed === 0 && total.passed > 0 ? 0 : 1;
}

export function formatCounts({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

async function runCheck(check: Check): Promise<Counts> {
  try {
    return await check.run();
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    return { passed: 0, failed: 1, skipped: 0 };
  }
}
