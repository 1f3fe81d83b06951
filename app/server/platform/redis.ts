import { Redis, type Requester } from "@upstash/redis";

import { seconds } from "#app/server/platform/clock.ts";
import { env } from "#app/server/platform/env.ts";
import { createRedisRequester } from "#app/server/platform/redis-requester.ts";

/** Commands of one tick share one round trip. */
class PipeliningRedis extends Redis {
  constructor(requester: Requester) {
    super(requester);
    return this.autoPipeline();
  }
}

let client: Redis | undefined;
let closeRequester: (() => void) | undefined;

/**
 * The process's Redis client. Commands issued in one tick are sent together; each exchange ends after three
 * seconds at most. It rejects when Redis is down: callers decide what an outage means to them.
 */
export function redis(): Redis {
  if (client === undefined) {
    const { UPSTASH_REDIS_REST_URL: url, UPSTASH_REDIS_REST_TOKEN: token } = env();
    const requester = createRedisRequester({ url, token, timeoutMs: seconds(3) });
    closeRequester = requester.close;
    client = new PipeliningRedis(requester);
  }
  return client;
}

/** Closes idle connections, at shutdown and between tests that use different servers. */
export function closeRedis(): void {
  closeRequester?.();
  client = undefined;
  closeRequester = undefined;
}
