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

/**
 * Counts a call about a subject that the caller names but need not own, such as an account: first from the
 * caller's address, then, where the limit has a `subjectMaxRequests`, from all addresses. An address that is
 * refused does not add to the total, so that one stranger can't fill it and keep the owner out.
 *
 * @throws ApplicationError RATE_LIMITED with the seconds to wait.
 */
export async function countNamedSubject(
  name: string,
  { subject, clientAddress }: { subject: string; clientAddress: string },
  limit: RateLimit,
): Promise<void> {
  await countSubject(name, `${subject} ${clientAddress}`, limit);
  if (limit.subjectMaxRequests === undefined) return;
  const { subjectMaxRequests: maxRequests, windowMs, outage } = limit;
  const key = `key:${name}:${subject}`;
  const taken = await take({ name, key, maxRequests, windowMs, outage, cost: 1, backOff: false });
  if (!taken.allowed) throw rateLimited(taken.waitMs);
}
