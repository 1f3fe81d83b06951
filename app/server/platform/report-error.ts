import { log } from "#app/server/platform/log.ts";
import { errorsTotal } from "#app/server/platform/metrics.ts";

export const ErrorCategory = {
  DATABASE: "database",
  AUTH: "auth",
  VALIDATION: "validation",
  NETWORK: "network",
  MODEL: "model",
  BILLING: "billing",
  MAIL: "mail",
  CACHE: "cache",
  LIMITER: "limiter",
  AUDIT: "audit",
  RENDER: "render",
  INTERNAL: "internal",
} as const;
export type ErrorCategory = (typeof ErrorCategory)[keyof typeof ErrorCategory];

export const ErrorSeverity = { INFO: "info", WARNING: "warn", ERROR: "error", FATAL: "fatal" } as const;
export type ErrorSeverity = (typeof ErrorSeverity)[keyof typeof ErrorSeverity];

export type ErrorReport = {
  category?: ErrorCategory;
  severity?: ErrorSeverity;
  /** Ids and names only; see `log` for what is removed. */
  context?: Record<string, unknown>;
};

/** Somewhere else errors should go, besides the log. Must not throw. */
export type ErrorSink = (error: unknown, report: Required<ErrorReport>) => void;

const sinks: ErrorSink[] = [];

/** Adds a sink, at start-up. */
export function addErrorSink(sink: ErrorSink): void {
  sinks.push(sink);
}

/**
 * Tells operators about an error: the log, the error counter and every sink. Never throws, never waits.
 *
 * @example
 * reportError(error, { category: ErrorCategory.DATABASE, severity: ErrorSeverity.ERROR, context: { userId } });
 */
export function reportError(error: unknown, report: ErrorReport = {}): void {
  const { category = ErrorCategory.INTERNAL, severity = ErrorSeverity.ERROR, context = {} } = report;
  errorsTotal.inc({ category, severity });
  log()[severity]({ err: error, category, ...context }, "error reported");
  for (const sink of sinks) sink(error, { category, severity, context });
}
