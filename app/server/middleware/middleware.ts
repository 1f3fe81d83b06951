import type { RequestContext } from "#app/server/platform/request-context.ts";

export type Next = () => Promise<Response>;

/** Works around the rest of the request: what is before `next()` sees the request, what is after it the response. */
export type Middleware = (request: Request, context: RequestContext, next: Next) => Promise<Response>;

/** Runs the middlewares from first to last around `handle`. */
export function composeMiddleware(
  middlewares: readonly Middleware[],
  handle: (request: Request, context: RequestContext) => Promise<Response>,
): (request: Request, context: RequestContext) => Promise<Response> {
  return (request, context) => {
    const run = (index: number): Promise<Response> => {
      const middleware = middlewares[index];
      return middleware === undefined ? handle(request, context) : middleware(request, context, () => run(index + 1));
    };
    return run(0);
  };
}
