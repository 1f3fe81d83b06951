import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createEmbeddedRedis } from "./embedded-redis.ts";
import { connectRealRedis } from "./real-redis.ts";
import type { RedisEngine } from "./redis-engine.ts";
import { RedisError, type RedisReply, RedisStatus } from "./redis-reply.ts";
import { findRedisServer, startRedisServer } from "./redis-server.fixture.ts";

// The in-process Redis is compared with the real one, where the machine has it.
const check = test.skipIf(findRedisServer() === undefined);
const embedded = createEmbeddedRedis();
let real: RedisEngine;
let stop: () => Promise<void>;

beforeAll(async () => {
  if (findRedisServer() === undefined) return;
  const server = await startRedisServer();
  real = await connectRealRedis(server.url);
  stop = server.stop;
});
afterAll(async () => {
  await embedded.close();
  await real?.close();
  await stop?.();
});

const key = fc.constantFrom("a", "b", "c");
const word = fc.constantFrom("x", "y", "zz", "10", "-3", "2.5", "", "é", "12345678901", "(1", "inf", " 1", "0x10");
const integer = fc.constantFrom("0", "1", "2", "-1", "-2", "5", "100", "007", "1.5", "many");
// Scores that every version prints alike: 0.1 is 0.10000000000000001 before Redis 7.2.
const score = fc.constantFrom("1", "2", "2.5", "-1", "0.5", "inf", "-inf", "(2", "nope", "1e3");
const zaddFlags = fc.subarray(["NX", "xx", "GT", "lt", "CH", "INCR"], { maxLength: 2 });
// Without GT and LT: two equal times differ by the millisecond in which each engine was asked.
const expiryFlags = fc.constantFrom([], ["NX"], ["xx"], ["ZZ"]);
const setOptions = fc.constantFrom<string[][]>(
  [],
  ["NX"],
  ["xx"],
  ["GET"],
  ["NX", "GET"],
  ["EX", "300"],
  ["px", "300000"],
  ["KEEPTTL"],
  ["EX", "0"],
  ["EX"],
  ["NX", "XX"],
  ["EX", "10", "PX", "10"],
  ["nonsense"],
  ["EX", "abc"],
);

const command = fc.oneof(
  words(fc.constantFrom("GET", "INCR", "decr", "STRLEN", "GETDEL", "TYPE", "TTL", "PERSIST", "DEL", "LLEN"), key),
  words(fc.constantFrom("HGETALL", "HLEN", "HKEYS", "HVALS", "SCARD", "ZCARD", "LPOP", "RPOP", "EXISTS", "MGET"), key),
  words(
    fc.constantFrom("APPEND", "SETNX", "GETSET", "HGET", "HEXISTS", "HDEL", "SISMEMBER", "ZSCORE", "ZRANK"),
    key,
    word,
  ),
  words(fc.constantFrom("SADD", "SREM", "SMISMEMBER", "RPUSH", "LPUSH", "HMGET", "ZREM", "ECHO"), key, word, word),
  words(fc.constantFrom("INCRBY", "DECRBY", "INCRBYFLOAT", "LINDEX", "LPOP", "RPOP"), key, fc.oneof(integer, word)),
  words(fc.constantFrom("LRANGE", "LTRIM", "ZRANGE", "ZREVRANGE", "ZREMRANGEBYRANK"), key, integer, integer),
  words(fc.constantFrom("HSET", "HSETNX", "HINCRBY", "HINCRBYFLOAT", "HMSET"), key, word, fc.oneof(integer, word)),
  words(fc.constantFrom("HSET", "MSET"), key, word, word, word),
  words(fc.constantFrom("SUNION", "SINTER", "SDIFF", "SUNIONSTORE", "SINTERSTORE", "SDIFFSTORE", "RENAME"), key, key),
  words(fc.constantFrom("SUNIONSTORE", "SINTERSTORE", "SDIFFSTORE", "DEL", "MGET", "EXISTS"), key, key, key),
  words(fc.constantFrom("ZCOUNT", "ZRANGEBYSCORE", "ZREMRANGEBYSCORE"), key, score, score),
  words(fc.constantFrom("SETEX", "LSET"), key, integer, word),
  words(fc.constant("ZINCRBY"), key, score, word),
  words(fc.constantFrom("KEYS", "SCAN"), fc.constantFrom("*", "a", "[a-b]", "[^a]", "?", "0", "\\a", "[", "b*")),
  fc.tuple(key, word, setOptions).map(([name, value, options]) => ["SET", name, value, ...options]),
  fc.tuple(key, integer, expiryFlags).map(([name, seconds, flags]) => ["EXPIRE", name, seconds, ...flags]),
  fc
    .tuple(key, zaddFlags, score, word)
    .map(([name, flags, amount, member]) => ["ZADD", name, ...flags, amount, member]),
  fc
    .tuple(key, score, score, fc.subarray(["BYSCORE", "REV", "WITHSCORES"]), fc.constantFrom([], ["LIMIT", "1", "2"]))
    .map(([name, low, high, options, limit]) => ["ZRANGE", name, low, high, ...options, ...limit]),
);

check("thousands of random commands get the answers of a real server, or fail as there", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 5, maxLength: 40 }), async (commands) => {
      for (const engine of [embedded, real]) await engine.send(["FLUSHALL"]);
      for (const line of commands) {
        // A line with two mistakes may be refused for either.
        const [ours, theirs] = [await ask(embedded, line), await ask(real, line)].map((answer) =>
          String(answer).startsWith("error: ") ? "an error" : answer,
        );
        expect({ line, answer: ours }).toEqual({ line, answer: theirs });
      }
    }),
    { numRuns: 400, endOnFailure: true },
  );
});

check("EXPIRE's flags compare with the time a key has", async () => {
  const lines = ["EXPIRE a 100 GT", "EXPIRE a 100 LT", "EXPIRE a 50 GT", "EXPIRE a 200 GT", "EXPIRE a 300 LT", "TTL a"];
  for (const engine of [embedded, real]) {
    await engine.send(["SET", "a", "1"]);
    const answers: RedisReply[] = [];
    for (const line of lines) answers.push(await engine.send(line.split(" ")));
    expect(answers).toEqual([0, 1, 0, 1, 0, 200]);
  }
});

check.for([
  ["GET"],
  ["NOSUCH", "a", "b"],
  ["INCR", "text"],
  ["INCR", "list"],
  ["HINCRBY", "hash", "name", "1"],
  ["INCRBYFLOAT", "text", "1"],
  ["SET", "a", "b", "EX", "0"],
  ["SET", "a", "b", "NX", "XX"],
  ["SET", "a", "b", "WHAT"],
  ["SETEX", "a", "-1", "b"],
  ["LSET", "nolist", "0", "x"],
  ["LSET", "list", "9", "x"],
  ["LPOP", "list", "-1"],
  ["HSET", "hash", "a", "1", "b"],
  ["MSET", "a"],
  ["ZADD", "z", "NX", "XX", "1", "a"],
  ["ZADD", "z", "NX", "GT", "1", "a"],
  ["ZADD", "z", "INCR", "1", "a", "2", "b"],
  ["ZADD", "z", "one", "a"],
  ["ZCOUNT", "z", "one", "2"],
  ["ZRANGE", "z", "0", "1", "LIMIT", "0", "1"],
  ["EXPIRE", "text", "soon"],
  ["EXPIRE", "text", "5", "ZZ"],
  ["RENAME", "none", "a"],
  ["SCAN", "x"],
  ["EVAL", "return 1", "5"],
  ["EVAL", "return 1", "-1"],
  ["EVALSHA", "0", "0"],
])("%j fails in the words of a real server", async (line) => {
  for (const engine of [embedded, real]) {
    await engine.send(["FLUSHALL"]);
    await engine.transaction([
      ["SET", "text", "abc"],
      ["RPUSH", "list", "x"],
      ["HSET", "hash", "name", "Ada"],
      ["ZADD", "z", "1", "a"],
    ]);
  }
  expect(await ask(embedded, line)).toMatch(/^error: /);
  expect(await ask(embedded, line)).toBe(await ask(real, line));
});

check.for([
  "return 1.9",
  "return {1, 2, nil, 4}",
  "return {'a', {'b', false, true}}",
  "return true",
  "return 'x' .. (10 / 2) .. ':' .. tostring(3) .. ':' .. tonumber('7')",
  "return tostring(tonumber(ARGV[1]) * 1000)",
  "return ARGV[1] * 1000 + tonumber(ARGV[1]) * 1000",
  "return redis.call('SET', KEYS[1], ARGV[1] * 2)",
  "redis.call('SET', KEYS[1], 2.5); return redis.call('GET', KEYS[1])",
  "redis.call('DEL', KEYS[1]); return {redis.call('GET', KEYS[1]) == false, redis.call('HMGET', KEYS[1], 'a')[1] == false}",
  "redis.call('RPUSH', KEYS[1], 'a'); return redis.pcall('INCR', KEYS[1])['err'] ~= nil",
  "return redis.status_reply('FINE')",
  "return redis.error_reply('MY problem')",
  "return redis.sha1hex('')",
  "return {math.floor(7 / 2), #KEYS, #ARGV, table.getn(ARGV), unpack(ARGV)}",
  "return type(redis.call('PING')) .. redis.call('PING')['ok']",
  "return {string.format('%d', 5), math.max(1, 3), math.huge > 1}",
])("a script answers as in a real server: %s", async (source) => {
  const line = ["EVAL", source, "1", "key", "5000000"];
  for (const engine of [embedded, real]) await engine.send(["FLUSHALL"]);
  const ours = await ask(embedded, line);
  const theirs = await ask(real, line);
  expect(typeof ours === "string" ? ours : toPlain(ours)).toEqual(
    typeof theirs === "string" ? theirs : toPlain(theirs),
  );
});

check.for([
  "x = 1",
  "return nothing_here",
  "error('boom')",
  "return redis.call('NOPE')",
  "return redis.call()",
  "return redis.call('SET', 'a')",
  "syntax error here",
])("a script that fails is an error in both: %s", async (source) => {
  for (const engine of [embedded, real]) await expect(engine.send(["EVAL", source, "0"])).rejects.toThrow(/^ERR /);
  for (const engine of [embedded, real]) expect(await engine.send(["EVAL", "return 1", "0"])).toBe(1);
});

test("a script that never ends is cut off", async () => {
  await expect(embedded.send(["EVAL", "while true do end", "0"])).rejects.toThrow(/script timeout/);
  expect(await embedded.send(["EVAL", "return 1", "0"])).toBe(1);
});

test("a pattern full of stars is matched in no time", async () => {
  await embedded.send(["SET", "a".repeat(200), "1"]);
  expect(await embedded.send(["KEYS", `${"a*".repeat(60)}b`])).toEqual([]);
});

function words(...parts: fc.Arbitrary<string>[]): fc.Arbitrary<string[]> {
  return fc.tuple(...parts);
}

/** Replies whose order Redis leaves open are sorted. */
async function ask(engine: RedisEngine, line: string[]): Promise<unknown> {
  const isUnordered = /^(SUNION|SINTER|SDIFF|KEYS|SCAN|HGETALL|HKEYS|HVALS)$/i.test(line[0] ?? "");
  try {
    const plain = toPlain(await engine.send(line));
    return isUnordered
      ? JSON.stringify(plain)
          .split(/[[\],]/)
          .sort()
      : plain;
  } catch (error) {
    if (!(error instanceof RedisError)) throw error;
    return `error: ${error.message.replace(/ script: .*$/, "")}`;
  }
}

function toPlain(reply: RedisReply | unknown): unknown {
  if (reply instanceof RedisStatus) return { status: reply.text };
  return Array.isArray(reply) ? reply.map(toPlain) : reply;
}
