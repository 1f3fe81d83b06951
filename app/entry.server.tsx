import { PassThrough } from "node:stream";

import { createReadableStreamFromReadable } from "@react-router/node";
import { isbot } from "isbot";
import { renderToPipeableStream, type RenderToPipeableStreamOptions } from "react-dom/server";
import { isRouteErrorResponse, ServerRouter, type EntryContext, type HandleErrorFunction } from "react-router";

import { ApplicationError } from "#app/server/platform/application-error.ts";
import { ErrorCategory, reportError } from "#app/server/platform/report-error.ts";
import { getRequestContext } from "#app/server/platform/request-context.ts";

/** Milliseconds a page may wait for deferred data. */
export const streamTimeout = 10_000;

export default function handleRequest(
  request: Request,
  responseStatusCode: number,
  responseHeaders: Headers,
  routerContext: EntryContext,
): Promise<Response> | Response {
  responseHeaders.set("content-type", "text/html; charset=utf-8");
  if (request.method === "HEAD") return new Response(null, { status: responseStatusCode, headers: responseHeaders });

  const { cspNonce: nonce } = getRequestContext();
  const readyEvent: keyof RenderToPipeableStreamOptions = isbot(request.headers.get("user-agent"))
    ? "onAllReady"
    : "onShellReady";
  let status = responseStatusCode;

  return new Promise((resolve, reject) => {
    let shellRendered = false;
    const { pipe, abort } = renderToPipeableStream(
      <ServerRouter context={routerContext} url={request.url} nonce={nonce} />,
      {
        nonce,
        [readyEvent]() {
          shellRendered = true;
          const body = new PassThrough({
            final(callback) {
              clearTimeout(timer);
              callback();
            },
          });
          resolve(new Response(createReadableStreamFromReadable(body), { status, headers: responseHeaders }));
          pipe(body);
        },
        onShellError: reject,
        onError(error: unknown) {
          status = 500;
          // Before the shell is out the rejection is reported by whoever asked for the page.
          if (shellRendered) reportError(error, { category: ErrorCategory.RENDER });
        },
      },
    );
    const timer = setTimeout(() => abort(new Error("The page's data took too long")), streamTimeout + 1_000);
  });
}

export const handleError: HandleErrorFunction = (error, { request }) => {
  if (request.signal.aborted || error instanceof ApplicationError) return;
  // An unknown path or method is the caller's mistake, and anybody can make it as often as they like.
  if (isRouteErrorResponse(error) && error.status < 500) return;
  reportError(error, { category: ErrorCategory.RENDER });
};
