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
 * @param key made by `buildCompositeKey`: what is before its last colon names it in the metrics.
 * @throws ApplicationError RATE_LIMITED with the seconds to wait.
 * @example
 * await withRateLimit(buildCompositeKey("chat:generate-sql", userId), ACTION_RATE_LIMITS.AI_GENERATION);
 */
export function withRateLimit(key: string, limit: RateLimit): Promise<void> {
  const end = key.lastIndexOf(":");
  return countSubject(end === -1 ? "key" : key.slice(0, end), key.slice(end + 1), limit);
}

/**
 * Counts a call of one subject of a named limit. The name becomes a metrics label, so it comes from the code;
 * the subject may be anything.
 *
 * @throws ApplicationError RATE_LIMITED with the seconds to wait.
 */
export async function countSubject(name: string, subject: string, limit: RateLimit): Promise<void> {
  const { maxRequests, windowMs, outage } = limit;
  const taken = await take({ name, key: `key:${name}:${subject}`, maxRequests, windowMs, outage, cost: 1 });
  if (!taken.allowed) throw rateLimited(taken.waitMs);
}
