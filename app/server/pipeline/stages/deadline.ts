import { ApplicationError } from "#app/server/platform/application-error.ts";

export type Deadline = {
  /** Aborts at the deadline and when the client goes away. */
  signal: AbortSignal;
  /** Aborts at the deadline only: for work whose answer others wait for too. */
  timeSignal: AbortSignal;
  /** Settles like `work`, or rejects with DEADLINE_EXCEEDED when the time is up first. */
  race: <Value>(work: Promise<Value>) => Promise<Value>;
  /** Calls back once if the time runs out. */
  onExpired: (callback: () => void) => void;
  clear: () => void;
};

/** One deadline for one run. A client that leaves aborts the signal but does not end the race. */
export function openDeadline(deadlineMs: number, clientSignal: AbortSignal): Deadline {
  const timer = new AbortController();
  const timeout = setTimeout(() => timer.abort(new ApplicationError({ code: "DEADLINE_EXCEEDED" })), deadlineMs);
  timeout.unref();
  return {
    signal: AbortSignal.any([timer.signal, clientSignal]),
    timeSignal: timer.signal,
    race: async (work) => {
      const expired = Promise.withResolvers<never>();
      const onAbort = () => expired.reject(timer.signal.reason);
      timer.signal.addEventListener("abort", onAbort, { once: true });
      if (timer.signal.aborted) onAbort();
      try {
        return await Promise.race([work, expired.promise]);
      } finally {
        timer.signal.removeEventListener("abort", onAbort);
        // Whichever lost must not become an unhandled rejection.
        work.catch(() => {});
        expired.promise.catch(() => {});
      }
    },
    onExpired: (callback) => timer.signal.addEventListener("abort", callback, { once: true }),
    clear: () => clearTimeout(timeout),
  };
}
