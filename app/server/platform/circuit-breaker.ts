import { circuitBreaker, ConsecutiveBreaker, handleWhen, isBrokenCircuitError } from "cockatiel";

import { ApplicationError } from "#app/server/platform/application-error.ts";
import { log } from "#app/server/platform/log.ts";
import type { ErrorCode } from "#app/shared/errors.ts";

type BreakerOptions = {
  /** For the log. */
  name: string;
  /** What callers see while it is open. */
  code: ErrorCode;
  /** Failures in a row that open it. */
  failures?: number;
  /** Milliseconds until one call may try again. */
  restMs?: number;
  /** Which failures are the service's fault. Default: all but an abort. */
  counts?: (error: unknown) => boolean;
};

/**
 * Stops calling a service that keeps failing: while open, calls fail at once; after a rest one call tries.
 *
 * @throws ApplicationError with the given code while open.
 * @example
 * const callModel = createBreaker({ name: "model", code: "MODEL_UNAVAILABLE" });
 * await callModel(() => generateText({ ... }));
 */
export function createBreaker({ name, code, failures = 5, restMs = 10_000, counts = isNotAbort }: BreakerOptions) {
  const policy = circuitBreaker(handleWhen(counts), {
    halfOpenAfter: restMs,
    breaker: new ConsecutiveBreaker(failures),
  });
  policy.onBreak(() => log().warn({ service: name }, "circuit opened"));
  policy.onReset(() => log().info({ service: name }, "circuit closed"));
  return async function throughBreaker<Value>(work: () => Promise<Value>): Promise<Value> {
    try {
      return await policy.execute(work);
    } catch (error) {
      if (isBrokenCircuitError(error))
        throw new ApplicationError({ code, cause: error, retryAfter: Math.ceil(restMs / 1_000) });
      throw error;
    }
  };
}

function isNotAbort(error: unknown): boolean {
  return !(error instanceof Error && error.name === "AbortError");
}
