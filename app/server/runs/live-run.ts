import type { UIMessageChunk } from "ai";
import { EventEmitter } from "node:events";
import type { RunKey } from "#app/server/runs/run-log.ts";

/** Milliseconds a finished run stays readable from memory; afterwards its log in Redis is read. */
const KEPT_MS = 60_000;

/**
 * A run of this process: its chunks in memory. Readers in the same process follow these, so that they
 * need no Redis; the log in Redis mirrors them for readers elsewhere.
 */
export type LiveRun = {
  readonly chunks: readonly UIMessageChunk[];
  readonly ended: boolean;
  /** Milliseconds, monotonic; when a reader of this process last looked. */
  readAt: number;
  /** Set by a stop that was asked for in this process. */
  stopRequested: boolean;
  write(chunk: UIMessageChunk): void;
  end(): void;
  /** Resolves at the next chunk or end, after `timeoutMs`, or when `signal` aborts. */
  news(timeoutMs: number, signal: AbortSignal): Promise<void>;
};

const liveRuns = new Map<string, LiveRun>();

/** The run, where this process works on it or has just finished it. */
export function findLiveRun({ orgId, runId }: RunKey): LiveRun | undefined {
  return liveRuns.get(`${orgId} ${runId}`);
}

/** Begins a run's chunks. They are dropped a minute after `end`. */
export function createLiveRun({ orgId, runId }: RunKey): LiveRun {
  const chunks: UIMessageChunk[] = [];
  const events = new EventEmitter().setMaxListeners(0);
  let ended = false;
  const run: LiveRun = {
    chunks,
    get ended() {
      return ended;
    },
    readAt: performance.now(),
    stopRequested: false,
    write(chunk) {
      chunks.push(chunk);
      events.emit("news");
    },
    end() {
      ended = true;
      events.emit("news");
      setTimeout(() => liveRuns.delete(`${orgId} ${runId}`), KEPT_MS).unref();
    },
    news: (timeoutMs, signal) => waitFor(events, timeoutMs, signal),
  };
  liveRuns.set(`${orgId} ${runId}`, run);
  return run;
}

function waitFor(events: EventEmitter, timeoutMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      events.off("news", done);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, timeoutMs);
    events.once("news", done);
    signal.addEventListener("abort", done, { once: true });
    if (signal.aborted) done();
  });
}
