import { reportError } from "#app/server/platform/report-error.ts";
import type { LiveRun } from "#app/server/runs/live-run.ts";
import { appendToRun, countLogged, type RunKey, type RunSignals } from "#app/server/runs/run-log.ts";

/** Milliseconds between two appends, and so the size of a batch. */
const BATCH_MS = 50;
/** Milliseconds between two looks at the stop flag while nothing is written. */
const HEARTBEAT_MS = 500;

/**
 * Copies a live run's chunks to its log in Redis, one append at a time, and hands over what readers elsewhere
 * ask for. A failed append loses nothing: the next one asks how much had arrived and goes on from there.
 */
export function mirrorRun(key: RunKey, live: LiveRun, onSignals: (signals: RunSignals) => void) {
  let mirrored = 0;
  let uncertain = false;
  let touchedAt = -Infinity;
  let appending: Promise<void> | undefined;

  async function append(ended: boolean): Promise<void> {
    try {
      if (uncertain) mirrored = await countLogged(key);
      uncertain = false;
      const chunks = live.chunks.slice(mirrored);
      touchedAt = performance.now();
      const signals = await appendToRun(key, chunks, ended);
      mirrored += chunks.length;
      if (!ended) onSignals(signals);
    } catch (error) {
      uncertain = true;
      reportError(error, { context: { operation: "run:append", runId: key.runId } });
    }
  }

  function tick(): void {
    const waited = performance.now() - touchedAt;
    // After a failure the beat is slower, so that an outage is not met with a storm.
    const due = live.chunks.length > mirrored && !uncertain ? waited >= BATCH_MS : waited >= HEARTBEAT_MS;
    if (appending || !due) return;
    appending = append(false).finally(() => (appending = undefined));
  }

  const timer = setInterval(tick, BATCH_MS);
  return {
    /** Appends what is missing and closes the log; gives up after `limitMs`. */
    async finish(limitMs: number): Promise<void> {
      clearInterval(timer);
      const limit = new Promise((resolve) => setTimeout(resolve, limitMs).unref());
      await Promise.race([Promise.resolve(appending).then(() => append(true)), limit]);
    },
  };
}
