import { minutes, nowMs } from "#app/server/platform/clock.ts";
import { redis } from "#app/server/platform/redis.ts";

/** No block is longer than this, however stubborn the client. */
const MAX_BLOCK_MS = minutes(15);
const MAX_LOCAL_BLOCKS = 50_000;

/** Blocks this process knows of, by its monotonic clock; they spare Redis the rest of a flood. */
const local = new Map<string, number>();

/** Until when a key is blocked, by what this process knows; 0 where it is not. */
export function blockedLocallyUntil(key: string): number {
  const untilMs = local.get(key);
  if (untilMs === undefined) return 0;
  const leftMs = untilMs - performance.now();
  if (leftMs > 0) return nowMs() + leftMs;
  local.delete(key);
  return 0;
}

/** Until when a key is blocked, by what any copy of the app has written. */
export async function readBlock(key: string): Promise<number> {
  const untilMs = Number((await redis().get<number | string>(blockKey(key))) ?? 0);
  if (untilMs > nowMs()) remember(key, untilMs);
  return untilMs > nowMs() ? untilMs : 0;
}

/**
 * Blocks a key that has just gone over its limit. The first violation waits for the window to end; each
 * further one within a window of the last block doubles the wait. The count of violations expires by itself.
 *
 * @returns until when, milliseconds since 1970.
 */
export function recordViolation(key: string, windowMs: number, resetMs: number): Promise<number> {
  const running = recording.get(key);
  if (running !== undefined) return running;
  const started = writeViolation(key, windowMs, resetMs).finally(() => recording.delete(key));
  recording.set(key, started);
  return started;
}

/** Requests of one burst are one violation. */
const recording = new Map<string, Promise<number>>();

async function writeViolation(key: string, windowMs: number, resetMs: number): Promise<number> {
  const strikes = await redis().incr(strikesKey(key));
  const firstMs = Math.max(resetMs - nowMs(), 1_000);
  const blockMs = Math.min(firstMs * 2 ** (strikes - 1), Math.max(MAX_BLOCK_MS, windowMs));
  const untilMs = Math.ceil(nowMs() + blockMs);
  remember(key, untilMs);
  await Promise.all([
    redis().pexpire(strikesKey(key), Math.ceil(blockMs + windowMs)),
    redis().set(blockKey(key), untilMs, { px: Math.ceil(blockMs) }),
  ]);
  return untilMs;
}

/** Blocks in this process only, while Redis is away. */
export function blockLocally(key: string, untilMs: number): void {
  remember(key, untilMs);
}

function remember(key: string, untilMs: number): void {
  if (local.size >= MAX_LOCAL_BLOCKS) local.clear();
  local.set(key, performance.now() + untilMs - nowMs());
}

function blockKey(key: string): string {
  return `limit:block:${key}`;
}

function strikesKey(key: string): string {
  return `limit:strikes:${key}`;
}
