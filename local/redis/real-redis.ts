import { createClient, ErrorReply, MultiErrorReply, RESP_TYPES } from "@redis/client";
import type { RedisEngine } from "./redis-engine.ts";
import { RedisError, type RedisReply, RedisStatus } from "./redis-reply.ts";

const connectTimeoutMs = 5_000;
const closeTimeoutMs = 500;

/** A real Redis server as the engine. While it is down every command fails at once, and the client reconnects. */
export async function connectRealRedis(url: string): Promise<RedisEngine> {
  const client = createClient({
    url,
    RESP: 2,
    disableOfflineQueue: true,
    socket: { connectTimeout: connectTimeoutMs },
    // Bulk strings as buffers: the only way to tell them from statuses.
    commandOptions: { typeMapping: { [RESP_TYPES.BLOB_STRING]: Buffer } },
  });
  client.on("error", () => {
    // Each failed command reports its own error.
  });
  await client.connect();
  return {
    async send(words) {
      try {
        return toReply(await client.sendCommand(words));
      } catch (error) {
        throw toRedisError(error);
      }
    },
    async transaction(list) {
      const multi = client.multi();
      for (const words of list) multi.addCommand(words);
      try {
        return ((await multi.exec()) as unknown[]).map(toReplyOrError);
      } catch (error) {
        if (error instanceof MultiErrorReply) return error.replies.map(toReplyOrError);
        throw toRedisError(error);
      }
    },
    async close() {
      // Waits for commands under way, and would do so for ever.
      const timer = setTimeout(() => client.destroy(), closeTimeoutMs);
      await client.close().catch(() => undefined);
      clearTimeout(timer);
    },
  };
}

function toReply(value: unknown): RedisReply {
  if (value === null || value === undefined) return null;
  if (Buffer.isBuffer(value)) return value.toString("utf8");
  if (typeof value === "string") return new RedisStatus(value);
  if (typeof value === "number") return value;
  if (Array.isArray(value)) return value.map(toReply);
  throw new Error(`unexpected reply of type ${typeof value}`);
}

function toReplyOrError(value: unknown): RedisReply | RedisError {
  return value instanceof ErrorReply ? new RedisError(value.message) : toReply(value);
}

function toRedisError(error: unknown): unknown {
  return error instanceof ErrorReply ? new RedisError(error.message, { cause: error }) : error;
}
