import { ApplicationError } from "#app/server/platform/application-error.ts";
import type { RequestContext } from "#app/server/platform/request-context.ts";

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Refuses a write that another site started. React Router checks `Origin` on page actions only, and lets a
 * missing one pass; this holds for resource routes too.
 *
 * A request without `Origin` and `Sec-Fetch-Site` does not come from a browser of the last years: it may
 * pass unless it carries a cookie.
 */
export function checkOrigin({ method, headers, url }: RequestContext): void {
  if (SAFE_METHODS.has(method)) return;
  const origin = headers.get("origin");
  const site = headers.get("sec-fetch-site");
  if (origin !== null && origin !== url.origin) throw new ApplicationError({ code: "ORIGIN_REFUSED" });
  if (site !== null && site !== "same-origin" && site !== "none")
    throw new ApplicationError({ code: "ORIGIN_REFUSED" });
  if (origin === null && site === null && headers.has("cookie")) throw new ApplicationError({ code: "ORIGIN_REFUSED" });
}
