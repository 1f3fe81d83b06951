import { Ratelimit } from "@upstash/ratelimit";

import { redis } from "#app/server/platform/redis.ts";

export type WindowDecision = {
  allowed: boolean;
  remaining: number;
  /** When the current window ends, milliseconds since 1970. */
  resetMs: number;
};

const limiters = new Map<string, Ratelimit>();

/** Counts `cost` requests in a sliding window in Redis. Rejects when Redis does not answer. */
export async function takeFromRedis(
  key: string,
  maxRequests: number,
  windowMs: number,
  cost: number,
): Promise<WindowDecision> {
  const { success, remaining, reset } = await limiterFor(maxRequests, windowMs).limit(key, { rate: cost });
  return { allowed: success, remaining: Math.max(0, remaining), resetMs: reset };
}

function limiterFor(maxRequests: number, windowMs: number): Ratelimit {
  const name = `${maxRequests}/${windowMs}`;
  const known = limiters.get(name);
  if (known !== undefined) return known;
  const limiter = new Ratelimit({
    redis: redis(),
    limiter: Ratelimit.slidingWindow(maxRequests, `${windowMs} ms`),
    prefix: `limit:${name}`,
    // Its own time limit lets a request through; ours follows the limit's outage policy.
    timeout: 0,
    ephemeralCache: false,
    analytics: false,
  });
  if (limiters.size > 500) limiters.clear();
  limiters.set(name, limiter);
  return limiter;
}

/** Forgets the limiters' connections, for tests that change servers. */
export function resetLimiters(): void {
  limiters.clear();
}
