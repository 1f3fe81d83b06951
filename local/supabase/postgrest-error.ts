/** What Postgres says of an error; the fields PostgREST passes on. */
export type DatabaseError = { code: string; message: string; detail?: string; hint?: string };

export function isDatabaseError(error: unknown): error is DatabaseError {
  return error instanceof Error && error.name === "PostgresError" && "code" in error && typeof error.code === "string";
}

/** True where the database was not reached, or was lost on the way: the driver's and the network's errors. */
export function isConnectionError(error: unknown): error is Error {
  return (
    error instanceof Error &&
    "code" in error &&
    typeof error.code === "string" &&
    /^(CONNECT|ECONN|EPIPE|57P0)/.test(error.code)
  );
}

/** Answers a database error as PostgREST does (https://docs.postgrest.org/en/v14/references/errors.html). */
export function postgrestError({ code, message, detail, hint }: DatabaseError, isAnonymous: boolean): Response {
  return Response.json(
    { code, message, details: detail ?? null, hint: hint ?? null },
    { status: code === "42501" && isAnonymous ? 401 : statusOf(code) },
  );
}

const STATUS_BY_CODE: Record<string, number> = {
  "23503": 409,
  "23505": 409,
  "25006": 405,
  "42501": 403,
  "42883": 404,
  "42P01": 404,
  "42P17": 500,
  "53400": 500,
  "57P01": 503,
  P0001: 400,
};

const STATUS_BY_CLASS: Record<string, number> = {
  "08": 503,
  "09": 500,
  "0L": 403,
  "0P": 403,
  "25": 500,
  "28": 403,
  "2D": 500,
  "38": 500,
  "39": 500,
  "3B": 500,
  "40": 500,
  "53": 503,
  "54": 413,
  "55": 500,
  "57": 500,
  "58": 500,
  F0: 500,
  HV: 500,
  P0: 500,
  XX: 500,
};

function statusOf(code: string): number {
  return STATUS_BY_CODE[code] ?? STATUS_BY_CLASS[code.slice(0, 2)] ?? 400;
}
