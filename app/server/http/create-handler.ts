import { createRequestHandler, type ServerBuild } from "react-router";

import { makeContext, publicUrl } from "#app/server/http/make-context.ts";
import type { StaticFiles } from "#app/server/http/static-files.ts";
import { answerOperations } from "#app/server/http/operations.ts";
import { collectedHeaders } from "#app/server/middleware/collected-headers.ts";
import { compression } from "#app/server/middleware/compression.ts";
import { composeMiddleware } from "#app/server/middleware/middleware.ts";
import { requestId } from "#app/server/middleware/request-id.ts";
import { securityHeaders } from "#app/server/middleware/security-headers.ts";
import { session } from "#app/server/middleware/session.ts";
import { env } from "#app/server/platform/env.ts";
import { reportError } from "#app/server/platform/report-error.ts";
import { runWithRequestContext } from "#app/server/platform/request-context.ts";

type HandlerOptions = {
  build: ServerBuild | (() => Promise<ServerBuild>);
  /** Null in development, where Vite serves them. */
  staticFiles: StaticFiles | null;
  development?: boolean;
};

export type Handler = (request: Request, socketAddress: string | undefined) => Promise<Response>;

/** Answers every request: operations, static files, then React Router inside the middlewares. */
export function createHandler({ build, staticFiles, development = false }: HandlerOptions): Handler {
  const routes = createRequestHandler(build, development ? "development" : "production");
  const { APP_URL, TURNSTILE_SITE_KEY, STRIPE_SECRET_KEY } = env();
  const handle = composeMiddleware(
    [
      requestId(),
      compression(),
      securityHeaders({
        https: APP_URL.startsWith("https://"),
        development,
        widgetOrigins: TURNSTILE_SITE_KEY === undefined ? [] : ["https://challenges.cloudflare.com"],
        formOrigins:
          STRIPE_SECRET_KEY === undefined ? [] : ["https://checkout.stripe.com", "https://billing.stripe.com"],
      }),
      collectedHeaders(),
      session(),
    ],
    (request) => routes(request),
  );

  return async (request, socketAddress) => {
    const operations = await answerOperations(request, socketAddress);
    if (operations !== null) return operations;
    const file = staticFiles?.(request) ?? null;
    if (file !== null) return file;
    const context = makeContext(request, socketAddress);
    const url = publicUrl(request.url, request.headers.get("host"));
    const seen = url === request.url ? request : new Request(url, request);
    try {
      return await runWithRequestContext(context, () => handle(seen, context));
    } catch (error) {
      reportError(error, { context: { requestId: context.requestId } });
      return new Response("Something went wrong on our side.", {
        status: 500,
        headers: { "content-type": "text/plain; charset=utf-8", "x-request-id": context.requestId },
      });
    }
  };
}
