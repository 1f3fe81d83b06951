import { createClient, type SupabaseClient } from "@supabase/supabase-js";

import { env } from "#app/server/platform/env.ts";

let client: SupabaseClient | undefined;

/**
 * The one client that skips row-level security, for what has no user or must not be forged: audit, run
 * states, contact messages, billing. Its importers are a kept list in `.oxlintrc.json`; every query through
 * it names the organisation itself.
 */
export function serviceClient(): SupabaseClient {
  if (client === undefined) {
    const { SUPABASE_URL, SUPABASE_SECRET_KEY } = env();
    client = createClient(SUPABASE_URL, SUPABASE_SECRET_KEY, {
      auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
      db: { retry: false, timeout: 5_000 },
    });
  }
  return client;
}

/** Forgets the client, for a test that changes the environment. */
export function resetServiceClient(): void {
  client = undefined;
}
