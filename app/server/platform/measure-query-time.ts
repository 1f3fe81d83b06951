import { log } from "#app/server/platform/log.ts";
import { dependencySeconds } from "#app/server/platform/metrics.ts";

/** Milliseconds from which a call is worth a line in the log. */
const SLOW_MS = 1_000;

/**
 * Measures a call to another service: into the metrics always, into the log when slow.
 *
 * @param details `operation` is a name from the code, never text from a request.
 * @example
 * const rows = await measureQueryTime(() => loadRows(), { userId, operation: "data-fetch" });
 */
export async function measureQueryTime<Value>(
  work: () => Promise<Value>,
  details: { operation: string; userId?: string },
): Promise<Value> {
  const startedMs = performance.now();
  let outcome = "error";
  try {
    const value = await work();
    outcome = "ok";
    return value;
  } finally {
    const durationMs = performance.now() - startedMs;
    dependencySeconds.observe({ operation: details.operation, outcome }, durationMs / 1_000);
    if (durationMs >= SLOW_MS) log().warn({ ...details, outcome, durationMs: Math.round(durationMs) }, "slow call");
  }
}
