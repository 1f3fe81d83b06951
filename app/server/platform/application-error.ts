import { ERROR_CODES, type ErrorCode } from "#app/shared/errors.ts";

type ApplicationErrorOptions = {
  code: ErrorCode;
  /** Public text. Left out, the code's own message is shown. Never put a secret, SQL or a stack here. */
  message?: string;
  /** The private reason; goes to the log, never to a client. */
  cause?: unknown;
  /** Messages by field name; the empty key is about the form as a whole. */
  fieldErrors?: Record<string, string[]>;
  /** Seconds. */
  retryAfter?: number;
};

/**
 * The only error whose message a client sees.
 *
 * @example
 * throw new ApplicationError({ code: "FORBIDDEN", message: "Wrong organization context" });
 */
export class ApplicationError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly fieldErrors: Record<string, string[]> | undefined;
  readonly retryAfter: number | undefined;

  constructor({ code, message, cause, fieldErrors, retryAfter }: ApplicationErrorOptions) {
    super(message ?? ERROR_CODES[code].message, cause === undefined ? undefined : { cause });
    this.name = "ApplicationError";
    this.code = code;
    this.status = ERROR_CODES[code].status;
    this.fieldErrors = fieldErrors;
    this.retryAfter = retryAfter;
  }
}
