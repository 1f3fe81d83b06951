import type { Middleware } from "#app/server/middleware/middleware.ts";

/** Names the response after its request, so that a person can quote it and an operator find it in the log. */
export function requestId(): Middleware {
  return async function requestIdMiddleware(_request, context, next) {
    const response = await next();
    response.headers.set("x-request-id", context.requestId);
    return response;
  };
}
