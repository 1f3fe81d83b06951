import { data, redirect } from "react-router";

import type { ApplicationError } from "#app/server/platform/application-error.ts";
import { findRequestContext } from "#app/server/platform/request-context.ts";
import { toApplicationError } from "#app/server/platform/to-application-error.ts";
import type { ErrorCode } from "#app/shared/errors.ts";

/** What an error boundary finds in `error.data`. */
export type RouteFailure = { code: ErrorCode; message: string; requestId: string | undefined };

/** Throws an error the way React Router's boundaries understand; a visitor goes to the sign-in page. */
export function throwForRoute(error: ApplicationError): never {
  if (error.code === "UNAUTHENTICATED") {
    const url = findRequestContext()?.url;
    const next = url === undefined ? "" : `?next=${encodeURIComponent(url.pathname + url.search)}`;
    throw redirect(`/sign-in${next}`, 303);
  }
  const requestId = findRequestContext()?.requestId;
  throw data({ code: error.code, message: error.message, requestId } satisfies RouteFailure, {
    status: error.status,
    headers: error.retryAfter === undefined ? {} : { "retry-after": String(error.retryAfter) },
  });
}

/**
 * Makes a loader of a function that calls queries: errors reach the boundary with their status and public
 * text, a visitor reaches the sign-in page.
 *
 * @example
 * export const loader = asLoader(async ({ params }: Route.LoaderArgs) => {
 *   return { conversation: await getConversation({ id: params.id }) };
 * });
 */
export function asLoader<Args, Data>(load: (args: Args) => Promise<Data>): (args: Args) => Promise<Data> {
  return async (args) => {
    try {
      return await load(args);
    } catch (thrown) {
      if (thrown instanceof Response || !(thrown instanceof Error)) throw thrown;
      return throwForRoute(toApplicationError(thrown));
    }
  };
}
