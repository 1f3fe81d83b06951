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
  work: (attempt: { number: number; signal: AbortSignal | undefined }) => Promise<Value>,
  { maxAttempts = 3, signal, initialDelayMs = 100, maxDelayMs = 5_000, isRetryable = mayPass }: RetryOptions = {},
): Promise<Value> {
  budget = Math.min(BUDGET_MAX, budget + BUDGET_PER_CALL);
  for (let number = 1; ; number++) {
    signal?.throwIfAborted();
    try {
      return await work({ number, signal });
    } catch (error) {
      if (number >= maxAttempts || signal?.aborted === true || !isRetryable(error) || !takeFromBudget()) throw error;
      await wait(delayMs(error, number, initialDelayMs, maxDelayMs), signal);
    }
  }
}

function delayMs(error: unknown, number: number, initialDelayMs: number, maxDelayMs: number): number {
  const asked = error instanceof ApplicationError ? error.retryAfter : undefined;
  if (asked !== undefined) return Math.min(asked * 1_000, maxDelayMs);
  return Math.random() * Math.min(maxDelayMs, initialDelayMs * 2 ** (number - 1));
}

function wait(durationMs: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", onAbort);
      resolve();
    }, durationMs);
    signal?.addEventListener("abort", onAbort, { once: true });
  });
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
