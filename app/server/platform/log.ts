import pino, { type Logger } from "pino";

import { env } from "#app/server/platform/env.ts";
import { findRequestContext } from "#app/server/platform/request-context.ts";

const REDACTED_KEYS = [
  "password",
  "token",
  "secret",
  "authorization",
  "cookie",
  "email",
  "sql",
  "question",
  "prompt",
  "apiKey",
  "access_token",
  "refresh_token",
];

let logger: Logger | undefined;

/**
 * The process's log: one JSON object a line on stdout. Lines written while a request is served carry its
 * id. Keys that hold secrets or personal data are removed at any of the first three levels; do not log
 * request bodies, SQL, cells or mail addresses under other names.
 */
export function log(): Logger {
  logger ??= pino({
    level: env().LOG_LEVEL,
    base: { service: "plainchart" },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: REDACTED_KEYS.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), remove: true },
    mixin: () => {
      const requestId = findRequestContext()?.requestId;
      return requestId === undefined ? {} : { requestId };
    },
    serializers: { err: serializeError },
  });
  return logger;
}

/** Errors whose message never comes from data: names in the code, or our own words. A TypeError may quote its input. */
const QUOTES_NO_DATA = new Set(["ReferenceError", "ApplicationError", "EnvError"]);

/** Name, code and stack frames; a message only where it can't quote what a person typed or a row held. */
function serializeError(error: unknown): unknown {
  if (typeof error !== "object" || error === null) return { type: typeof error };
  const { code, status } = error as { code?: unknown; status?: unknown };
  // PostgREST's errors are plain objects.
  if (!(error instanceof Error)) return { type: "object", code, status };
  const frames = error.stack
    ?.split("\n")
    .filter((line) => line.trimStart().startsWith("at "))
    .slice(0, 12);
  return {
    type: error.name,
    ...(QUOTES_NO_DATA.has(error.name) ? { message: error.message } : {}),
    ...(typeof code === "string" || typeof code === "number" ? { code } : {}),
    frames,
    ...(error.cause === undefined ? {} : { cause: serializeError(error.cause) }),
  };
}
