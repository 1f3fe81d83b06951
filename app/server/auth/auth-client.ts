import { createServerClient, type CookieMethodsServer } from "@supabase/ssr";
import type { SupabaseClient } from "@supabase/supabase-js";

import { SESSION_COOKIE } from "#app/server/auth/session-cookie.ts";
import { readCookies, writeCookie } from "#app/server/platform/cookies.ts";
import { seconds } from "#app/server/platform/clock.ts";
import { env } from "#app/server/platform/env.ts";
import { getRequestContext } from "#app/server/platform/request-context.ts";

/** The client has no time limit of its own. */
const AUTH_TIMEOUT_MS = seconds(8);
const AUTH_CLIENT = Symbol("auth client");

/**
 * The client for auth verbs (sign in, confirm, sign out): it keeps the session in cookies. One per request,
 * since it holds the user's tokens. For data use `userClient()`.
 */
export function authClient(): SupabaseClient {
  const { memo, responseHeaders } = getRequestContext();
  const known = memo.get(AUTH_CLIENT) as SupabaseClient | undefined;
  if (known !== undefined) return known;
  const client = createAuthClient({
    getAll: () => [...readCookies()].map(([name, value]) => ({ name, value })),
    setAll: (cookies, headers) => {
      for (const { name, value, options } of cookies) {
        writeCookie(name, value, options.maxAge === undefined ? {} : { maxAgeSeconds: options.maxAge });
      }
      for (const [name, value] of Object.entries(headers)) responseHeaders.set(name, value);
    },
  });
  memo.set(AUTH_CLIENT, client);
  return client;
}

/** An auth client over any cookie store; used where no single request owns the cookies. */
export function createAuthClient(cookies: CookieMethodsServer): SupabaseClient {
  const { SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY } = env();
  return createServerClient(SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY, {
    cookieOptions: { name: SESSION_COOKIE },
    cookies: { ...cookies, encode: "tokens-only" },
    global: { fetch: (input, init) => fetch(input, { ...init, signal: AbortSignal.timeout(AUTH_TIMEOUT_MS) }) },
  });
}
