import { log } from "#app/server/platform/log.ts";
import { ErrorSeverity, reportError } from "#app/server/platform/report-error.ts";

/**
 * Decides what happens to errors nobody caught. A rejection is reported and the process goes on: one request
 * is worse off, not all. An exception leaves the process in an unknown state, so it stops in order and ends
 * with 1, for its supervisor to start it again.
 *
 * One exception is known to be harmless to others: postgres.js 3.4.9 writes, from a timer, to a connection that
 * was cut in the meantime. Its query ends by its own deadline.
 *
 * @param stop ends open work; the process exits when it settles, or after 20 seconds.
 */
export function installProcessGuards(stop: () => Promise<void>): () => void {
  const onRejection = (reason: unknown) => reportError(reason, { context: { operation: "unhandled rejection" } });
  const onException = (error: Error) => {
    if (isWriteToCutConnection(error)) {
      reportError(error, { severity: ErrorSeverity.WARNING, context: { operation: "write to a cut connection" } });
      return;
    }
    reportError(error, { severity: ErrorSeverity.FATAL, context: { operation: "uncaught exception" } });
    setTimeout(() => process.exit(1), 20_000).unref();
    stop()
      .catch((failure: unknown) => log().error({ err: failure }, "could not stop in order"))
      .finally(() => process.exit(1));
  };
  process.on("unhandledRejection", onRejection).on("uncaughtException", onException);
  return () => void process.off("unhandledRejection", onRejection).off("uncaughtException", onException);
}

function isWriteToCutConnection(error: Error): boolean {
  return (
    error instanceof TypeError &&
    /Immediate\.nextWrite.+postgres[\\/](cjs[\\/])?src[\\/]connection\.js/.test(error.stack ?? "")
  );
}
