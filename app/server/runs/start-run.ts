import type { UIMessageChunk } from "ai";
import { createPartCollector } from "#app/server/runs/collect-parts.ts";
import { appendToRun, touchReader, type RunKey } from "#app/server/runs/run-log.ts";
import { finishRun, renewRunLease, type RunOutcome } from "#app/server/runs/run-store.ts";
import { reportError } from "#app/server/platform/report-error.ts";

/** Milliseconds of chunks gathered into one append. */
const BATCH_MS = 50;
/** Milliseconds between two looks at the stop flag while nothing is written. */
const HEARTBEAT_MS = 500;
/** Milliseconds between two renewals of the lease; a lease lasts four times as long. */
const RENEW_MS = 5_000;
/** Milliseconds after which a run is ended, whatever it does. */
const DEADLINE_MS = 120_000;

/** Why a run was ended from outside. */
export type RunEnding = "stopped" | "abandoned" | "deadline" | "lost" | "shutdown";

/** What a turn knows at its end, beside the parts it wrote. */
export type TurnSummary = Pick<RunOutcome, "status" | "analyst" | "errorCode" | "plan">;

/** A turn: yields chunks, returns how it went. Must end soon after `signal` aborts. */
export type Turn = (signal: AbortSignal) => AsyncGenerator<UIMessageChunk, TurnSummary>;

const activeRuns = new Map<string, { end(why: RunEnding): void; done: Promise<void> }>();

/**
 * Works through a claimed run, detached from the request that claimed it: appends its chunks in 50 ms
 * batches, renews the lease, obeys a stop within half a second, gives up 30 s after its last reader
 * left or after two minutes, and settles exactly once. Never throws.
 */
export function startRun(key: RunKey, worker: string, turn: Turn): void {
  const controller = new AbortController();
  const end = (why: RunEnding) => controller.abort(why);
  const done = work(key, worker, turn, controller.signal, end).finally(() => activeRuns.delete(key.runId));
  activeRuns.set(key.runId, { end, done });
}

/** Ends every run of this process and waits for them to settle: for shutdown. */
export async function drainRuns(graceMs: number): Promise<void> {
  const settled = () => Promise.all([...activeRuns.values()].map((run) => run.done));
  const grace = AbortSignal.timeout(graceMs);
  await Promise.race([settled(), new Promise((resolve) => grace.addEventListener("abort", resolve))]);
  for (const run of activeRuns.values()) run.end("shutdown");
  await settled();
}

async function work(
  key: RunKey,
  worker: string,
  turn: Turn,
  signal: AbortSignal,
  end: (why: RunEnding) => void,
): Promise<void> {
  const collector = createPartCollector();
  let pending: UIMessageChunk[] = [];
  let flushing = Promise.resolve();
  let touchedAt = performance.now();

  const flush = () => {
    flushing = flushing
      .then(async () => {
        const chunks = pending;
        const now = performance.now();
        if (chunks.length === 0 && now - touchedAt < HEARTBEAT_MS) return;
        pending = [];
        touchedAt = now;
        const signals = await appendToRun(key, chunks, false);
        if (signals.stopRequested) end("stopped");
        else if (!signals.hasReader) end("abandoned");
      })
      .catch((error: unknown) => reportError(error, { context: { operation: "run:append" } }));
  };
  const write = (chunk: UIMessageChunk) => {
    collector.add(chunk);
    pending.push(chunk);
  };
  const renew = () =>
    renewRunLease(key, worker).then(
      (held) => held || end("lost"),
      (error: unknown) => reportError(error, { context: { operation: "run:renew" } }),
    );

  const batches = setInterval(flush, BATCH_MS);
  const renewals = setInterval(renew, RENEW_MS);
  const deadline = setTimeout(() => end("deadline"), DEADLINE_MS);
  let summary: TurnSummary = { status: "failed", analyst: null, errorCode: "INTERNAL", plan: null };
  try {
    await touchReader(key);
    summary = await runTurn(turn, signal, write);
  } catch (error) {
    reportError(error, { context: { operation: "run:turn" } });
    write(failureChunk("INTERNAL", "Something went wrong on our side. Your question was kept; ask it again."));
  }
  clearInterval(batches);
  clearInterval(renewals);
  clearTimeout(deadline);
  await flushing;
  try {
    await finishRun(key, worker, { ...summary, parts: collector.parts() });
  } catch (error) {
    reportError(error, { context: { operation: "run:finish" } });
  }
  await appendToRun(key, [...pending, { type: "finish" }], true).catch((error: unknown) =>
    reportError(error, { context: { operation: "run:end" } }),
  );
}

async function runTurn(turn: Turn, signal: AbortSignal, write: (chunk: UIMessageChunk) => void): Promise<TurnSummary> {
  const chunks = turn(signal);
  for (;;) {
    const next = await chunks.next();
    if (next.done) return next.value;
    write(next.value);
  }
}

/** The data part that tells a reader what went wrong. */
export function failureChunk(code: string, message: string, hint: string | null = null): UIMessageChunk {
  return { type: "data-failure", id: "failure", data: { code, message, hint } };
}
