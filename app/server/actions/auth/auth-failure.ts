import type { AuthError } from "@supabase/supabase-js";

import { rateLimited } from "#app/server/limits/enforce-limit.ts";
import { ApplicationError } from "#app/server/platform/application-error.ts";
import { minutes } from "#app/server/platform/clock.ts";

/** The auth service's own limits count mostly by the minute; it does not say how long to wait. */
const RETRY_MS = minutes(1);
/** Said only of addresses that have an account: a mail went there a moment ago. */
const MAILED_ALREADY = "over_email_send_rate_limit";

/**
 * Tells an auth service that does not answer, or not now, from one that says no. The first two are worth a
 * word and another try; what the last says must not differ between known and unknown addresses, so callers
 * answer for it.
 *
 * @throws ApplicationError SERVICE_UNAVAILABLE or RATE_LIMITED.
 */
export function throwIfUnavailable(error: AuthError | null): void {
  if (error === null) return;
  const { status, code } = error;
  if (status === 429 && code !== MAILED_ALREADY) throw rateLimited(RETRY_MS);
  if (status !== undefined && status >= 400 && status < 500) return;
  throw new ApplicationError({ code: "SERVICE_UNAVAILABLE", cause: error });
}
