import { ApplicationError } from "#app/server/platform/application-error.ts";

import { PoolBusyError } from "./connection/connection-pool.ts";

/**
 * The private cause of a failed query: the SQLSTATE class decides whether a repair is worth trying, and nothing else is kept,
 * since the server's texts may quote cells.
 */
export class DatabaseFailure extends Error {
  /** Five characters, or a socket's error code such as `ECONNREFUSED`. */
  readonly sqlState: string;
  /** UTF-16 offset in the SQL where the server pointed at it. */
  readonly position: number | null;

  constructor(sqlState: string, position: number | null) {
    super(`database error ${sqlState}`);
    this.name = "DatabaseFailure";
    this.sqlState = sqlState;
    this.position = position;
  }
}

/** The SQLSTATE behind an error thrown by `executeQuery` or `estimateCost`; null where there is none. */
export function sqlStateOf(error: unknown): string | null {
  return error instanceof ApplicationError && error.cause instanceof DatabaseFailure ? error.cause.sqlState : null;
}

const MESSAGES: Readonly<Record<string, string>> = {
  "22003": "A number is out of range for its type.",
  "22004": "A value is missing where one is needed.",
  "22007": "A text could not be read as a date or time.",
  "22008": "A date or time is out of range.",
  "22009": "A time zone is not known.",
  "22012": "Something is divided by zero. Wrap the divisor in nullif(x, 0).",
  "22P02": "A text could not be read as the type it is cast to.",
  "21000": "A subquery used as a value gave more than one row.",
  "42501": "This reads something that isn't available to you.",
  "53200": "The query needs more memory than the database has.",
  "53400": "The query needs more temporary space than is allowed.",
  "54000": "The query is too complex for the database.",
  "54001": "The query is too complex for the database.",
};

/** Classes whose primary message speaks of the SQL (names, types, syntax) and never of stored values. */
const SAFE_MESSAGE = /^42(?!501)/;
const HINTED = new Set(["42703", "42P01", "42883", "42702", "42803"]);

/** Turns whatever a driver or socket threw into the error a person may read. `cancelled`: their own signal ended it. */
export function toQueryError(error: unknown, sql: string, cancelled: boolean): ApplicationError {
  if (error instanceof ApplicationError) return error;
  if (cancelled) return new ApplicationError({ code: "CANCELLED" });
  if (error instanceof PoolBusyError) {
    return new ApplicationError({
      code: "SERVICE_UNAVAILABLE",
      message: "The database is busy. Please try again.",
      cause: error,
    });
  }
  const { state, message, hint, position } = readError(error);
  const cause = new DatabaseFailure(state, position === null ? null : Math.min(position, sql.length));
  if (state === "57014" || state === "55P03" || state === "25P03" || state === "25P04") {
    return new ApplicationError({ code: "QUERY_TIMEOUT", cause });
  }
  if (state === "53200" || state === "53400" || state.startsWith("54")) {
    return new ApplicationError({ code: "QUERY_TOO_EXPENSIVE", message: MESSAGES[state], cause });
  }
  if (/^[0-9A-Z]{5}$/.test(state) && !/^(?:08|28|3D|53|57|58|XX)/.test(state)) {
    return new ApplicationError({ code: "QUERY_FAILED", message: publicMessage(state, message, hint), cause });
  }
  return new ApplicationError({
    code: "SERVICE_UNAVAILABLE",
    message: "The database is not answering. Please try again.",
    cause,
  });
}

function publicMessage(state: string, message: string, hint: string | null): string | undefined {
  const fixed = MESSAGES[state];
  if (fixed !== undefined) return fixed;
  if (state.startsWith("22")) return "A value does not fit what the query does with it.";
  if (!SAFE_MESSAGE.test(state)) return undefined;
  const sentence = `${message.charAt(0).toUpperCase()}${message.slice(1)}.`;
  return hint !== null && HINTED.has(state) ? `${sentence} ${hint}` : sentence;
}

function readError(error: unknown): { state: string; message: string; hint: string | null; position: number | null } {
  const fields: Record<string, unknown> = typeof error === "object" && error !== null ? { ...error } : {};
  const position = Number(fields.position);
  return {
    state: typeof fields.code === "string" ? fields.code : "08006",
    message: error instanceof Error ? error.message : "",
    hint: typeof fields.hint === "string" ? fields.hint : null,
    position: Number.isInteger(position) && position > 0 ? position - 1 : null,
  };
}
