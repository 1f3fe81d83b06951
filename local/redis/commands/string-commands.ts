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
import { okStatus } from "#local/redis/redis-reply.ts";
import { parseExpiry, setString } from "./set-string.ts";

export const stringCommands = {
  get: { arity: 2, run: (keys, key = "") => keys.read(key, "string") ?? null },
  set: { arity: -3, run: (keys, key = "", value = "", ...options) => setString(keys, key, value, options) },
  setex: {
    arity: 4,
    run: (keys, key = "", seconds = "", value = "") => setFor(keys, key, value, "EX", seconds, "setex"),
  },
  psetex: { arity: 4, run: (keys, key = "", ms = "", value = "") => setFor(keys, key, value, "PX", ms, "psetex") },
  setnx: { arity: 3, run: (keys, key = "", value = "") => (setString(keys, key, value, ["NX"]) === null ? 0 : 1) },
  getset: { arity: 3, run: (keys, key = "", value = "") => setString(keys, key, value, ["GET"]) },
  getdel: {
    arity: 2,
    run(keys, key = "") {
      const value = keys.read(key, "string") ?? null;
      keys.delete(key);
      return value;
    },
  },
  getex: {
    arity: -2,
    run(keys, key = "", option, amount) {
      const value = keys.read(key, "string");
      if (value === undefined) return null;
      if (option?.toUpperCase() === "PERSIST") keys.write(key, "string", value);
      else if (option !== undefined) keys.write(key, "string", value, parseExpiry(keys, option, amount, "getex"));
      return value;
    },
  },
  append: {
    arity: 3,
    run(keys, key = "", suffix = "") {
      const value = (keys.read(key, "string") ?? "") + suffix;
      keys.update(key, "string", value);
      return Buffer.byteLength(value);
    },
  },
  strlen: { arity: 2, run: (keys, key = "") => Buffer.byteLength(keys.read(key, "string") ?? "") },
  mget: { arity: -2, run: (keys, ...names) => names.map((name) => readIfString(keys, name)) },
  mset: {
    arity: -3,
    run(keys, ...words) {
      for (const [name, value] of toPairs("mset", words)) keys.write(name, "string", value);
      return okStatus;
    },
  },
  incr: { arity: 2, run: (keys, key = "") => increment(keys, key, 1) },
  decr: { arity: 2, run: (keys, key = "") => increment(keys, key, -1) },
  incrby: { arity: 3, run: (keys, key = "", by) => increment(keys, key, parseInteger(by)) },
  decrby: { arity: 3, run: (keys, key = "", by) => increment(keys, key, -parseInteger(by)) },
  incrbyfloat: {
    arity: 3,
    run(keys, key = "", by) {
      const sum = addFloats(parseFloatArgument(keys.read(key, "string") ?? "0"), parseFloatArgument(by));
      keys.update(key, "string", formatFloat(sum));
      return formatFloat(sum);
    },
  },
} satisfies Commands;

function setFor(keys: Keyspace, key: string, value: string, unit: string, amount: string, command: string) {
  keys.write(key, "string", value, parseExpiry(keys, unit, amount, command));
  return okStatus;
}

function increment(keys: Keyspace, key: string, by: number): number {
  const sum = addIntegers(parseInteger(keys.read(key, "string") ?? "0"), by);
  keys.update(key, "string", String(sum));
  return sum;
}

function readIfString(keys: Keyspace, key: string): string | null {
  const entry = keys.find(key);
  return entry?.type === "string" ? entry.value : null;
}
