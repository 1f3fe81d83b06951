import { refreshStaleSession } from "#app/server/auth/session.ts";
import type { Middleware } from "#app/server/middleware/middleware.ts";

/** Exchanges a session that is about to expire before anything is answered. All other requests pass at once. */
export function session(): Middleware {
  return async function sessionMiddleware(_request, _context, next) {
    await refreshStaleSession();
    return next();
  };
}
