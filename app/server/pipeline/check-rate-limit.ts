import { getSession } from "#app/server/auth/session.ts";
import { countSubject } from "#app/server/limits/check-rate-limit.ts";
import { clientAddress } from "#app/server/platform/request-context.ts";

/**
 * Counts a call of the current user, or of the client's address for a visitor.
 *
 * @throws ApplicationError RATE_LIMITED with the seconds to wait.
 * @example
 * await checkRateLimit("expensive-operation", { maxRequests: 5, windowMs: 60_000 });
 */
export async function checkRateLimit(
  name: string,
  {
    maxRequests,
    windowMs,
    outage = "fallback",
  }: { maxRequests: number; windowMs: number; outage?: "fallback" | "allow" },
): Promise<void> {
  const session = await getSession();
  const subject = session === null ? `address:${clientAddress()}` : `user:${session.userId}`;
  await countSubject(name, subject, { maxRequests, windowMs, outage });
}
