import { ApplicationError } from "#app/server/platform/application-error.ts";

/**
 * Maps anything thrown to an `ApplicationError`. What is not one already becomes INTERNAL with the original
 * as its private cause, except an abort, which is CANCELLED.
 */
export function toApplicationError(error: unknown): ApplicationError {
  if (error instanceof ApplicationError) return error;
  if (error instanceof Error && error.name === "AbortError")
    return new ApplicationError({ code: "CANCELLED", cause: error });
  return new ApplicationError({ code: "INTERNAL", cause: error });
}
