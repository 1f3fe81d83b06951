import type { ActionResult } from "#app/shared/action-result.ts";
import { toApplicationError } from "#app/server/platform/to-application-error.ts";
import type { ApplicationError } from "#app/server/platform/application-error.ts";

/** Answers a fetch: `{ success: true, data }`, `{ success: false, error, code }`, or a `Response` as it is. */
export async function answerFetch(run: () => Promise<unknown>): Promise<Response> {
  try {
    const output = await run();
    if (output instanceof Response) return output;
    if (output instanceof ReadableStream) return new Response(output);
    return Response.json({ success: true, data: output ?? null } satisfies ActionResult);
  } catch (thrown) {
    if (thrown instanceof Response) return thrown;
    return failureResponse(toApplicationError(thrown));
  }
}

/** An error as JSON, with its status and, where it helps, `Retry-After`. */
export function failureResponse(error: ApplicationError): Response {
  return Response.json(failureResult(error), {
    status: error.status,
    headers: error.retryAfter === undefined ? {} : { "retry-after": String(error.retryAfter) },
  });
}

export function failureResult(error: ApplicationError): Extract<ActionResult, { success: false }> {
  return {
    success: false,
    error: error.message,
    code: error.code,
    ...(error.fieldErrors === undefined ? {} : { fieldErrors: error.fieldErrors }),
    ...(error.retryAfter === undefined ? {} : { retryAfter: error.retryAfter }),
  };
}
