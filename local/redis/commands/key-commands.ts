import { parseInteger } from "#local/redis/arguments.ts";
import type { Commands } from "#local/redis/command.ts";
import { matchesGlob } from "#local/redis/glob-pattern.ts";
import type { Keyspace } from "#local/redis/keyspace.ts";
import { okStatus, RedisError, RedisStatus, syntaxError } from "#local/redis/redis-reply.ts";

export const keyCommands = {
  del: { arity: -2, run: deleteKeys },
  unlink: { arity: -2, run: deleteKeys },
  exists: { arity: -2, run: (keys, ...names) => names.filter((name) => keys.find(name) !== undefined).length },
  type: { arity: 2, run: (keys, key = "") => new RedisStatus(keys.find(key)?.type ?? "none") },
  keys: { arity: 2, run: (keys, pattern = "*") => keys.keys().filter((key) => matchesGlob(pattern, key)) },
  scan: { arity: -2, run: scan },
  rename: {
    arity: 3,
    run(keys, from = "", to = "") {
      const entry = keys.find(from);
      if (entry === undefined) throw new RedisError("ERR no such key");
      keys.delete(from);
      keys.write(to, entry.type, entry.value, entry.expiresAtMs);
      return okStatus;
    },
  },
  expire: {
    arity: -3,
    run: (keys, key = "", s, flag) => expireAt(keys, key, keys.now() + parseInteger(s) * 1000, flag),
  },
  pexpire: { arity: -3, run: (keys, key = "", ms, flag) => expireAt(keys, key, keys.now() + parseInteger(ms), flag) },
  expireat: { arity: -3, run: (keys, key = "", s, flag) => expireAt(keys, key, parseInteger(s) * 1000, flag) },
  pexpireat: { arity: -3, run: (keys, key = "", ms, flag) => expireAt(keys, key, parseInteger(ms), flag) },
  persist: {
    arity: 2,
    run(keys, key = "") {
      const entry = keys.find(key);
      if (entry === undefined || entry.expiresAtMs === Infinity) return 0;
      entry.expiresAtMs = Infinity;
      return 1;
    },
  },
  pttl: { arity: 2, run: (keys, key = "") => remainingMs(keys, key) },
  ttl: {
    arity: 2,
    run(keys, key = "") {
      const ms = remainingMs(keys, key);
      return ms < 0 ? ms : Math.floor((ms + 500) / 1000);
    },
  },
} satisfies Commands;

function deleteKeys(keys: Keyspace, ...names: string[]): number {
  return names.filter((name) => keys.delete(name)).length;
}

/** Everything in one page: the cursor is always done. */
function scan(keys: Keyspace, cursor = "", ...options: string[]) {
  if (!/^\d+$/.test(cursor)) throw new RedisError("ERR invalid cursor");
  let pattern = "*";
  let type: string | undefined;
  for (let index = 0; index < options.length; index += 2) {
    const value = options[index + 1];
    const option = options[index]?.toUpperCase();
    if (value === undefined) throw syntaxError();
    if (option === "MATCH") pattern = value;
    else if (option === "TYPE") type = value;
    else if (option !== "COUNT" || parseInteger(value) < 1) throw syntaxError();
  }
  const found = keys.keys().filter((key) => matchesGlob(pattern, key));
  return ["0", type === undefined ? found : found.filter((key) => keys.find(key)?.type === type)];
}

function expireAt(keys: Keyspace, key: string, expiresAtMs: number, flag = ""): number {
  const name = flag.toUpperCase();
  if (name !== "" && !["NX", "XX", "GT", "LT"].includes(name)) {
    throw new RedisError(`ERR Unsupported option ${flag}`);
  }
  const entry = keys.find(key);
  if (entry === undefined) return 0;
  const current = entry.expiresAtMs;
  if (name === "NX" && current !== Infinity) return 0;
  if (name === "XX" && current === Infinity) return 0;
  if (name === "GT" && expiresAtMs <= current) return 0;
  if (name === "LT" && expiresAtMs >= current) return 0;
  entry.expiresAtMs = expiresAtMs;
  return 1;
}

/** Redis' own codes: -2 no such key, -1 lives for ever. */
function remainingMs(keys: Keyspace, key: string): number {
  const entry = keys.find(key);
  if (entry === undefined) return -2;
  return entry.expiresAtMs === Infinity ? -1 : entry.expiresAtMs - keys.now();
}
