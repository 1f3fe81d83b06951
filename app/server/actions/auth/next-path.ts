import { readCookies, writeCookie } from "#app/server/platform/cookies.ts";
import { sitePath } from "#app/shared/schemas/site-path.ts";

const NEXT_COOKIE = "plainchart-next";
const ONE_HOUR_SECONDS = 3_600;

/** Remembers where somebody was going while they look for the link in their mail. */
export function rememberNext(next: string | undefined): void {
  if (next !== undefined) writeCookie(NEXT_COOKIE, next, { maxAgeSeconds: ONE_HOUR_SECONDS });
}

/** Where they were going, once; only a path of this site counts, whatever the cookie says. */
export function takeNext(): string | null {
  const next = readCookies().get(NEXT_COOKIE);
  if (next === undefined) return null;
  writeCookie(NEXT_COOKIE, "", { maxAgeSeconds: 0 });
  return sitePath.safeParse(next).data ?? null;
}
