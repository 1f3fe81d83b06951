import { CircuitState, type CircuitBreakerPolicy, circuitBreaker, ConsecutiveBreaker, handleAll } from "cockatiel";
import { ErrorCategory, ErrorSeverity, reportError } from "#app/server/platform/report-error.ts";
import type { Analyst, AnalystRequest, AnalystUpdate, FallbackReason } from "#app/shared/analyst.ts";

export type FallbackAnalystOptions = {
  model: Analyst;
  offline: Analyst;
  /** Shared by every analyst on one provider, so that an outage is learnt once. */
  breaker: CircuitBreakerPolicy;
  /** False where the organisation's budget for the model is spent. Default: always true. */
  mayUseModel?: () => Promise<boolean>;
};

const FAILURES_UNTIL_OPEN = 3;
const OPEN_MS = 30_000;

/** Three failures in a row close the door to a provider for half a minute; then one question tries it. */
export function createModelBreaker(): CircuitBreakerPolicy {
  return circuitBreaker(handleAll, { halfOpenAfter: OPEN_MS, breaker: new ConsecutiveBreaker(FAILURES_UNTIL_OPEN) });
}

/**
 * Asks the model, and the offline analyst in its place when the provider fails, has just failed too
 * often, or the budget is spent. The final update says who answered and why. Stopping is no failure.
 */
export function createFallbackAnalyst(options: FallbackAnalystOptions): Analyst {
  return {
    name: "model",
    async *analyse(request, { signal }) {
      const reason = yield* tryModel(options, request, signal);
      if (reason === null) return;
      signal.throwIfAborted();
      for await (const update of options.offline.analyse(request, { signal })) {
        yield update.final ? { ...update, fallback: reason } : update;
      }
    },
  };
}

/** Null when the model has answered. */
async function* tryModel(
  { model, breaker, mayUseModel }: FallbackAnalystOptions,
  request: AnalystRequest,
  signal: AbortSignal,
): AsyncGenerator<AnalystUpdate, FallbackReason | null> {
  if (mayUseModel && !(await mayUseModel())) return "model_budget_spent";
  const call = await openCall(breaker);
  if (!call) return "model_unavailable";
  try {
    for await (const update of model.analyse(request, { signal })) {
      yield update;
      if (update.final) return null;
    }
    throw new Error("The model analyst ended without an answer.");
  } catch (cause) {
    if (signal.aborted) throw cause;
    call.fail(cause);
    reportError(cause, { category: ErrorCategory.MODEL, severity: ErrorSeverity.WARNING });
    return "model_unavailable";
  } finally {
    call.end();
  }
}

type Call = { end(): void; fail(cause: unknown): void };

/** A breaker wraps one promise; a stream is told to it as the promise of its end. Null: the door is closed. */
async function openCall(breaker: CircuitBreakerPolicy): Promise<Call | null> {
  // While one question tries the provider, others do not wait for it.
  if (breaker.state === CircuitState.HalfOpen) return null;
  const admitted = Promise.withResolvers<boolean>();
  const ended = Promise.withResolvers<void>();
  breaker
    .execute(() => {
      admitted.resolve(true);
      return ended.promise;
    })
    .catch(() => admitted.resolve(false));
  return (await admitted.promise) ? { end: () => ended.resolve(), fail: (cause) => ended.reject(cause) } : null;
}
