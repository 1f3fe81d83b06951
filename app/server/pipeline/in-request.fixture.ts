import { makeContext } from "#app/server/http/make-context.ts";
import { runWithRequestContext, type RequestContext } from "#app/server/platform/request-context.ts";

type RequestOptions = {
  path?: string;
  method?: string;
  cookie?: string;
  headers?: Record<string, string>;
  body?: BodyInit;
  address?: string;
};

export const TEST_ORIGIN = "http://127.0.0.1:3000";

/** A request as the app's own pages send it. */
export function makeRequest({ path = "/", method = "POST", cookie, headers = {}, body }: RequestOptions = {}): Request {
  return new Request(`${TEST_ORIGIN}${path}`, {
    method,
    headers: {
      host: "127.0.0.1:3000",
      ...(method === "GET" ? {} : { origin: TEST_ORIGIN, "sec-fetch-site": "same-origin" }),
      ...(cookie === undefined ? {} : { cookie }),
      ...headers,
    },
    ...(body === undefined ? {} : { body }),
  });
}

/** Runs code as if it served such a request. */
export function inRequest<Result>(
  options: RequestOptions,
  run: (request: Request, context: RequestContext) => Result,
): Result {
  const request = makeRequest(options);
  const context = makeContext(request, options.address ?? "203.0.113.7");
  return runWithRequestContext(context, () => run(request, context));
}
