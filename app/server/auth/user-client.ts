import { createClient, type SupabaseClient } from "@supabase/supabase-js";

import { getSession } from "#app/server/auth/session.ts";
import { ApplicationError } from "#app/server/platform/application-error.ts";
import { env } from "#app/server/platform/env.ts";
import { getRequestContext, runWithRequestContext } from "#app/server/platform/request-context.ts";

const USER_CLIENT = Symbol("user client");

/**
 * PostgREST as the person who asks: every read and write goes through row-level security. One per request.
 * A visitor's client acts as `anon`.
 *
 * @throws ApplicationError INTERNAL inside a cached function that is shared between users.
 */
export function userClient(): SupabaseClient {
  const context = getRequestContext();
  const { memo, identityHidden } = context;
  if (identityHidden === true) {
    throw new ApplicationError({
      code: "INTERNAL",
      cause: new Error("A shared cached function used a user's client."),
    });
  }
  const known = memo.get(USER_CLIENT) as SupabaseClient | undefined;
  if (known !== undefined) return known;
  const { SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY } = env();
  const client = createClient(SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY, {
    // A query starts where it is awaited, which may be after the request's own code.
    accessToken: async () => (await runWithRequestContext(context, getSession))?.accessToken ?? null,
    db: { retry: false, timeout: 5_000 },
  });
  memo.set(USER_CLIENT, client);
  return client;
}
