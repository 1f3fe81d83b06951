import { ApplicationError } from "#app/server/platform/application-error.ts";
import type { ErrorCode } from "#app/shared/errors.ts";

/** SQLSTATE and PostgREST codes that mean something to a person; all others are DATABASE_ERROR. */
const CODES: Record<string, ErrorCode> = {
  "23505": "CONFLICT",
  "23503": "CONFLICT",
  "23P01": "CONFLICT",
  "23502": "BAD_REQUEST",
  "23514": "BAD_REQUEST",
  "22P02": "BAD_REQUEST",
  "22P05": "BAD_REQUEST",
  "22021": "BAD_REQUEST",
  "22001": "BAD_REQUEST",
  "22003": "BAD_REQUEST",
  "22007": "BAD_REQUEST",
  "22008": "BAD_REQUEST",
  "22023": "BAD_REQUEST",
  "42501": "FORBIDDEN",
  P0002: "NOT_FOUND",
  "54000": "CONFLICT",
  "55000": "CONFLICT",
  "40001": "SERVICE_UNAVAILABLE",
  "40P01": "SERVICE_UNAVAILABLE",
  "57014": "QUERY_TIMEOUT",
  "57P01": "SERVICE_UNAVAILABLE",
  "57P02": "SERVICE_UNAVAILABLE",
  "57P03": "SERVICE_UNAVAILABLE",
  "53300": "SERVICE_UNAVAILABLE",
  "53400": "SERVICE_UNAVAILABLE",
  PGRST116: "NOT_FOUND",
  PGRST301: "UNAUTHENTICATED",
  PGRST303: "UNAUTHENTICATED",
  PGRST000: "SERVICE_UNAVAILABLE",
  PGRST001: "SERVICE_UNAVAILABLE",
  PGRST002: "SERVICE_UNAVAILABLE",
  PGRST003: "SERVICE_UNAVAILABLE",
  ECONNREFUSED: "SERVICE_UNAVAILABLE",
  ECONNRESET: "SERVICE_UNAVAILABLE",
  ETIMEDOUT: "SERVICE_UNAVAILABLE",
  EPIPE: "SERVICE_UNAVAILABLE",
  ENOTFOUND: "SERVICE_UNAVAILABLE",
  CONNECTION_CLOSED: "SERVICE_UNAVAILABLE",
  CONNECTION_ENDED: "SERVICE_UNAVAILABLE",
  CONNECTION_DESTROYED: "SERVICE_UNAVAILABLE",
  CONNECT_TIMEOUT: "SERVICE_UNAVAILABLE",
};

/**
 * Turns an error of Postgres, PostgREST or a driver into one that may be shown. Branches on codes only;
 * the original is kept as the private cause. `what` names the operation for the log.
 *
 * @example
 * const { data, error } = await userClient().from("glossary_terms").select();
 * if (error !== null) throw handleDbError(error, "list glossary terms");
 */
export function handleDbError(error: unknown, what: string): ApplicationError {
  if (error instanceof ApplicationError) return error;
  const code = CODES[readCode(error)] ?? (isFetchFailure(error) ? "SERVICE_UNAVAILABLE" : "DATABASE_ERROR");
  return new ApplicationError({ code, cause: new Error(`${what} failed`, { cause: error }) });
}

/** Wraps a defect of ours. Answers with INTERNAL's public text and keeps the original for the log. */
export function handleInternalError(error: unknown, what: string): ApplicationError {
  if (error instanceof ApplicationError) return error;
  return new ApplicationError({ code: "INTERNAL", cause: new Error(`${what} failed`, { cause: error }) });
}

function readCode(error: unknown): string {
  if (typeof error !== "object" || error === null) return "";
  const { code, cause } = error as { code?: unknown; cause?: unknown };
  if (typeof code === "string" && code !== "") return code;
  return cause === undefined ? "" : readCode(cause);
}

/** supabase-js reports a request that got no answer, or none in time, only as text: its `code` is empty then. */
function isFetchFailure(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  const { message, code } = error as { message?: unknown; code?: unknown };
  return (
    (code === "" || code === undefined) &&
    typeof message === "string" &&
    /fetch failed|AbortError|TimeoutError/i.test(message)
  );
}
