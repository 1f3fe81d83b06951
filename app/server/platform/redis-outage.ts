import { seconds } from "#app/server/platform/clock.ts";
import { log } from "#app/server/platform/log.ts";

/** After a failure Redis is left alone this long, so that requests do not queue behind a dead service. */
const REST_MS = seconds(1);
const LOG_EVERY_MS = seconds(10);

export type RedisOutage = {
  /** Whether Redis should be tried now. */
  mayTry: () => boolean;
  /** Notes a refusal or a time-out; says so in the log at most once in ten seconds. */
  note: (error: unknown) => void;
  /** Settles like `work`, or rejects when it takes longer than `timeoutMs`. */
  within: <Value>(work: Promise<Value>, timeoutMs: number) => Promise<Value>;
};

/** One user's view of Redis being away. `consequence` ends the log line. */
export function watchRedis(consequence: string): RedisOutage {
  let restUntilMs = -Infinity;
  let loggedAtMs = -Infinity;
  return {
    mayTry: () => performance.now() >= restUntilMs,
    note: (error) => {
      restUntilMs = performance.now() + REST_MS;
      if (performance.now() - loggedAtMs < LOG_EVERY_MS) return;
      loggedAtMs = performance.now();
      log().error({ err: error }, `Redis does not answer: ${consequence}`);
    },
    within: async (work, timeoutMs) => {
      const late = Promise.withResolvers<never>();
      const timer = setTimeout(() => late.reject(new Error("Redis took too long")), timeoutMs);
      try {
        return await Promise.race([work, late.promise]);
      } finally {
        clearTimeout(timer);
        work.catch(() => {});
      }
    },
  };
}
