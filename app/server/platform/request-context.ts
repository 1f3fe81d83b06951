import { AsyncLocalStorage } from "node:async_hooks";

import { ApplicationError } from "#app/server/platform/application-error.ts";

/** What is known about the request being served. One is made per request by the HTTP server. */
export type RequestContext = {
  readonly requestId: string;
  readonly method: string;
  /** With the public origin (APP_URL) and React Router's `.data` suffix removed. */
  readonly url: URL;
  readonly headers: Headers;
  /** From the trusted hop only; IPv6 is cut to its /64. */
  readonly clientAddress: string;
  /** Aborts when the client goes away. */
  readonly signal: AbortSignal;
  /** For this response's Content-Security-Policy and its inline scripts. */
  readonly cspNonce: string;
  /** Appended to the response whoever makes it: cookies of a refreshed session, limit headers. */
  readonly responseHeaders: Headers;
  /** Values worth computing once per request, by key. */
  readonly memo: Map<unknown, unknown>;
  /** Set while a cached function runs whose result others will get: who asks must not matter inside. */
  readonly identityHidden?: boolean;
};

const storage = new AsyncLocalStorage<RequestContext>();

/** Runs `run` with `context` as the current request. */
export function runWithRequestContext<Result>(context: RequestContext, run: () => Result): Result {
  return storage.run(context, run);
}

/** The current request, or undefined outside one. */
export function findRequestContext(): RequestContext | undefined {
  return storage.getStore();
}

/**
 * The current request.
 *
 * @throws ApplicationError NO_REQUEST_CONTEXT outside one (a timer, a script, a module's top level).
 */
export function getRequestContext(): RequestContext {
  const context = storage.getStore();
  if (context === undefined) throw new ApplicationError({ code: "NO_REQUEST_CONTEXT" });
  return context;
}

/** The address of the client, as the trusted hop saw it. */
export function clientAddress(): string {
  return getRequestContext().clientAddress;
}

/** Computes a value once per request. A rejected promise is forgotten, so that the next caller tries again. */
export function memoizeInRequest<Value>(key: unknown, compute: () => Promise<Value>): Promise<Value> {
  const { memo } = getRequestContext();
  const known = memo.get(key) as Promise<Value> | undefined;
  if (known !== undefined) return known;
  const value = compute();
  memo.set(key, value);
  value.catch(() => memo.delete(key));
  return value;
}
