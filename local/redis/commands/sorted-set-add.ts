import { formatFloat, parseFloatArgument } from "#local/redis/arguments.ts";
import type { Keyspace } from "#local/redis/keyspace.ts";
import { RedisError, type RedisReply, syntaxError } from "#local/redis/redis-reply.ts";

const flagNames = ["NX", "XX", "GT", "LT", "CH", "INCR"];

/** ZADD with all its flags. Answers the number of new members, with CH of changed ones, with INCR the new score. */
export function addToSortedSet(keys: Keyspace, key: string, words: string[]): RedisReply {
  const flags = new Set<string>();
  let at = 0;
  for (; flagNames.includes(words[at]?.toUpperCase() ?? ""); at += 1) flags.add(words[at]?.toUpperCase() ?? "");
  const rest = words.slice(at);
  if (rest.length === 0 || rest.length % 2 !== 0) throw syntaxError();
  checkFlags(flags, rest.length / 2);

  const pairs: [score: number, member: string][] = [];
  for (let index = 0; index < rest.length; index += 2) {
    pairs.push([parseFloatArgument(rest[index]), rest[index + 1] ?? ""]);
  }
  const scores = keys.read(key, "zset") ?? new Map<string, number>();
  let added = 0;
  let changed = 0;
  let last: number | null = null;
  for (const [amount, member] of pairs) {
    const old = scores.get(member);
    const score = flags.has("INCR") ? (old ?? 0) + amount : amount;
    if (Number.isNaN(score)) throw new RedisError("ERR resulting score is not a number (NaN)");
    if (isSkipped(flags, old, score)) {
      last = null;
      continue;
    }
    if (old === undefined) added += 1;
    if (old !== score) changed += 1;
    scores.set(member, score);
    last = score;
  }
  if (scores.size > 0) keys.update(key, "zset", scores);
  if (flags.has("INCR")) return last === null ? null : formatFloat(last);
  return flags.has("CH") ? changed : added;
}

function isSkipped(flags: Set<string>, old: number | undefined, score: number): boolean {
  if (old === undefined) return flags.has("XX");
  return flags.has("NX") || (flags.has("GT") && score <= old) || (flags.has("LT") && score >= old);
}

function checkFlags(flags: Set<string>, pairCount: number): void {
  if (flags.has("NX") && flags.has("XX")) {
    throw new RedisError("ERR XX and NX options at the same time are not compatible");
  }
  if (["GT", "LT", "NX"].filter((flag) => flags.has(flag)).length > 1) {
    throw new RedisError("ERR GT, LT, and/or NX options at the same time are not compatible");
  }
  if (flags.has("INCR") && pairCount > 1) {
    throw new RedisError("ERR INCR option supports a single increment-element pair");
  }
}
