import { nowMs } from "#app/server/platform/clock.ts";
import type { WindowDecision } from "#app/server/limits/redis-window.ts";

type Window = { startMs: number; current: number; previous: number };

const MAX_KEYS = 50_000;
const windows = new Map<string, Window>();

/**
 * The limiter of last resort: a sliding window in this process (the previous window counts by the part of
 * it that still overlaps). Copies of the app do not see each other, hence the stricter rate it is given.
 */
export function takeLocally(key: string, maxRequests: number, windowMs: number, cost: number): WindowDecision {
  const now = nowMs();
  const startMs = now - (now % windowMs);
  const window = advance(windows.get(key), startMs, windowMs);
  const elapsed = (now - startMs) / windowMs;
  const used = window.current + window.previous * (1 - elapsed);
  const allowed = used + cost <= maxRequests;
  if (allowed) window.current += cost;
  if (windows.size >= MAX_KEYS && !windows.has(key)) dropOldest();
  windows.set(key, window);
  const remaining = Math.max(0, Math.floor(maxRequests - used - (allowed ? cost : 0)));
  return { allowed, remaining, resetMs: startMs + windowMs };
}

function advance(window: Window | undefined, startMs: number, windowMs: number): Window {
  if (window === undefined || window.startMs < startMs - windowMs) return { startMs, current: 0, previous: 0 };
  if (window.startMs === startMs) return window;
  return { startMs, current: 0, previous: window.current };
}

function dropOldest(): void {
  const oldest = windows.keys().next().value;
  if (oldest !== undefined) windows.delete(oldest);
}
