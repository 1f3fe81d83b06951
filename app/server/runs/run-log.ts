import type { UIMessageChunk } from "ai";
import { findLiveRun } from "#app/server/runs/live-run.ts";
import { redis } from "#app/server/platform/redis.ts";

/** Which run: the organisation is part of every key, so that an id alone never reaches another's run. */
export type RunKey = { orgId: string; runId: string };

/** Seconds a finished run's chunks stay readable. */
const LOG_TTL_SECONDS = 3600;

/** Seconds a run goes on after its last reader left. */
export const READER_TTL_SECONDS = 30;

const END = "end";

const logKey = ({ orgId, runId }: RunKey) => `run:${orgId}:${runId}`;
const stopKey = (key: RunKey) => `${logKey(key)}:stop`;
const readerKey = (key: RunKey) => `${logKey(key)}:reader`;

/** What a runner learns each time it touches its log. */
export type RunSignals = { stopRequested: boolean; hasReader: boolean };

/**
 * Appends chunks to a run's log (none is fine: a heartbeat) and reports what readers elsewhere asked for, in
 * one round trip. `ended` closes the log: no chunk may follow.
 */
export async function appendToRun(key: RunKey, chunks: readonly UIMessageChunk[], ended: boolean): Promise<RunSignals> {
  const pipeline = redis().pipeline();
  const entries = chunks.map((chunk) => JSON.stringify(chunk));
  if (ended) entries.push(END);
  const [first, ...rest] = entries;
  if (first !== undefined) pipeline.rpush(logKey(key), first, ...rest);
  pipeline.expire(logKey(key), LOG_TTL_SECONDS);
  pipeline.exists(stopKey(key));
  pipeline.exists(readerKey(key));
  const replies = await pipeline.exec<unknown[]>();
  return { stopRequested: replies.at(-2) === 1, hasReader: replies.at(-1) === 1 };
}

/** Entries in a run's log: what arrived of an append whose answer was lost. */
export function countLogged(key: RunKey): Promise<number> {
  return redis().llen(logKey(key));
}

/** Chunks from `offset` on, as far as they are there. */
export async function readRun(key: RunKey, offset: number): Promise<{ chunks: UIMessageChunk[]; ended: boolean }> {
  const entries = await redis().lrange<unknown>(logKey(key), offset, -1);
  const ended = entries.at(-1) === END;
  const chunks = (ended ? entries.slice(0, -1) : entries).map(
    (entry) => (typeof entry === "string" ? JSON.parse(entry) : entry) as UIMessageChunk,
  );
  return { chunks, ended };
}

/** Says that somebody in another process is reading; lasts thirty seconds. */
export async function touchReader(key: RunKey): Promise<void> {
  await redis().set(readerKey(key), 1, { ex: READER_TTL_SECONDS });
}

/** Asks the runner, wherever it is, to stop. Harmless for a run that has ended. */
export async function flagStop(key: RunKey): Promise<void> {
  const live = findLiveRun(key);
  if (live) live.stopRequested = true;
  else await redis().set(stopKey(key), 1, { ex: LOG_TTL_SECONDS });
}
