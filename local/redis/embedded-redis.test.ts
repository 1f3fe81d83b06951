import { expect, onTestFinished, test } from "vitest";
import { createEmbeddedRedis } from "./embedded-redis.ts";

test("a key lives until its time and not a millisecond longer", async () => {
  const { redis, clock } = createTestRedis();
  await redis.send(["SET", "key", "value", "PX", "1500"]);
  clock.nowMs += 1_499;
  expect([await redis.send(["GET", "key"]), await redis.send(["PTTL", "key"])]).toEqual(["value", 1]);
  clock.nowMs += 1;
  expect([await redis.send(["GET", "key"]), await redis.send(["PTTL", "key"])]).toEqual([null, -2]);
  expect(await redis.send(["KEYS", "*"])).toEqual([]);
});

test("changing a value keeps its time, setting it anew takes the time away", async () => {
  const { redis } = createTestRedis();
  await redis.send(["RPUSH", "list", "a"]);
  await redis.send(["EXPIRE", "list", "60"]);
  await redis.send(["RPUSH", "list", "b"]);
  await redis.send(["LTRIM", "list", "0", "0"]);
  expect(await redis.send(["TTL", "list"])).toBe(60);

  await redis.send(["SET", "count", "1", "EX", "60"]);
  await redis.send(["INCR", "count"]);
  expect(await redis.send(["TTL", "count"])).toBe(60);
  await redis.send(["SET", "count", "5"]);
  expect(await redis.send(["TTL", "count"])).toBe(-1);
});

test("an expiry in the past removes the key", async () => {
  const { redis } = createTestRedis();
  await redis.send(["SET", "key", "value"]);
  expect(await redis.send(["EXPIRE", "key", "-1"])).toBe(1);
  expect(await redis.send(["EXISTS", "key"])).toBe(0);
});

test("a command named like something every object has is unknown", async () => {
  const { redis } = createTestRedis();
  for (const name of ["constructor", "toString", "__proto__"]) {
    await expect(redis.send([name])).rejects.toThrow(`ERR unknown command '${name}'`);
  }
});

function createTestRedis() {
  const clock = { nowMs: 1_800_000_000_000 };
  const redis = createEmbeddedRedis(() => clock.nowMs);
  onTestFinished(() => redis.close());
  return { redis, clock };
}
