import { resolveClientAddress } from "#app/server/platform/client-address.ts";
import { env } from "#app/server/platform/env.ts";
import { newNonce, newRequestId } from "#app/server/platform/ids.ts";
import { isLoopbackUrl } from "#app/server/platform/loopback.ts";
import type { RequestContext } from "#app/server/platform/request-context.ts";
import { shutdownSignal } from "#app/server/platform/shutdown.ts";

/** What the rest of the app learns about a request; made before anything else looks at it. */
export function makeContext(request: Request, socketAddress: string | undefined): RequestContext {
  const { headers, method } = request;
  const url = publicUrl(request.url, headers.get("host"));
  const logical = new URL(url);
  logical.pathname = logical.pathname.replace(/(?:\/_|\/_root)?\.data$/, "") || "/";
  logical.searchParams.delete("_routes");
  return {
    requestId: newRequestId(),
    method,
    url: logical,
    headers,
    clientAddress: resolveClientAddress(socketAddress, headers.get("x-forwarded-for"), env().TRUSTED_PROXY_HOPS),
    signal: AbortSignal.any([request.signal, shutdownSignal]),
    cspNonce: newNonce(),
    responseHeaders: new Headers(),
    memo: new Map(),
  };
}

/**
 * The URL as the browser sees it. Behind a proxy that ends TLS the socket knows neither scheme nor host, and
 * React Router compares both with `Origin`. On this machine any loopback name is as good as another.
 */
export function publicUrl(requestUrl: string, host: string | null): string {
  const { pathname, search } = new URL(requestUrl);
  const base = new URL(env().APP_URL);
  if (host !== null && isLoopbackUrl(base.href) && isLoopbackHost(host)) return `http://${host}${pathname}${search}`;
  return `${base.origin}${pathname}${search}`;
}

function isLoopbackHost(host: string): boolean {
  return /^[\w.[\]:-]{1,255}$/.test(host) && URL.canParse(`http://${host}`) && isLoopbackUrl(`http://${host}`);
}
