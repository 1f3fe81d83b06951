import type { UIMessageChunk } from "ai";
import { createPartCollector } from "#app/server/runs/collect-parts.ts";
import { createLiveRun, type LiveRun } from "#app/server/runs/live-run.ts";
import { mirrorRun } from "#app/server/runs/mirror-run.ts";
import { READER_TTL_SECONDS, type RunKey, type RunSignals } from "#app/server/runs/run-log.ts";
import { finishRun, renewRunLease, type RunOutcome } from "#app/server/runs/run-store.ts";
import { seconds } from "#app/server/platform/clock.ts";
import { reportError } from "#app/server/platform/report-error.ts";

/** Milliseconds between two looks at what this process's readers ask for. */
const WATCH_MS = 100;
/** Milliseconds between two renewals of the lease; a lease lasts four times as long. */
const RENEW_MS = seconds(5);
/** Milliseconds after which a run is ended, whatever it does. */
const DEADLINE_MS = seconds(120);
/** Milliseconds a turn has to end after it was told to. */
const ABORT_GRACE_MS = seconds(10);
/** Milliseconds for the log's last append. */
const LAST_APPEND_MS = seconds(4);

/** Why a run was ended from outside. */
export type RunEnding = "stopped" | "abandoned" | "deadline" | "lost" | "shutdown";

/** What a turn knows at its end, beside the parts it wrote. */
export type TurnSummary = Pick<RunOutcome, "status" | "analyst" | "errorCode" | "plan">;

/** A turn: yields chunks, returns how it went. Must end soon after `signal` aborts. */
export type Turn = (signal: AbortSignal) => AsyncGenerator<UIMessageChunk, TurnSummary>;

const activeRuns = new Map<string, { end(why: RunEnding): void; done: Promise<void> }>();

/**
 * Works through a claimed run, detached from the request that claimed it: keeps its chunks in memory for
 * readers here and mirrors them to Redis for readers elsewhere, renews the lease, obeys a stop within half a
 * second, gives up 30 s after its last reader left or after two minutes, and settles exactly once. It needs no
 * Redis to finish. Never throws.
 */
export function startRun(key: RunKey, worker: string, turn: Turn): void {
  const controller = new AbortController();
  const end = (why: RunEnding) => controller.abort(why);
  // Made before this returns, so that the asker's own reader finds it.
  const live = createLiveRun(key);
  const done = work(key, worker, live, turn, controller.signal, end).finally(() => activeRuns.delete(key.runId));
  activeRuns.set(key.runId, { end, done });
}

/** Waits for this process's runs, ends the ones left after `graceMs`, and waits a little for those: for shutdown. */
export async function drainRuns(graceMs: number): Promise<void> {
  const settled = () => Promise.all([...activeRuns.values()].map((run) => run.done));
  const within = (limitMs: number) =>
    Promise.race([settled(), new Promise((resolve) => setTimeout(resolve, limitMs).unref())]);
  await within(graceMs);
  for (const run of activeRuns.values()) run.end("shutdown");
  await within(ABORT_GRACE_MS);
}

async function work(
  key: RunKey,
  worker: string,
  live: LiveRun,
  turn: Turn,
  signal: AbortSignal,
  end: (why: RunEnding) => void,
): Promise<void> {
  const collector = createPartCollector();
  const write = (chunk: UIMessageChunk) => {
    collector.add(chunk);
    live.write(chunk);
  };
  const mirror = mirrorRun(key, live, (elsewhere) => obey(live, elsewhere, end));
  const watch = setInterval(() => live.stopRequested && end("stopped"), WATCH_MS);
  const renewals = setInterval(() => void renew(key, worker, end), RENEW_MS);
  const deadline = setTimeout(() => end("deadline"), DEADLINE_MS);
  let summary: TurnSummary = { status: "failed", analyst: null, errorCode: "INTERNAL", plan: null };
  try {
    summary = await runTurn(turn, signal, write);
  } catch (error) {
    reportError(error, { context: { operation: "run:turn", runId: key.runId } });
    write(failureChunk("INTERNAL", "Something went wrong on our side. Your question was kept; ask it again."));
  }
  for (const timer of [watch, renewals]) clearInterval(timer);
  clearTimeout(deadline);
  await settle(key, worker, { ...summary, parts: collector.parts() });
  live.write({ type: "finish" });
  live.end();
  await mirror.finish(LAST_APPEND_MS);
}

/** Ends a run that somebody elsewhere stopped, or that nobody anywhere reads any more. */
function obey(live: LiveRun, { stopRequested, hasReader }: RunSignals, end: (why: RunEnding) => void): void {
  const readHere = performance.now() - live.readAt < seconds(READER_TTL_SECONDS);
  if (stopRequested) end("stopped");
  else if (!hasReader && !readHere) end("abandoned");
}

async function renew(key: RunKey, worker: string, end: (why: RunEnding) => void): Promise<void> {
  try {
    const { active, stopRequested } = await renewRunLease(key, worker);
    if (!active) end("lost");
    else if (stopRequested) end("stopped");
  } catch (error) {
    reportError(error, { context: { operation: "run:renew", runId: key.runId } });
  }
}

async function settle(key: RunKey, worker: string, outcome: RunOutcome): Promise<void> {
  try {
    await finishRun(key, worker, outcome);
  } catch (error) {
    // The lease runs out, and the run is told apart as interrupted.
    reportError(error, { context: { operation: "run:finish", runId: key.runId } });
  }
}

async function runTurn(turn: Turn, signal: AbortSignal, write: (chunk: UIMessageChunk) => void): Promise<TurnSummary> {
  const overdue = Promise.withResolvers<never>();
  signal.addEventListener("abort", () => {
    setTimeout(() => overdue.reject(new Error("A turn did not end when told to.")), ABORT_GRACE_MS).unref();
  });
  overdue.promise.catch(() => undefined);
  const chunks = turn(signal);
  for (;;) {
    const next = await Promise.race([chunks.next(), overdue.promise]);
    if (next.done) return next.value;
    write(next.value);
  }
}

/** The data part that tells a reader what went wrong. */
export function failureChunk(code: string, message: string, hint: string | null = null): UIMessageChunk {
  return { type: "data-failure", id: "failure", data: { code, message, hint } };
}
