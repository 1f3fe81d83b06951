/**
 * The one table of error codes. `message` is what a person may read; the private cause travels in
 * `ApplicationError.cause` and goes to the log only.
 */
export const ERROR_CODES = {
  BAD_REQUEST: { status: 400, message: "The request could not be read.", retryable: false, level: "warn" },
  VALIDATION_FAILED: { status: 422, message: "Some fields need another look.", retryable: false, level: "info" },
  ORIGIN_REFUSED: {
    status: 403,
    message: "This request did not come from Plainchart's own pages.",
    retryable: false,
    level: "warn",
  },
  PAYLOAD_TOO_LARGE: {
    status: 413,
    message: "That is more than can be sent at once.",
    retryable: false,
    level: "warn",
  },
  UNAUTHENTICATED: { status: 401, message: "Please sign in first.", retryable: false, level: "info" },
  FORBIDDEN: { status: 403, message: "Your role does not allow this.", retryable: false, level: "warn" },
  NOT_FOUND: {
    status: 404,
    message: "There is nothing here, or it is not yours to see.",
    retryable: false,
    level: "info",
  },
  CONFLICT: { status: 409, message: "This was changed or already exists.", retryable: false, level: "info" },
  RATE_LIMITED: { status: 429, message: "Too many requests. Please wait a moment.", retryable: true, level: "info" },
  SQL_REFUSED: { status: 422, message: "This SQL is not allowed here.", retryable: false, level: "info" },
  QUERY_FAILED: { status: 422, message: "The database could not run this query.", retryable: false, level: "info" },
  QUERY_TIMEOUT: { status: 504, message: "The query took too long and was stopped.", retryable: true, level: "warn" },
  QUERY_TOO_EXPENSIVE: { status: 422, message: "This query would read too much.", retryable: false, level: "info" },
  CANCELLED: { status: 499, message: "Stopped.", retryable: true, level: "info" },
  DEADLINE_EXCEEDED: { status: 504, message: "This took too long and was stopped.", retryable: true, level: "warn" },
  MODEL_UNAVAILABLE: { status: 503, message: "The language model is not answering.", retryable: true, level: "warn" },
  BILLING_NOT_CONFIGURED: {
    status: 503,
    message: "Billing is not set up on this installation.",
    retryable: false,
    level: "info",
  },
  NOT_CONFIGURED: { status: 503, message: "This is not set up on this installation.", retryable: false, level: "info" },
  SERVICE_UNAVAILABLE: {
    status: 503,
    message: "A service Plainchart needs is not answering. Please try again.",
    retryable: true,
    level: "error",
  },
  DATABASE_ERROR: { status: 500, message: "The database could not complete this.", retryable: true, level: "error" },
  NO_REQUEST_CONTEXT: { status: 500, message: "This was called outside a request.", retryable: false, level: "error" },
  INTERNAL: { status: 500, message: "Something went wrong on our side.", retryable: true, level: "error" },
} as const satisfies Record<string, ErrorDescription>;

export type ErrorDescription = {
  status: number;
  message: string;
  retryable: boolean;
  level: "info" | "warn" | "error";
};

export type ErrorCode = keyof typeof ERROR_CODES;
