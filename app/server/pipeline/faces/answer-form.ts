import type { Submission, SubmissionResult } from "@conform-to/react";
import { data, redirect } from "react-router";

import { throwForRoute } from "#app/server/pipeline/faces/throw-for-route.ts";
import { runPipeline } from "#app/server/pipeline/run-pipeline.ts";
import { formSource } from "#app/server/pipeline/sources.ts";
import type { AnyDefinition, InputSource } from "#app/server/pipeline/types.ts";
import type { ApplicationError } from "#app/server/platform/application-error.ts";
import { getRequestContext } from "#app/server/platform/request-context.ts";
import { toApplicationError } from "#app/server/platform/to-application-error.ts";
import type { ErrorCode } from "#app/shared/errors.ts";

/** What a page's `actionData` holds after its form was not accepted, or was and stays on the page. */
export type FormReply<Output> = {
  /** For Conform's `lastResult`. */
  result: SubmissionResult;
  /** The answer of a form that stays on its page; undefined after a failure. */
  data?: Output;
  error?: { code: ErrorCode; message: string; retryAfter?: number };
};

export type FormAnswer<Output> = ReturnType<typeof data<FormReply<Output>>> | Response;

/** Values never sent back to the page. */
const SECRET_FIELD = /password|secret|token/i;

/**
 * Answers a page's form. Success is a 303 to `redirectTo`, or the page itself. What a person can mend, or try
 * again, shows the same page with the status of its code, field errors and what was typed; the rest goes to
 * the nearest error boundary, and a visitor to the sign-in page.
 */
export async function answerForm<Output>(definition: AnyDefinition, request: Request): Promise<FormAnswer<Output>> {
  const source = formSource(request, definition);
  const seen: { input?: unknown } = {};
  const remembering: InputSource = {
    read: source.read,
    validate: (schema) => (seen.input = source.validate(schema)),
  };
  try {
    const output = await runPipeline(definition, remembering);
    if (output instanceof Response) return output;
    const submission = source.submission()!;
    if (definition.redirectTo !== undefined) {
      const target = definition.redirectTo({
        data: output as never,
        input: seen.input as never,
        request: getRequestContext(),
      });
      return redirect(target, 303);
    }
    return data({ result: submission.reply({ resetForm: true }), data: output as Output });
  } catch (thrown) {
    if (thrown instanceof Response) throw thrown;
    const error = toApplicationError(thrown);
    const submission = source.submission();
    if (submission === null || error.code === "UNAUTHENTICATED" || error.code === "NOT_FOUND")
      return throwForRoute(error);
    return data(failedReply<Output>(submission, error), {
      status: error.status,
      headers: error.retryAfter === undefined ? {} : { "retry-after": String(error.retryAfter) },
    });
  }
}

function failedReply<Output>(submission: Submission<unknown>, error: ApplicationError): FormReply<Output> {
  const { "": formErrors, ...fieldErrors } = error.fieldErrors ?? {};
  const hideFields = Object.keys(submission.payload).filter((name) => SECRET_FIELD.test(name));
  const asTyped = error.code === "VALIDATION_FAILED" && submission.status === "error";
  const result = asTyped
    ? submission.reply({ hideFields })
    : submission.reply({
        hideFields,
        fieldErrors,
        formErrors: formErrors ?? (error.fieldErrors === undefined ? [error.message] : []),
      });
  return {
    result,
    error: {
      code: error.code,
      message: error.message,
      ...(error.retryAfter === undefined ? {} : { retryAfter: error.retryAfter }),
    },
  };
}
