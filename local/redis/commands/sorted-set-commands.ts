import { formatFloat, parseFloatArgument, parseInteger, sliceRange } from "#local/redis/arguments.ts";
import type { Commands } from "#local/redis/command.ts";
import type { Keyspace } from "#local/redis/keyspace.ts";
import { RedisError, syntaxError } from "#local/redis/redis-reply.ts";
import { addToSortedSet } from "./sorted-set-add.ts";

type Scored = [member: string, score: number];

export const sortedSetCommands = {
  zadd: { arity: -4, run: (keys, key = "", ...words) => addToSortedSet(keys, key, words) },
  zincrby: {
    arity: 4,
    run: (keys, key = "", by = "", member = "") => addToSortedSet(keys, key, ["INCR", by, member]),
  },
  zscore: {
    arity: 3,
    run(keys, key = "", member = "") {
      const score = keys.read(key, "zset")?.get(member);
      return score === undefined ? null : formatFloat(score);
    },
  },
  zcard: { arity: 2, run: (keys, key = "") => keys.read(key, "zset")?.size ?? 0 },
  zcount: { arity: 4, run: (keys, key = "", low, high) => withinScores(sorted(keys, key), low, high).length },
  zrank: {
    arity: 3,
    run(keys, key = "", member = "") {
      const rank = sorted(keys, key).findIndex(([name]) => name === member);
      return rank < 0 ? null : rank;
    },
  },
  zrange: { arity: -4, run: (keys, key = "", start, end, ...options) => range(keys, key, start, end, options) },
  zrangebyscore: {
    arity: -4,
    run: (keys, key = "", low, high, ...options) => range(keys, key, low, high, ["BYSCORE", ...options]),
  },
  zrevrange: {
    arity: -4,
    run: (keys, key = "", start, end, ...options) => range(keys, key, start, end, ["REV", ...options]),
  },
  zrem: { arity: -3, run: (keys, key = "", ...members) => remove(keys, key, members) },
  zremrangebyscore: {
    arity: 4,
    run: (keys, key = "", low, high) => remove(keys, key, withinScores(sorted(keys, key), low, high).map(toMember)),
  },
  zremrangebyrank: {
    arity: 4,
    run: (keys, key = "", start, end) => remove(keys, key, sliceRange(sorted(keys, key), start, end).map(toMember)),
  },
} satisfies Commands;

/** By score, then by member as bytes: UTF-16 order would differ beyond the basic plane. */
function sorted(keys: Keyspace, key: string): Scored[] {
  return [...(keys.read(key, "zset") ?? [])].sort(
    (a, b) => Math.sign(a[1] - b[1]) || Buffer.compare(Buffer.from(a[0]), Buffer.from(b[0])),
  );
}

function range(keys: Keyspace, key: string, start = "", end = "", options: string[]): string[] {
  let [isReversed, isByScore, withScores] = [false, false, false];
  let limit: [offset: number, count: number] | undefined;
  for (let index = 0; index < options.length; index += 1) {
    const option = options[index]?.toUpperCase();
    if (option === "REV") isReversed = true;
    else if (option === "BYSCORE") isByScore = true;
    else if (option === "WITHSCORES") withScores = true;
    else if (option === "LIMIT") limit = [parseInteger(options[(index += 1)]), parseInteger(options[(index += 1)])];
    else throw syntaxError();
  }
  const all = sorted(keys, key);
  if (isReversed) all.reverse();
  let found: Scored[];
  if (isByScore) {
    found = isReversed ? withinScores(all, end, start) : withinScores(all, start, end);
    if (limit !== undefined) found = found.slice(limit[0], limit[1] < 0 ? undefined : limit[0] + limit[1]);
  } else {
    if (limit !== undefined) {
      throw new RedisError("ERR syntax error, LIMIT is only supported in combination with either BYSCORE or BYLEX");
    }
    found = sliceRange(all, start, end);
  }
  return withScores ? found.flatMap(([member, score]) => [member, formatFloat(score)]) : found.map(toMember);
}

function withinScores(list: Scored[], lowText: string | undefined, highText: string | undefined): Scored[] {
  const low = parseBound(lowText);
  const high = parseBound(highText);
  return list.filter(
    ([, score]) =>
      (low.isOpen ? score > low.score : score >= low.score) && (high.isOpen ? score < high.score : score <= high.score),
  );
}

function parseBound(text = ""): { score: number; isOpen: boolean } {
  const isOpen = text.startsWith("(");
  try {
    return { score: parseFloatArgument(isOpen ? text.slice(1) : text), isOpen };
  } catch {
    throw new RedisError("ERR min or max is not a float");
  }
}

function remove(keys: Keyspace, key: string, members: string[]): number {
  const scores = keys.read(key, "zset");
  const removed = members.filter((member) => scores?.delete(member) === true).length;
  keys.deleteIfEmpty(key);
  return removed;
}

function toMember([member]: Scored): string {
  return member;
}
