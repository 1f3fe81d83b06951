import { type RedisReply, RedisStatus } from "#local/redis/redis-reply.ts";

export type JsonReply = string | number | null | JsonReply[];

/** A reply as JSON. `isBase64` encodes bulk strings, never statuses: what the client asks for by header. */
export function encodeReply(reply: RedisReply, isBase64: boolean): JsonReply {
  if (reply instanceof RedisStatus) return reply.text;
  if (Array.isArray(reply)) return reply.map((item) => encodeReply(item, isBase64));
  if (typeof reply === "string" && isBase64) return Buffer.from(reply, "utf8").toString("base64");
  return reply;
}
