import { createServer } from "node:net";
import { setTimeout as wait } from "node:timers/promises";

import { expect, test } from "vitest";
import { z } from "zod";

import { buildCompositeKey, countNamedSubject, withRateLimit } from "#app/server/limits/check-rate-limit.ts";
import { resetLimiters } from "#app/server/limits/redis-window.ts";
import { ACTION_RATE_LIMITS, type RateLimit } from "#app/server/limits/rate-limit.ts";
import { checkRateLimit } from "#app/server/pipeline/check-rate-limit.ts";
import { defineAction } from "#app/server/pipeline/define-action.ts";
import { inRequest } from "#app/server/pipeline/in-request.fixture.ts";
import { setEnv } from "#app/server/platform/env.ts";
import { closeRedis } from "#app/server/platform/redis.ts";
import { useTestStack } from "#test/stack.ts";

const stack = await useTestStack();

const threeAMinute: RateLimit = { maxRequests: 3, windowMs: 60_000, outage: "fallback", addressMaxRequests: 3 };
let names = 0;
const uniqueName = () => `test:limit-${(names += 1)}`;

function limitedAction(limit: RateLimit) {
  return defineAction({ name: uniqueName(), access: "public", limit, input: z.object({}), run: () => "ok" });
}

async function countAllowed(calls: (() => Promise<unknown>)[]): Promise<number> {
  const settled = await Promise.allSettled(calls.map((call) => call()));
  return settled.filter(({ status }) => status === "fulfilled").length;
}

/** Points the app at another Redis for the length of `work`. */
async function withRedisAt(url: string, work: () => Promise<void>): Promise<void> {
  setEnv({ ...stack.env, UPSTASH_REDIS_REST_URL: url });
  closeRedis();
  resetLimiters();
  try {
    await work();
  } finally {
    setEnv(stack.env);
    closeRedis();
    resetLimiters();
    await wait(1_100); // The time Redis is left alone after a failure.
  }
}

test("exactly the limit passes, however many come at once, and the rest learn when to come back", async () => {
  const action = limitedAction(threeAMinute);
  expect(await countAllowed(Array.from({ length: 20 }, () => () => inRequest({}, () => action({}))))).toBe(3);
  const refused = await inRequest({}, () => action({})).catch((error: unknown) => error);
  expect(refused).toMatchObject({ code: "RATE_LIMITED", status: 429 });
  const { retryAfter } = refused as { retryAfter: number };
  expect(retryAfter).toBeGreaterThan(0);
  expect(retryAfter).toBeLessThanOrEqual(15 * 60);
});

test("actions whose limit names a bucket share one count, others count apart", async () => {
  const apart = [limitedAction(threeAMinute), limitedAction(threeAMinute)];
  expect(await countAllowed(Array.from({ length: 8 }, (_, n) => () => inRequest({}, () => apart[n % 2]!({}))))).toBe(6);
  const limit = { ...threeAMinute, bucket: uniqueName() };
  const shared = [limitedAction(limit), limitedAction(limit)];
  expect(await countAllowed(Array.from({ length: 8 }, (_, n) => () => inRequest({}, () => shared[n % 2]!({}))))).toBe(
    3,
  );
  expect(ACTION_RATE_LIMITS.AI_GENERATION.bucket).toBe("ai-generation");
});

test("the answer carries the limit's state", async () => {
  const action = limitedAction(threeAMinute);
  const ask = () =>
    inRequest({ body: "{}", headers: { "content-type": "application/json" } }, async (request, context) => ({
      response: await action.fetchAction({ request }),
      headers: context.responseHeaders,
    }));
  const first = await ask();
  expect(first.headers.get("ratelimit-policy")).toContain("q=3;w=60");
  expect(first.headers.get("ratelimit")).toContain("r=2;t=");
  await ask();
  await ask();
  const { response } = await ask();
  expect(response.status).toBe(429);
  expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(await response.json()).toMatchObject({ success: false, code: "RATE_LIMITED" });
});

test("each user has their own count, their organisation a shared one", async () => {
  const { slug, owner, id } = await stack.createOrganization();
  const second = await stack.createUser();
  await stack.addMember(id, second, "member");
  const action = defineAction({
    name: uniqueName(),
    access: "member",
    limit: { maxRequests: 4, windowMs: 60_000, outage: "fallback", orgMultiple: 1 },
    input: z.object({}),
    run: () => "ok",
  });
  const call = (user: typeof owner) => () =>
    inRequest({ path: `/o/${slug}`, cookie: stack.sessionCookie(user) }, () => action({}));
  expect(await countAllowed([call(owner), call(owner), call(owner)])).toBe(3);
  expect(await countAllowed([call(second), call(second), call(second)])).toBe(1);
});

test("ten thousand forged forwarding headers do not help", async () => {
  const action = limitedAction(threeAMinute);
  const forge = (index: number) => `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`;
  let allowed = 0;
  for (let batch = 0; batch < 50; batch++) {
    const calls = Array.from({ length: 200 }, (_, index) => () => {
      const headers = { "x-forwarded-for": forge(batch * 200 + index) };
      return inRequest({ headers, address: "198.51.100.9" }, () => action({}));
    });
    allowed += await countAllowed(calls);
  }
  expect(allowed).toBe(3);
});

test("every further violation after a block doubles the wait", async () => {
  const key = buildCompositeKey("test:strikes", crypto.randomUUID());
  const limit: RateLimit = { maxRequests: 1, windowMs: 1_000, outage: "fallback" };
  const waits: number[] = [];
  for (let round = 0; round < 2; round++) {
    const refused = await Promise.allSettled([
      withRateLimit(key, limit),
      withRateLimit(key, limit),
      withRateLimit(key, limit),
    ]);
    const reason = refused.find((outcome) => outcome.status === "rejected")?.reason as { retryAfter: number };
    waits.push(reason.retryAfter);
    await wait(reason.retryAfter * 1_000);
  }
  expect(waits[1]).toBeGreaterThan(waits[0]!);
});

test("what a stranger names is limited from each address, and from all together without a growing wait", async () => {
  const name = uniqueName();
  const limit: RateLimit = { maxRequests: 2, windowMs: 2_000, outage: "fallback", subjectMaxRequests: 6 };
  const subject = crypto.randomUUID();
  const call = (clientAddress: string) => () => countNamedSubject(name, { subject, clientAddress }, limit);
  const times = (count: number, address: string) => countAllowed(Array.from({ length: count }, () => call(address)));
  expect(await times(10, "203.0.113.1")).toBe(2);
  expect(await times(2, "203.0.113.2")).toBe(2); // What was refused before has not used up the total.
  expect(await times(2, "203.0.113.3")).toBe(2);
  for (let address = 4; address < 10; address++) {
    const refused = await call(`203.0.113.${address}`)().catch((error: unknown) => error);
    expect((refused as { retryAfter: number }).retryAfter).toBeLessThanOrEqual(2);
  }
  const elsewhere = { subject: crypto.randomUUID(), clientAddress: "203.0.113.9" };
  await countNamedSubject(name, elsewhere, limit);
});

test("checkRateLimit counts a visitor by address and a user by id", async () => {
  const name = uniqueName();
  const user = await stack.createUser();
  const check = (address: string, cookie?: string) =>
    inRequest({ address, ...(cookie === undefined ? {} : { cookie }) }, () =>
      checkRateLimit(name, { maxRequests: 1, windowMs: 60_000 }),
    );
  await check("203.0.113.1");
  await expect(check("203.0.113.1")).rejects.toMatchObject({ code: "RATE_LIMITED" });
  await check("203.0.113.2");
  await check("203.0.113.1", stack.sessionCookie(user));
  await expect(check("203.0.113.3", stack.sessionCookie(user))).rejects.toMatchObject({ code: "RATE_LIMITED" });
});

test("with Redis refusing connections a stricter local limit holds, and reads go on", async () => {
  await withRedisAt("http://127.0.0.1:9", async () => {
    const strict = limitedAction({ maxRequests: 6, windowMs: 60_000, outage: "fallback" });
    const open = limitedAction({ maxRequests: 1, windowMs: 60_000, outage: "allow" });
    expect(await countAllowed(Array.from({ length: 50 }, () => () => inRequest({}, () => strict({}))))).toBe(3);
    expect(await countAllowed(Array.from({ length: 5 }, () => () => inRequest({}, () => open({}))))).toBe(5);
  });
});

test("with Redis hanging every decision falls within half a second, and the limit still holds", async () => {
  const silent = createServer((socket) => socket.on("error", () => {}));
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  const { port } = silent.address() as { port: number };
  try {
    await withRedisAt(`http://127.0.0.1:${port}`, async () => {
      const strict = limitedAction({ maxRequests: 100, windowMs: 10_000, outage: "fallback" });
      const slowest = { ms: 0 };
      const calls = Array.from({ length: 200 }, () => async () => {
        const startedMs = performance.now();
        try {
          await inRequest({}, () => strict({}));
        } finally {
          slowest.ms = Math.max(slowest.ms, performance.now() - startedMs);
        }
      });
      expect(await countAllowed(calls)).toBeLessThanOrEqual(50);
      expect(slowest.ms).toBeLessThan(2_000); // Half a second for the decision; the rest is this machine's load.
    });
  } finally {
    silent.close();
  }
});

test("after an outage the limits are Redis's again", async () => {
  const action = limitedAction(threeAMinute);
  await withRedisAt("http://127.0.0.1:9", async () => {
    await inRequest({}, () => action({}));
  });
  expect(await countAllowed(Array.from({ length: 5 }, () => () => inRequest({}, () => action({}))))).toBe(3);
});
