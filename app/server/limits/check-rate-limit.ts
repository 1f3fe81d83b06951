import { rateLimited } from "#app/server/limits/enforce-limit.ts";
import { take } from "#app/server/limits/take.ts";
import type { RateLimit } from "#app/server/limits/rate-limit.ts";

/** A key for one subject of one limit: `buildCompositeKey("chat:generate-sql", userId)`. */
export function buildCompositeKey(scope: string, id: string): string {
  return `${scope}:${id}`;
}

/**
 * Counts a call against a limit under a key of your own.
 *
 * @throws ApplicationError RATE_LIMITED with the seconds to wait.
 * @example
 * await withRateLimit(buildCompositeKey("chat:generate-sql", userId), ACTION_RATE_LIMITS.AI_GENERATION);
 */
export async function withRateLimit(key: string, limit: RateLimit): Promise<void> {
  const { maxRequests, windowMs, outage } = limit;
  const taken = await take({
    name: key.split(":").slice(0, 2).join(":").slice(0, 60),
    key: `key:${key}`,
    maxRequests,
    windowMs,
    outage,
    cost: 1,
  });
  if (!taken.allowed) throw rateLimited(taken.waitMs);
}
