import type { AuthError } from "@supabase/supabase-js";

import { ApplicationError } from "#app/server/platform/application-error.ts";

/**
 * Tells an auth service that does not answer from one that says no. The first is worth a word and another
 * try; what the second says must not differ between known and unknown addresses, so callers answer for it.
 *
 * @throws ApplicationError SERVICE_UNAVAILABLE.
 */
export function throwIfUnavailable(error: AuthError | null): void {
  if (error === null) return;
  const { status } = error;
  if (status !== undefined && status >= 400 && status < 500) return;
  throw new ApplicationError({ code: "SERVICE_UNAVAILABLE", cause: error });
}
