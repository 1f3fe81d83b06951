import { Ratelimit } from "@upstash/ratelimit";
import { Redis } from "@upstash/redis";
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { findRedisServer, startRedisServer } from "#local/redis/redis-server.fixture.ts";
import { startUpstash } from "#local/upstash.ts";

const token = "a-token-for-tests";
const tenSeconds = 10_000;

describe.each([
  { engine: "in-process Redis", isReal: false },
  { engine: "real redis-server", isReal: true },
])("Upstash over $engine", ({ isReal }) => {
  // Machines without redis-server run the in-process half only.
  const check = test.skipIf(isReal && findRedisServer() === undefined);
  let url = "";
  const stops: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    if (isReal && findRedisServer() === undefined) return;
    const server = isReal ? await startRedisServer() : undefined;
    const upstash = await startUpstash({ token, redisUrl: server?.url ?? "" });
    url = upstash.url;
    stops.push(upstash.stop, async () => await server?.stop());
  });
  afterAll(async () => {
    for (const stop of stops) await stop();
  });

  function connect(options: { automaticDeserialization?: boolean } = {}): Redis {
    return new Redis({ url, token, enableTelemetry: false, ...options });
  }

  check("keeps any string exactly, also text that looks like base64", async () => {
    const redis = connect({ automaticDeserialization: false });
    for (const value of ["abcd", "", "OK", 'Grüße 👋 \u0000 "quoted" \n', "x".repeat(300_000)]) {
      expect(await redis.set("text", value)).toBe("OK");
      expect(await redis.get("text")).toBe(value);
    }
  });

  check("sets with NX and PX once, and the key dies in time", async () => {
    const redis = connect();
    expect(await redis.set("lease", "first", { nx: true, px: 60_000 })).toBe("OK");
    expect(await redis.set("lease", "second", { nx: true, px: 60_000 })).toBeNull();
    expect(await redis.get("lease")).toBe("first");
    expect(await redis.pttl("lease")).toBeGreaterThan(50_000);
    await redis.pexpire("lease", 1);
    await expect.poll(() => redis.get("lease")).toBeNull();
  });

  check("appends to a list and reads it from an offset, as run streams do", async () => {
    const redis = connect({ automaticDeserialization: false });
    const [length, , expired] = await redis
      .pipeline()
      .rpush("run", "a", "b")
      .rpush("run", "c")
      .expire("run", 3600)
      .exec();
    expect([length, expired]).toEqual([2, 1]);
    expect(await redis.llen("run")).toBe(3);
    expect(await redis.lrange("run", 1, -1)).toEqual(["b", "c"]);
    expect(await redis.lrange("run", 3, -1)).toEqual([]);
    expect(await redis.ttl("run")).toBe(3600);
  });

  check("counts, and a hash comes back as an object", async () => {
    const redis = connect();
    expect([await redis.incr("count"), await redis.incrby("count", 4)]).toEqual([1, 5]);
    await redis.hset("hash", { name: "Ada", visits: 3 });
    expect(await redis.hgetall("hash")).toEqual({ name: "Ada", visits: 3 });
  });

  check("pipelines go on after an error; a transaction with an unknown command runs nothing", async () => {
    const redis = connect();
    await redis.set("word", "not a number");
    const pipeline = await post(url, "/pipeline", [
      ["INCR", "word"],
      ["SET", "after", "1"],
      ["LPUSH", "word", "x"],
    ]);
    expect(pipeline).toEqual({
      status: 200,
      body: [
        { error: "ERR value is not an integer or out of range" },
        { result: "OK" },
        { error: "WRONGTYPE Operation against a key holding the wrong kind of value" },
      ],
    });
    const transaction = await post(url, "/multi-exec", [
      ["SET", "moved", "1"],
      ["INCR", "word"],
      ["GET", "moved"],
    ]);
    expect(transaction.body).toEqual([
      { result: "OK" },
      { error: expect.stringMatching(/^ERR value/) },
      { result: "1" },
    ]);
    const refused = await post(url, "/multi-exec", [["SET", "never", "1"], ["NOSUCHCOMMAND"]]);
    expect(refused.status).toBe(400);
    expect(refused.body).toEqual({ error: "ERR unknown command 'NOSUCHCOMMAND', with args beginning with: " });
    expect(await redis.exists("never")).toBe(0);
  });

  check("a script with Upstash's shebang is known by the hash of what was sent", async () => {
    const redis = connect();
    const source = '#!lua flags=allow-key-locking\nreturn {KEYS[1], tonumber(ARGV[1]) + 1, false, "end"}';
    const sha = await redis.scriptLoad(source);
    expect(await redis.scriptExists(sha, "0".repeat(40))).toEqual([1, 0]);
    expect(await redis.evalsha(sha, ["key"], ["41"])).toEqual(["key", 42, null, "end"]);
    expect(await redis.eval(source, ["key"], ["1"])).toEqual(["key", 2, null, "end"]);
    await expect(redis.evalsha("0".repeat(40), [], [])).rejects.toThrow(/NOSCRIPT/);
  });

  check.for(["/", "/pipeline", "/multi-exec", "/subscribe/x", "/get/secret", "/nothing"])(
    "%s wants the token",
    async (path) => {
      for (const authorization of [undefined, "", "Bearer ", "Bearer wrong", token, `bearer ${token}`]) {
        const answer = await post(url, path, ["PING"], authorization === undefined ? {} : { authorization });
        expect(answer).toEqual({ status: 401, body: { error: "Unauthorized" } });
      }
    },
  );

  check.for([
    ["/", "not json", 400],
    ["/", "[]", 400],
    ["/", '{"a":1}', 400],
    ["/pipeline", "{}", 400],
    ["/multi-exec", '[["PING"],[]]', 400],
    ["/nothing", "[]", 404],
    ["/", `["SET","big","${"x".repeat(11 * 1024 * 1024)}"]`, 413],
  ] as const)("a bad request to %s is refused", async ([path, body, status]) => {
    const response = await fetch(url + path, { method: "POST", headers: { authorization: `Bearer ${token}` }, body });
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({ error: expect.stringMatching(/^ERR /) });
  });

  check.for([
    ["fixedWindow", Ratelimit.fixedWindow(3, "10 s"), ["yes 2", "yes 1", "yes 0", "no 0", "no 0"], "yes 2"],
    ["slidingWindow", Ratelimit.slidingWindow(3, "10 s"), ["yes 2", "yes 1", "yes 0", "no 0", "no 0"], "yes 1"],
    ["tokenBucket", Ratelimit.tokenBucket(1, "10 s", 3), ["yes 2", "yes 1", "yes 0", "no 0", "no 0"], "yes 0"],
  ] as const)(
    "@upstash/ratelimit's %s allows three, then waits for time to pass",
    async ([prefix, limiter, first, later]) => {
      vi.useFakeTimers({ toFake: ["Date"] });
      onTestFinished(() => void vi.useRealTimers());
      const windowStart = Math.ceil(Date.now() / tenSeconds) * tenSeconds;
      vi.setSystemTime(windowStart + 1_000);
      const ratelimit = new Ratelimit({ redis: connect(), limiter, prefix, ephemeralCache: false });

      const answers: string[] = [];
      for (let call = 0; call < 5; call += 1) answers.push(describeAnswer(await ratelimit.limit("someone")));
      expect(answers).toEqual(first);
      expect(describeAnswer(await ratelimit.limit("somebody else"))).toBe("yes 2");

      vi.setSystemTime(windowStart + tenSeconds + 4_000);
      expect(describeAnswer(await ratelimit.limit("someone"))).toBe(later);
      expect((await ratelimit.getRemaining("somebody else")).remaining).toBeGreaterThanOrEqual(1);
      await ratelimit.resetUsedTokens("someone");
      expect(describeAnswer(await ratelimit.limit("someone"))).toBe("yes 2");
    },
  );

  check("of fifty calls at once exactly as many pass as the limit says", async () => {
    const ratelimit = new Ratelimit({
      redis: connect(),
      limiter: Ratelimit.slidingWindow(10, "60 s"),
      ephemeralCache: false,
    });
    const answers = await Promise.all(Array.from({ length: 50 }, () => ratelimit.limit("crowd")));
    expect(answers.filter((answer) => answer.success)).toHaveLength(10);
  });

  check("a call can cost more than one", async () => {
    const ratelimit = new Ratelimit({
      redis: connect(),
      limiter: Ratelimit.slidingWindow(10, "60 s"),
      ephemeralCache: false,
      prefix: "cost",
    });
    expect(describeAnswer(await ratelimit.limit("payer", { rate: 7 }))).toBe("yes 3");
    expect(describeAnswer(await ratelimit.limit("payer", { rate: 7 }))).toBe("no 0");
  });
});

test(
  "a real server that went away is an error at once, not a wait",
  { skip: findRedisServer() === undefined },
  async () => {
    const server = await startRedisServer();
    const upstash = await startUpstash({ token, redisUrl: server.url });
    await server.stop();
    await expect
      .poll(() => post(upstash.url, "/", ["PING"]))
      .toEqual({ status: 503, body: { error: "ERR Redis is not reachable" } });
    await upstash.stop();
  },
);

function describeAnswer(answer: { success: boolean; remaining: number }): string {
  return `${answer.success ? "yes" : "no"} ${answer.remaining}`;
}

async function post(
  url: string,
  path: string,
  body: unknown,
  headers: HeadersInit = { authorization: `Bearer ${token}` },
) {
  const response = await fetch(url + path, { method: "POST", headers, body: JSON.stringify(body) });
  return { status: response.status, body: (await response.json()) as unknown };
}
