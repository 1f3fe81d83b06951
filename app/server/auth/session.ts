import { createHash } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";

import { createAuthClient } from "#app/server/auth/auth-client.ts";
import { readStoredSession, SESSION_COOKIE, type StoredSession } from "#app/server/auth/session-cookie.ts";
import { verifyToken } from "#app/server/auth/verify-token.ts";
import { ApplicationError } from "#app/server/platform/application-error.ts";
import { minutes, nowMs, seconds } from "#app/server/platform/clock.ts";
import { readCookies, writeCookie } from "#app/server/platform/cookies.ts";
import { log } from "#app/server/platform/log.ts";
import { getRequestContext, memoizeInRequest } from "#app/server/platform/request-context.ts";

export type Session = {
  userId: string;
  email: string | null;
  accessToken: string;
  /** Seconds since 1970. */
  expiresAt: number;
};

/** A token with less than this left is exchanged before the page is made, so that no stream outlives it. */
const REFRESH_MARGIN_SECONDS = 120;
const REFRESH_TIMEOUT_MS = seconds(3);
const SESSION_KEY = Symbol("session");
/** Set in a request whose session is good but could not be exchanged. */
const EXCHANGE_FAILED = Symbol("exchange failed");

/**
 * Who is asking, or null for a visitor. Verified locally where the keys allow, once per request.
 *
 * @throws ApplicationError INTERNAL inside a cached function that is shared between users;
 * SERVICE_UNAVAILABLE where only the auth service can tell and it does not answer.
 */
export function getSession(): Promise<Session | null> {
  if (getRequestContext().identityHidden === true) {
    throw new ApplicationError({
      code: "INTERNAL",
      cause: new Error('A cached function asked who the user is; give it scope: "user" or pass what it needs.'),
    });
  }
  return memoizeInRequest(SESSION_KEY, readSession);
}

async function readSession(): Promise<Session | null> {
  const stored = readStoredSession(readCookies());
  if (stored === null) return null;
  const claims = await verifyToken(stored.accessToken);
  if (claims === null) {
    if (getRequestContext().memo.has(EXCHANGE_FAILED)) throw new ApplicationError({ code: "SERVICE_UNAVAILABLE" });
    return null;
  }
  const { accessToken } = stored;
  if (claims === "unknown") {
    const user = await askAuthService(accessToken);
    return user === null ? null : { ...user, accessToken, expiresAt: stored.expiresAt };
  }
  return { userId: claims.userId, email: claims.email, accessToken, expiresAt: claims.expiresAt };
}

/** Forgets what this request knew about its session, after a sign-in or sign-out. */
export function forgetSession(): void {
  getRequestContext().memo.delete(SESSION_KEY);
}

/**
 * Exchanges a token that is about to expire, before anything else happens with the request: a cookie can't
 * be written once a stream has begun. Requests that arrive together share one exchange, because a refresh
 * token works once. A cookie that was not made by the auth service is not worth asking it.
 */
export async function refreshStaleSession(): Promise<void> {
  const stored = readStoredSession(readCookies());
  if (stored === null || stored.expiresAt - REFRESH_MARGIN_SECONDS > nowMs() / 1_000) return;
  if (!(await isExchangeable(stored))) return;
  const writes = await exchange(stored);
  if (writes === null) {
    getRequestContext().memo.set(EXCHANGE_FAILED, true);
    return;
  }
  for (const { name, value, maxAgeSeconds } of writes) {
    writeCookie(name, value, maxAgeSeconds === undefined ? {} : { maxAgeSeconds });
  }
}

async function isExchangeable({ accessToken }: StoredSession): Promise<boolean> {
  try {
    return (await verifyToken(accessToken, { evenIfExpired: true })) !== null;
  } catch (error) {
    // Whoever needs to know who is asking meets the same failure; the rest of the page does without.
    log().info({ err: error }, "session not verified");
    getRequestContext().memo.set(EXCHANGE_FAILED, true);
    return false;
  }
}

type CookieWrite = { name: string; value: string; maxAgeSeconds: number | undefined };

const exchanges = new Map<string, Promise<CookieWrite[] | null>>();

/** The cookies to write; null where the auth service does not answer. */
function exchange(stored: StoredSession): Promise<CookieWrite[] | null> {
  const key = createHash("sha256").update(stored.refreshToken).digest("base64url");
  const running = exchanges.get(key);
  if (running !== undefined) return running;
  const started = refreshOnce(new Map(readCookies()), stored.refreshToken);
  exchanges.set(key, started);
  setTimeout(() => exchanges.delete(key), seconds(10)).unref();
  return started;
}

async function refreshOnce(cookies: ReadonlyMap<string, string>, refreshToken: string): Promise<CookieWrite[] | null> {
  const writes: CookieWrite[] = [];
  const client = createAuthClient({
    // Shown no cookies, the client has no stale session to recover on its own, which it would do noisily.
    getAll: () => [],
    setAll: (changed) => {
      for (const { name, value, options } of changed) writes.push({ name, value, maxAgeSeconds: options.maxAge });
    },
  });
  const answer = client.auth.refreshSession({ refresh_token: refreshToken });
  const late = wait(REFRESH_TIMEOUT_MS, null, { ref: false });
  const settled = await Promise.race([answer, late]);
  // The client keeps trying for half a minute; the old token may still be good for this request.
  if (settled === null) return null;
  const { error } = settled;
  if (error === null) {
    const written = new Set(writes.map(({ name }) => name));
    return [...removeSession(cookies).filter(({ name }) => !written.has(name)), ...writes];
  }
  // A refused token will never work again; an unreachable service may answer the next time.
  const refused = isRefusal(error.status);
  log().info({ err: error, refused }, "session not refreshed");
  return refused ? removeSession(cookies) : null;
}

/** Whether the auth service said no, rather than that it is busy, or nothing at all. */
function isRefusal(status: number | undefined): boolean {
  return status !== undefined && status >= 400 && status < 500 && status !== 429;
}

/** The session's cookie and its numbered chunks, emptied. */
function removeSession(cookies: ReadonlyMap<string, string>): CookieWrite[] {
  const names = [...cookies.keys()].filter((name) => name === SESSION_COOKIE || name.startsWith(`${SESSION_COOKIE}.`));
  return names.map((name) => ({ name, value: "", maxAgeSeconds: 0 }));
}

type KnownUser = { userId: string; email: string | null };

const confirmed = new Map<string, { user: KnownUser; untilMs: number }>();

/** Asks the auth service about a token that can't be verified here; a good answer holds for a minute. */
async function askAuthService(accessToken: string): Promise<KnownUser | null> {
  const key = createHash("sha256").update(accessToken).digest("base64url");
  const known = confirmed.get(key);
  if (known !== undefined && known.untilMs > performance.now()) return known.user;
  const { data, error } = await createAuthClient({ getAll: () => [], setAll: () => {} }).auth.getUser(accessToken);
  if (error !== null) {
    if (isRefusal(error.status)) return null;
    throw new ApplicationError({ code: "SERVICE_UNAVAILABLE", cause: error });
  }
  const user = { userId: data.user.id, email: data.user.email ?? null };
  if (confirmed.size > 10_000) confirmed.clear();
  confirmed.set(key, { user, untilMs: performance.now() + minutes(1) });
  return user;
}
