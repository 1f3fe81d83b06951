import { blockedLocallyUntil, blockLocally, readBlock, recordViolation } from "#app/server/limits/back-off.ts";
import { takeLocally } from "#app/server/limits/local-window.ts";
import { takeFromRedis } from "#app/server/limits/redis-window.ts";
import { nowMs } from "#app/server/platform/clock.ts";
import { limiterTotal } from "#app/server/platform/metrics.ts";
import { watchRedis } from "#app/server/platform/redis-outage.ts";

export type TakeRequest = {
  /** For metrics: the limit's or action's name. */
  name: string;
  key: string;
  maxRequests: number;
  windowMs: number;
  cost: number;
  outage: "fallback" | "allow";
  /** Whether going over the limit blocks the key for a while. Default true; false where strangers can fill it. */
  backOff?: boolean;
};

export type Taken = {
  allowed: boolean;
  remaining: number;
  maxRequests: number;
  windowMs: number;
  /** Milliseconds until the window ends, or until a refused client may come back. */
  waitMs: number;
};

/** A decision is due in half a second, Redis or not. */
const DECISION_MS = 400;

const outage = watchRedis("each rate limit follows its outage policy");

/**
 * Counts one request against one key. Several calls in one tick share a round trip. Never rejects: while
 * Redis is away it follows the outage policy.
 */
export async function take(request: TakeRequest): Promise<Taken> {
  const blockedUntilMs = request.backOff === false ? 0 : blockedLocallyUntil(request.key);
  if (blockedUntilMs > 0) return refused(request, blockedUntilMs, "refused");
  if (!outage.mayTry()) return takeWithoutRedis(request);
  try {
    return await outage.within(takeWithRedis(request), DECISION_MS);
  } catch (error) {
    outage.note(error);
    return takeWithoutRedis(request);
  }
}

async function takeWithRedis(request: TakeRequest): Promise<Taken> {
  const { key, maxRequests, windowMs, cost, backOff = true } = request;
  const [decision, blockedUntilMs] = await Promise.all([
    takeFromRedis(key, maxRequests, windowMs, cost),
    backOff ? readBlock(key) : 0,
  ]);
  if (blockedUntilMs > 0) return refused(request, blockedUntilMs, "refused");
  if (!decision.allowed) {
    const untilMs = backOff ? await recordViolation(key, windowMs, decision.resetMs) : decision.resetMs;
    return refused(request, untilMs, "refused");
  }
  return allowed(request, decision.remaining, decision.resetMs, "allowed");
}

function takeWithoutRedis(request: TakeRequest): Taken {
  const { key, maxRequests, windowMs, cost, backOff = true } = request;
  if (request.outage === "allow") return allowed(request, maxRequests, nowMs() + windowMs, "open");
  const stricter = Math.max(1, Math.floor(maxRequests / 2));
  const decision = takeLocally(key, stricter, windowMs, cost);
  if (decision.allowed) return allowed(request, decision.remaining, decision.resetMs, "fallback_allowed");
  if (backOff) blockLocally(key, decision.resetMs);
  return refused(request, decision.resetMs, "fallback_refused");
}

function allowed(
  { name, maxRequests, windowMs }: TakeRequest,
  remaining: number,
  resetMs: number,
  decision: string,
): Taken {
  limiterTotal.inc({ limit: name, decision });
  return { allowed: true, remaining, maxRequests, windowMs, waitMs: Math.max(0, resetMs - nowMs()) };
}

function refused({ name, maxRequests, windowMs }: TakeRequest, untilMs: number, decision: string): Taken {
  limiterTotal.inc({ limit: name, decision });
  return { allowed: false, remaining: 0, maxRequests, windowMs, waitMs: Math.max(1_000, untilMs - nowMs()) };
}
