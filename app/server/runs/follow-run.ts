import type { UIMessageChunk } from "ai";
import { readRun, touchReader, waitForNews, type RunKey } from "#app/server/runs/run-log.ts";
import { isRunAlive } from "#app/server/runs/run-store.ts";

/** Milliseconds between polls of a run that another process works on. */
const POLL_MS = 150;
/** Milliseconds between two signs of a reader's presence. */
const TOUCH_MS = 10_000;
/** Milliseconds of silence after which the runner's lease is checked. */
const SILENCE_MS = 5_000;

/**
 * Yields a run's chunks from `offset` on until it ends, wherever it runs. A run whose runner died is
 * settled as `interrupted` and ends with an error chunk. Ends quietly when `signal` aborts.
 */
export async function* followRun(
  key: RunKey,
  options: { offset?: number; signal: AbortSignal },
): AsyncGenerator<UIMessageChunk, void> {
  let offset = options.offset ?? 0;
  let touchedAt = -Infinity;
  let heardAt = performance.now();
  while (!options.signal.aborted) {
    const now = performance.now();
    if (now - touchedAt > TOUCH_MS) {
      await touchReader(key);
      touchedAt = now;
    }
    const { chunks, ended } = await readRun(key, offset);
    for (const chunk of chunks) yield chunk;
    if (ended) return;
    offset += chunks.length;
    if (chunks.length > 0) heardAt = performance.now();
    else if (performance.now() - heardAt > SILENCE_MS) {
      if (!(await isRunAlive(key))) {
        yield { type: "error", errorText: "This answer was interrupted. Ask again to get a new one." };
        return;
      }
      heardAt = performance.now();
    }
    await waitForNews(key, POLL_MS, options.signal);
  }
}
