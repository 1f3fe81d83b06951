import { parseInteger, sliceRange } from "#local/redis/arguments.ts";
import type { Commands } from "#local/redis/command.ts";
import type { Keyspace } from "#local/redis/keyspace.ts";
import { okStatus, RedisError, type RedisReply } from "#local/redis/redis-reply.ts";

export const listCommands = {
  lpush: {
    arity: -3,
    run(keys, key = "", ...values) {
      const list = open(keys, key);
      for (const value of values) list.unshift(value);
      return list.length;
    },
  },
  rpush: {
    arity: -3,
    run(keys, key = "", ...values) {
      const list = open(keys, key);
      for (const value of values) list.push(value);
      return list.length;
    },
  },
  lpop: { arity: -2, run: (keys, key = "", count) => pop(keys, key, count, (list, n) => list.splice(0, n)) },
  rpop: {
    arity: -2,
    run: (keys, key = "", count) =>
      pop(keys, key, count, (list, n) => list.splice(Math.max(0, list.length - n), n).toReversed()),
  },
  llen: { arity: 2, run: (keys, key = "") => read(keys, key)?.length ?? 0 },
  lrange: { arity: 4, run: (keys, key = "", start, end) => sliceRange(read(keys, key) ?? [], start, end) },
  lindex: { arity: 3, run: (keys, key = "", index) => read(keys, key)?.at(parseInteger(index)) ?? null },
  lset: {
    arity: 4,
    run(keys, key = "", indexText, value = "") {
      const list = read(keys, key);
      if (list === undefined) throw new RedisError("ERR no such key");
      const index = parseInteger(indexText);
      const position = index < 0 ? list.length + index : index;
      if (position < 0 || position >= list.length) throw new RedisError("ERR index out of range");
      list[position] = value;
      return okStatus;
    },
  },
  ltrim: {
    arity: 4,
    run(keys, key = "", start, end) {
      const kept = sliceRange(read(keys, key) ?? [], start, end);
      if (keys.find(key) !== undefined) keys.update(key, "list", kept);
      keys.deleteIfEmpty(key);
      return okStatus;
    },
  },
} satisfies Commands;

function read(keys: Keyspace, key: string) {
  return keys.read(key, "list");
}

function open(keys: Keyspace, key: string): string[] {
  return keys.open(key, "list", () => []);
}

/** Without a count one value, with a count a list. */
function pop(
  keys: Keyspace,
  key: string,
  countText: string | undefined,
  take: (list: string[], count: number) => string[],
): RedisReply {
  const count = countText === undefined ? 1 : parseInteger(countText);
  if (count < 0) throw new RedisError("ERR value is out of range, must be positive");
  const list = read(keys, key);
  if (list === undefined) return null;
  const taken = take(list, count);
  keys.deleteIfEmpty(key);
  return countText === undefined ? (taken[0] ?? null) : taken;
}
