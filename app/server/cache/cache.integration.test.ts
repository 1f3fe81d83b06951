import { setTimeout as wait } from "node:timers/promises";

import { expect, test } from "vitest";

import { validateAuth } from "#app/server/auth/validate-auth.ts";
import { userClient } from "#app/server/auth/user-client.ts";
import { createCachedFunction } from "#app/server/cache/create-cached-function.ts";
import { revalidateTag } from "#app/server/cache/revalidate-tag.ts";
import { inRequest } from "#app/server/pipeline/in-request.fixture.ts";
import { setEnv } from "#app/server/platform/env.ts";
import { closeRedis } from "#app/server/platform/redis.ts";
import { useTestStack } from "#test/stack.ts";

const stack = await useTestStack();

let names = 0;
const uniqueName = () => ["test", `cache-${(names += 1)}`];

/** A function that answers how often it has run. */
function counting(options: Parameters<typeof createCachedFunction>[2]) {
  let runs = 0;
  const cached = createCachedFunction(
    async (label: string) => {
      runs += 1;
      await wait(10);
      return `${label}${runs}`;
    },
    uniqueName(),
    options,
  );
  return { cached, runs: () => runs };
}

async function signedIn() {
  const { slug, owner, id } = await stack.createOrganization();
  return { path: `/o/${slug}`, cookie: stack.sessionCookie(owner), id, slug, owner };
}

test("a hundred calls at once make one run, and later ones none", async () => {
  const { cached, runs } = counting({ revalidate: 60, scope: "global" });
  const answers = await Promise.all(Array.from({ length: 100 }, () => cached("a")));
  expect(new Set(answers)).toEqual(new Set(["a1"]));
  expect(await cached("a")).toBe("a1");
  expect(await cached("b")).toBe("b2");
  expect(runs()).toBe(2);
});

test("Date, bigint, Map, Set, bytes, undefined and NaN come back as they were", async () => {
  const value = {
    at: new Date(0),
    big: 2n ** 80n,
    map: new Map([[{ a: 1 }, new Set([1])]]),
    bytes: new Uint8Array([1, 2]),
    none: undefined,
    nan: Number.NaN,
    text: "naïve 🌍 \u0000",
  };
  const cached = createCachedFunction(async () => value, uniqueName(), { revalidate: 60, scope: "global" });
  await cached();
  expect(await cached()).toEqual(value);
});

test("organisations and roles never share an answer; members of one role do", async () => {
  const [first, second] = [await signedIn(), await signedIn()];
  const viewer = await stack.createUser();
  const owner = await stack.createUser();
  await stack.addMember(first.id, viewer, "viewer");
  await stack.addMember(first.id, owner, "owner");
  const { cached } = counting({ revalidate: 60 });
  const ask = (request: { path: string; cookie: string }) => inRequest(request, () => cached("x"));
  expect(await ask(first)).toBe("x1");
  expect(await ask(second)).toBe("x2");
  expect(await ask({ ...first, cookie: stack.sessionCookie(viewer) })).toBe("x3");
  expect(await ask({ ...first, cookie: stack.sessionCookie(owner) })).toBe("x1");
});

test("without a request the default scope throws, and a visitor is refused", async () => {
  const { cached } = counting({ revalidate: 60 });
  await expect(cached("x")).rejects.toMatchObject({ code: "NO_REQUEST_CONTEXT" });
  await expect(inRequest({ path: "/o/some" }, () => cached("x"))).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
});

test("inside a shared answer nobody may ask who is asking", async () => {
  const request = await signedIn();
  const asksWho = createCachedFunction(async () => validateAuth(), uniqueName(), { revalidate: 60 });
  const readsAsUser = createCachedFunction(async () => userClient().from("organizations").select(), uniqueName(), {
    revalidate: 60,
  });
  const ownAnswer = createCachedFunction(async () => (await validateAuth()).userId, uniqueName(), {
    revalidate: 60,
    scope: "user",
  });
  await expect(inRequest(request, () => asksWho())).rejects.toMatchObject({ code: "INTERNAL" });
  await expect(inRequest(request, () => readsAsUser())).rejects.toMatchObject({ code: "INTERNAL" });
  expect(await inRequest(request, () => ownAnswer())).toBe(request.owner.id);
});

test("a tag makes answers of this organisation old, and no other's", async () => {
  const [first, second] = [await signedIn(), await signedIn()];
  const { cached } = counting({ revalidate: 60, tags: ["dashboard-data"] });
  expect(await inRequest(first, () => cached("x"))).toBe("x1");
  expect(await inRequest(second, () => cached("x"))).toBe("x2");
  await inRequest(first, () => revalidateTag("dashboard-data"));
  expect(await inRequest(first, () => cached("x"))).toBe("x3");
  expect(await inRequest(second, () => cached("x"))).toBe("x2");
});

test("an answer begun before an invalidation is not kept", async () => {
  const started = Promise.withResolvers<void>();
  const mayEnd = Promise.withResolvers<void>();
  let runs = 0;
  const cached = createCachedFunction(
    async () => {
      runs += 1;
      started.resolve();
      await mayEnd.promise;
      return runs;
    },
    uniqueName(),
    { revalidate: 60, tags: ["t"], scope: "global" },
  );
  const first = cached();
  await started.promise;
  await wait(2);
  await revalidateTag("t");
  mayEnd.resolve();
  expect(await first).toBe(1);
  expect(await cached()).toBe(2);
});

test("a stale answer is given once more while a new one is made", async () => {
  const { cached, runs } = counting({ revalidate: 0.2, scope: "global" });
  expect(await cached("x")).toBe("x1");
  await wait(250);
  expect(await cached("x")).toBe("x1");
  await expect.poll(() => runs()).toBe(2);
  await expect.poll(() => cached("x")).toBe("x2");
});

test("failures are not kept, nor answers over the size limit", async () => {
  let runs = 0;
  const failing = createCachedFunction(
    async () => {
      runs += 1;
      if (runs === 1) throw new Error("once");
      return "x".repeat(600_000);
    },
    uniqueName(),
    { revalidate: 60, scope: "global" },
  );
  await expect(failing()).rejects.toThrow("once");
  await failing();
  await failing();
  expect(runs).toBe(3);
});

test("with Redis gone every call is a miss, and an invalidation nobody waits for does no harm", async () => {
  setEnv({ ...stack.env, UPSTASH_REDIS_REST_URL: "http://127.0.0.1:9" });
  closeRedis();
  try {
    const { cached } = counting({ revalidate: 60, scope: "global", tags: ["t"] });
    expect(await cached("x")).toBe("x1");
    expect(await cached("x")).toBe("x2");
    await expect(revalidateTag("t")).resolves.toBeUndefined();
  } finally {
    setEnv(stack.env);
    closeRedis();
  }
});
