import { DelegateBackoff, handleWhen, retry } from "cockatiel";

import { ApplicationError } from "#app/server/platform/application-error.ts";
import { ERROR_CODES } from "#app/shared/errors.ts";

export type RetryOptions = {
  /** Tries altogether, the first included. */
  maxAttempts?: number;
  signal?: AbortSignal;
  /** Milliseconds; the first wait is between 0 and this, each further up to twice the last. */
  initialDelayMs?: number;
  maxDelayMs?: number;
  /** Which failures may go away by themselves. */
  isRetryable?: (error: unknown) => boolean;
};

/** Retries may add this much load to a service in trouble: a tenth, plus a few to start with. */
const BUDGET_PER_CALL = 0.1;
const BUDGET_MAX = 20;
let budget = BUDGET_MAX;

/**
 * Tries again what may safely be done twice: reads, and writes with an idempotency key. Waits grow
 * exponentially with full jitter (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/),
 * or last as long as the error's `retryAfter` says. All calls of the process share a budget, so that an
 * outage is not multiplied.
 *
 * @throws what the last try threw; at once when the signal aborts.
 * @example
 * const rows = await withRetry(() => loadRows(), { signal });
 */
export async function withRetry<Value>(
  work: (attempt: { number: number; signal: AbortSignal }) => Promise<Value>,
  { maxAttempts = 3, signal, initialDelayMs = 100, maxDelayMs = 5_000, isRetryable = mayPass }: RetryOptions = {},
): Promise<Value> {
  signal?.throwIfAborted();
  budget = Math.min(BUDGET_MAX, budget + BUDGET_PER_CALL);
  const policy = retry(
    handleWhen((error) => signal?.aborted !== true && isRetryable(error) && takeFromBudget()),
    {
      maxAttempts: maxAttempts - 1,
      backoff: new DelegateBackoff(({ attempt, result }) => {
        const asked =
          "error" in result && result.error instanceof ApplicationError ? result.error.retryAfter : undefined;
        if (asked !== undefined) return Math.min(asked * 1_000, maxDelayMs);
        return Math.random() * Math.min(maxDelayMs, initialDelayMs * 2 ** (attempt - 1));
      }),
    },
  );
  return policy.execute((context) => work({ number: context.attempt + 1, signal: context.signal }), signal);
}

function mayPass(error: unknown): boolean {
  if (error instanceof ApplicationError) return ERROR_CODES[error.code].retryable && error.code !== "CANCELLED";
  const code = (error as { code?: unknown } | null)?.code;
  return code === "ECONNRESET" || code === "ECONNREFUSED" || code === "ETIMEDOUT" || code === "EPIPE";
}

function takeFromBudget(): boolean {
  if (budget < 1) return false;
  budget -= 1;
  return true;
}
