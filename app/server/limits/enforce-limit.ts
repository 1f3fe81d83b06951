import { PLAN_MULTIPLIERS, type RateLimit } from "#app/server/limits/rate-limit.ts";
import { take, type Taken, type TakeRequest } from "#app/server/limits/take.ts";
import { ApplicationError } from "#app/server/platform/application-error.ts";

type LimitedCall = {
  /** The action, or the bucket it shares; each has its own counts. */
  name: string;
  limit: RateLimit;
  cost: number;
  userId: string | null;
  orgId: string | null;
  plan: keyof typeof PLAN_MULTIPLIERS;
  clientAddress: string;
  responseHeaders: Headers;
};

/**
 * Counts one call for its user, its organisation and its client's address, in one round trip, and writes
 * the `RateLimit` headers of whichever is closest to its end.
 *
 * @throws ApplicationError RATE_LIMITED with the seconds to wait.
 */
export async function enforceLimit(call: LimitedCall): Promise<void> {
  const taken = await Promise.all(requestsOf(call).map(take));
  const tightest = taken.reduce((a, b) => (fraction(b) < fraction(a) ? b : a));
  writeHeaders(call, tightest);
  const refusals = taken.filter(({ allowed }) => !allowed);
  if (refusals.length === 0) return;
  throw rateLimited(Math.max(...refusals.map(({ waitMs }) => waitMs)));
}

export function rateLimited(waitMs: number): ApplicationError {
  const retryAfter = Math.max(1, Math.ceil(waitMs / 1_000));
  const wait = retryAfter === 1 ? "1 second" : `${retryAfter} seconds`;
  return new ApplicationError({
    code: "RATE_LIMITED",
    message: `Too many requests. Please wait ${wait}, then try again.`,
    retryAfter,
  });
}

function requestsOf({ name, limit, cost, userId, orgId, plan, clientAddress }: LimitedCall): TakeRequest[] {
  const { maxRequests, windowMs, outage, orgMultiple, addressMaxRequests } = limit;
  const factor = PLAN_MULTIPLIERS[plan];
  const shared = { name, windowMs, outage, cost };
  const requests: TakeRequest[] = [];
  if (userId !== null) requests.push({ ...shared, key: `${name}:user:${userId}`, maxRequests: maxRequests * factor });
  if (orgId !== null && orgMultiple !== undefined) {
    requests.push({ ...shared, key: `${name}:org:${orgId}`, maxRequests: maxRequests * factor * orgMultiple });
  }
  if (userId === null || addressMaxRequests !== undefined) {
    const most = addressMaxRequests === undefined ? maxRequests : addressMaxRequests;
    requests.push({
      ...shared,
      key: `${name}:address:${clientAddress}`,
      maxRequests: most * (userId === null ? 1 : factor),
    });
  }
  return requests;
}

function fraction({ allowed, remaining, maxRequests }: Taken): number {
  return allowed ? remaining / maxRequests : -1;
}

function writeHeaders(
  { name, responseHeaders }: LimitedCall,
  { remaining, maxRequests, windowMs, waitMs }: Taken,
): void {
  const label = `"${name}"`;
  responseHeaders.set("ratelimit-policy", `${label};q=${maxRequests};w=${Math.ceil(windowMs / 1_000)}`);
  responseHeaders.set("ratelimit", `${label};r=${remaining};t=${Math.ceil(waitMs / 1_000)}`);
}
