import { isLoopbackUrl } from "#app/server/platform/loopback.ts";
import { env } from "#app/server/platform/env.ts";
import { getRequestContext } from "#app/server/platform/request-context.ts";

const COOKIES = Symbol("cookies");

type CookieOptions = {
  /** Seconds; 0 removes the cookie. Left out: until the browser closes. */
  maxAgeSeconds?: number;
  path?: string;
};

/** The request's cookies, together with those written while it is served. */
export function readCookies(): ReadonlyMap<string, string> {
  const { memo, headers } = getRequestContext();
  const known = memo.get(COOKIES) as Map<string, string> | undefined;
  if (known !== undefined) return known;
  const cookies = parseCookies(headers.get("cookie") ?? "");
  memo.set(COOKIES, cookies);
  return cookies;
}

/**
 * Sets a cookie on the response: HttpOnly, SameSite=Lax, and Secure wherever the app is served over HTTPS.
 * It has no effect once the first byte of a stream has left.
 */
export function writeCookie(name: string, value: string, { maxAgeSeconds, path = "/" }: CookieOptions = {}): void {
  const cookies = readCookies() as Map<string, string>;
  if (maxAgeSeconds === 0) cookies.delete(name);
  else cookies.set(name, value);
  const parts = [`${name}=${encodeURIComponent(value)}`, `Path=${path}`, "HttpOnly", "SameSite=Lax"];
  if (maxAgeSeconds !== undefined) parts.push(`Max-Age=${Math.floor(maxAgeSeconds)}`);
  if (usesSecureCookies()) parts.push("Secure");
  const { responseHeaders } = getRequestContext();
  responseHeaders.append("set-cookie", parts.join("; "));
  responseHeaders.set("cache-control", "private, no-store");
}

function usesSecureCookies(): boolean {
  const { APP_URL } = env();
  return APP_URL.startsWith("https://") || !isLoopbackUrl(APP_URL);
}

function parseCookies(header: string): Map<string, string> {
  const cookies = new Map<string, string>();
  for (const pair of header.split(";")) {
    const separator = pair.indexOf("=");
    if (separator < 1) continue;
    const name = pair.slice(0, separator).trim();
    const value = pair.slice(separator + 1).trim();
    if (!cookies.has(name)) cookies.set(name, decode(value));
  }
  return cookies;
}

function decode(value: string): string {
  if (!value.includes("%")) return value;
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
