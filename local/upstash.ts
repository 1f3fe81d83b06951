import { listen } from "./listen.ts";
import { createEmbeddedRedis } from "./redis/embedded-redis.ts";
import { connectRealRedis } from "./redis/real-redis.ts";
import { createBridge } from "./upstash/bridge.ts";

export type UpstashOptions = {
  /** The token every request must carry as `Authorization: Bearer <token>`. */
  token: string;
  /** A real server to speak to, such as redis://127.0.0.1:6379. By default REDIS_URL; without one Redis lives here. */
  redisUrl?: string | undefined;
  /** Default: a free port. */
  port?: number;
};

/** Serves Upstash's REST protocol on 127.0.0.1. In-process data is gone after `stop`; a real server keeps its own. */
export async function startUpstash(options: UpstashOptions): Promise<{ url: string; stop(): Promise<void> }> {
  const { token, redisUrl = process.env.REDIS_URL, port } = options;
  const engine = redisUrl ? await connectRealRedis(redisUrl) : createEmbeddedRedis();
  const listener = await listen(createBridge(engine, token).fetch, port);
  return {
    url: listener.url,
    async stop() {
      await listener.close();
      await engine.close();
    },
  };
}
