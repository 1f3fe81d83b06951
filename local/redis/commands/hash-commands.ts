import {
  addFloats,
  addIntegers,
  formatFloat,
  parseFloatArgument,
  parseInteger,
  toPairs,
} from "#local/redis/arguments.ts";
import type { Commands } from "#local/redis/command.ts";
import type { Keyspace } from "#local/redis/keyspace.ts";
import { okStatus, RedisError } from "#local/redis/redis-reply.ts";

export const hashCommands = {
  hset: { arity: -4, run: (keys, key = "", ...words) => setFields(keys, key, toPairs("hset", words)) },
  hmset: {
    arity: -4,
    run(keys, key = "", ...words) {
      setFields(keys, key, toPairs("hmset", words));
      return okStatus;
    },
  },
  hsetnx: {
    arity: 4,
    run: (keys, key = "", field = "", value = "") =>
      read(keys, key)?.has(field) === true ? 0 : setFields(keys, key, [[field, value]]),
  },
  hget: { arity: 3, run: (keys, key = "", field = "") => read(keys, key)?.get(field) ?? null },
  hmget: {
    arity: -3,
    run(keys, key = "", ...fields) {
      const hash = read(keys, key);
      return fields.map((field) => hash?.get(field) ?? null);
    },
  },
  hgetall: { arity: 2, run: (keys, key = "") => [...(read(keys, key) ?? [])].flat() },
  hkeys: { arity: 2, run: (keys, key = "") => [...(read(keys, key)?.keys() ?? [])] },
  hvals: { arity: 2, run: (keys, key = "") => [...(read(keys, key)?.values() ?? [])] },
  hlen: { arity: 2, run: (keys, key = "") => read(keys, key)?.size ?? 0 },
  hexists: { arity: 3, run: (keys, key = "", field = "") => (read(keys, key)?.has(field) === true ? 1 : 0) },
  hdel: {
    arity: -3,
    run(keys, key = "", ...fields) {
      const hash = read(keys, key);
      const removed = fields.filter((field) => hash?.delete(field) === true).length;
      keys.deleteIfEmpty(key);
      return removed;
    },
  },
  hincrby: {
    arity: 4,
    run(keys, key = "", field = "", by) {
      const amount = parseInteger(by);
      const sum = addIntegers(parseField(keys, key, field), amount);
      setFields(keys, key, [[field, String(sum)]]);
      return sum;
    },
  },
  hincrbyfloat: {
    arity: 4,
    run(keys, key = "", field = "", by) {
      const amount = parseFloatArgument(by);
      const sum = formatFloat(addFloats(parseFloatArgument(read(keys, key)?.get(field) ?? "0"), amount));
      setFields(keys, key, [[field, sum]]);
      return sum;
    },
  },
} satisfies Commands;

function read(keys: Keyspace, key: string) {
  return keys.read(key, "hash");
}

/** Number of fields that were not there before. */
function setFields(keys: Keyspace, key: string, fields: [string, string][]): number {
  const hash = keys.open(key, "hash", () => new Map());
  const sizeBefore = hash.size;
  for (const [field, value] of fields) hash.set(field, value);
  return hash.size - sizeBefore;
}

function parseField(keys: Keyspace, key: string, field: string): number {
  try {
    return parseInteger(read(keys, key)?.get(field) ?? "0");
  } catch (error) {
    if (error instanceof RedisError && error.message.startsWith("ERR")) {
      throw new RedisError("ERR hash value is not an integer");
    }
    throw error;
  }
}
