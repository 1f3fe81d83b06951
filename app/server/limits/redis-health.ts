import { nowMs, seconds } from "#app/server/platform/clock.ts";
import { log } from "#app/server/platform/log.ts";

/** After a failure Redis is left alone this long, so that requests do not queue behind a dead service. */
const REST_MS = seconds(1);
const LOG_EVERY_MS = seconds(10);

let restUntilMs = 0;
let loggedAtMs = 0;

/** Whether limits should try Redis now. */
export function mayTryRedis(): boolean {
  return nowMs() >= restUntilMs;
}

/** Notes that Redis refused or took too long; says so in the log at most once in ten seconds. */
export function noteRedisFailure(error: unknown): void {
  restUntilMs = nowMs() + REST_MS;
  if (nowMs() - loggedAtMs < LOG_EVERY_MS) return;
  loggedAtMs = nowMs();
  log().error({ err: error }, "rate limits: Redis does not answer, each limit follows its outage policy");
}
