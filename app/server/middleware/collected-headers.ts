import type { Middleware } from "#app/server/middleware/middleware.ts";

/**
 * Copies what was collected while the request was served (cookies, limit headers) onto the response. A page
 * for one person is never stored by anybody else: without a policy of its own a response is `no-store`.
 */
export function collectedHeaders(): Middleware {
  return async function collectedHeadersMiddleware(_request, context, next) {
    const response = await next();
    for (const [name, value] of context.responseHeaders) {
      if (name === "set-cookie") response.headers.append(name, value);
      else response.headers.set(name, value);
    }
    if (!response.headers.has("cache-control")) response.headers.set("cache-control", "private, no-store");
    return response;
  };
}
