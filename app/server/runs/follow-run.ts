import type { UIMessageChunk } from "ai";
import { findLiveRun, type LiveRun } from "#app/server/runs/live-run.ts";
import { readRun, touchReader, type RunKey } from "#app/server/runs/run-log.ts";
import { isRunAlive } from "#app/server/runs/run-store.ts";
import { seconds } from "#app/server/platform/clock.ts";

/** Milliseconds between polls of a run that another process works on. */
const POLL_MS = 150;
/** Milliseconds between two signs of a reader's presence. */
const TOUCH_MS = seconds(10);
/** Milliseconds of silence after which the runner's lease is checked. */
const SILENCE_MS = seconds(5);

type FollowOptions = { offset?: number; signal: AbortSignal };

/**
 * Yields a run's chunks from `offset` on until it ends: from memory where this process works on it, else from
 * its log. A run whose worker died is settled as `interrupted` and ends with an error chunk. Ends quietly
 * when `signal` aborts.
 */
export function followRun(key: RunKey, options: FollowOptions): AsyncGenerator<UIMessageChunk, void> {
  const live = findLiveRun(key);
  return live ? followHere(live, options) : followElsewhere(key, options);
}

async function* followHere(live: LiveRun, { offset = 0, signal }: FollowOptions): AsyncGenerator<UIMessageChunk, void> {
  let next = offset;
  while (!signal.aborted) {
    live.readAt = performance.now();
    while (next < live.chunks.length) yield live.chunks[next++]!;
    if (live.ended) return;
    await live.news(TOUCH_MS, signal);
  }
}

async function* followElsewhere(
  key: RunKey,
  { offset = 0, signal }: FollowOptions,
): AsyncGenerator<UIMessageChunk, void> {
  let next = offset;
  let touchedAt = -Infinity;
  let heardAt = performance.now();
  while (!signal.aborted) {
    if (performance.now() - touchedAt > TOUCH_MS) {
      await touchReader(key);
      touchedAt = performance.now();
    }
    const { chunks, ended } = await readRun(key, next);
    for (const chunk of chunks) yield chunk;
    if (ended) return;
    next += chunks.length;
    if (chunks.length > 0) heardAt = performance.now();
    else if (performance.now() - heardAt > SILENCE_MS) {
      if (!(await isRunAlive(key))) {
        yield { type: "error", errorText: "This answer was interrupted. Ask again to get a new one." };
        return;
      }
      heardAt = performance.now();
    }
    await pause(POLL_MS, signal);
  }
}

function pause(durationMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, durationMs);
    signal.addEventListener("abort", done, { once: true });
    if (signal.aborted) done();
  });
}
