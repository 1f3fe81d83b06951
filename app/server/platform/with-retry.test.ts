import { beforeEach, expect, test, vi } from "vitest";

import { ApplicationError } from "#app/server/platform/application-error.ts";
import { setEnv } from "#app/server/platform/env.ts";
import { createBreaker } from "#app/server/platform/circuit-breaker.ts";
import { withRetry } from "#app/server/platform/with-retry.ts";

beforeEach(() => {
  vi.useFakeTimers();
  setEnv({
    APP_URL: "http://localhost:3000",
    SUPABASE_URL: "http://127.0.0.1:1",
    SUPABASE_PUBLISHABLE_KEY: "p",
    SUPABASE_SECRET_KEY: "s",
    ANALYST_DATABASE_URL: "postgres://a:b@127.0.0.1:1/x",
    TENANT_TOKEN_KEY_ID: "k",
    TENANT_TOKEN_KEY: "x".repeat(32),
    UPSTASH_REDIS_REST_URL: "http://127.0.0.1:1",
    UPSTASH_REDIS_REST_TOKEN: "t",
    LOG_LEVEL: "silent",
  });
  return () => vi.useRealTimers();
});

const unavailable = () => new ApplicationError({ code: "SERVICE_UNAVAILABLE" });

/** Counts the tries of work that fails the first `failures` times. */
function failing(failures: number, error: () => unknown = unavailable) {
  const at: number[] = [];
  return {
    at,
    work: () => {
      at.push(Date.now());
      return at.length <= failures ? Promise.reject(error()) : Promise.resolve("done");
    },
  };
}

async function settle<Value>(promise: Promise<Value>): Promise<PromiseSettledResult<Value>> {
  const [settled] = await Promise.all([Promise.allSettled([promise]), vi.runAllTimersAsync()]);
  return settled[0]!;
}

test("what may pass is tried again, three times altogether", async () => {
  const twice = failing(2);
  expect(await settle(withRetry(twice.work))).toMatchObject({ status: "fulfilled", value: "done" });
  const always = failing(9);
  expect(await settle(withRetry(always.work))).toMatchObject({
    status: "rejected",
    reason: { code: "SERVICE_UNAVAILABLE" },
  });
  expect([twice.at.length, always.at.length]).toEqual([3, 3]);
});

test("what will not pass by itself is not tried again", async () => {
  for (const error of [
    new ApplicationError({ code: "FORBIDDEN" }),
    new Error("a defect"),
    new ApplicationError({ code: "CANCELLED" }),
  ]) {
    const { at, work } = failing(9, () => error);
    await settle(withRetry(work));
    expect(at).toHaveLength(1);
  }
});

test("the wait is the one asked for", async () => {
  const { at, work } = failing(1, () => new ApplicationError({ code: "RATE_LIMITED", retryAfter: 2 }));
  await settle(withRetry(work));
  expect(at[1]! - at[0]!).toBe(2_000);
});

test("waits stay under a ceiling that doubles", async () => {
  const { at, work } = failing(2);
  await settle(withRetry(work, { initialDelayMs: 100 }));
  expect(at[1]! - at[0]!).toBeLessThanOrEqual(100);
  expect(at[2]! - at[1]!).toBeLessThanOrEqual(200);
});

test("an abort ends the waiting at once, and an aborted signal starts nothing", async () => {
  const stop = new AbortController();
  const { at, work } = failing(9, () => new ApplicationError({ code: "RATE_LIMITED", retryAfter: 4 }));
  const running = Promise.allSettled([withRetry(work, { signal: stop.signal })]);
  await vi.advanceTimersByTimeAsync(10);
  stop.abort();
  await vi.advanceTimersByTimeAsync(10_000);
  expect((await running)[0]!.status).toBe("rejected");
  expect(at).toHaveLength(1);
  await expect(withRetry(work, { signal: stop.signal })).rejects.toThrow();
  expect(at).toHaveLength(1);
});

test("an outage is not multiplied: together retries add little more than their budget", async () => {
  const { at, work } = failing(Number.POSITIVE_INFINITY);
  await Promise.all([Promise.allSettled(Array.from({ length: 200 }, () => withRetry(work))), vi.runAllTimersAsync()]);
  expect(at.length).toBeGreaterThanOrEqual(200);
  expect(at.length).toBeLessThanOrEqual(200 + 200 * 0.1 + 20);
});

test("a breaker opens after failures in a row, says when to come back, and tries once after its rest", async () => {
  const breaker = createBreaker({ name: "test", code: "MODEL_UNAVAILABLE", failures: 3, restMs: 5_000 });
  const { at, work } = failing(3, () => new Error("down"));
  for (let call = 0; call < 3; call++) await expect(breaker(work)).rejects.toThrow("down");
  await expect(breaker(work)).rejects.toMatchObject({ code: "MODEL_UNAVAILABLE", retryAfter: 5 });
  expect(at).toHaveLength(3);
  await vi.advanceTimersByTimeAsync(5_001);
  expect(await breaker(work)).toBe("done");
  expect(await breaker(work)).toBe("done");
});

test("an abort is not the service's fault", async () => {
  const breaker = createBreaker({ name: "test", code: "MODEL_UNAVAILABLE", failures: 1 });
  await expect(breaker(() => Promise.reject(new DOMException("left", "AbortError")))).rejects.toThrow("left");
  expect(await breaker(() => Promise.resolve(1))).toBe(1);
});
