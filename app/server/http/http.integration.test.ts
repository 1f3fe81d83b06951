import { mkdtempSync, mkdirSync, writeFileSync } from "node:fs";
import { createServer, connect } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { gunzipSync, gzipSync } from "node:zlib";

import { afterAll, expect, onTestFinished, test } from "vitest";
import { z } from "zod";

import { createHandler } from "#app/server/http/create-handler.ts";
import { listen } from "#app/server/http/listen.ts";
import { createStaticFiles } from "#app/server/http/static-files.ts";
import { makeTestBuild } from "#app/server/http/test-build.fixture.ts";
import { validateUser } from "#app/server/auth/validate-auth.ts";
import { defineAction } from "#app/server/pipeline/define-action.ts";
import { setEnv } from "#app/server/platform/env.ts";
import { closeHealth } from "#app/server/platform/health.ts";
import { closeRedis } from "#app/server/platform/redis.ts";
import { clientAddress, getRequestContext } from "#app/server/platform/request-context.ts";
import { useTestStack } from "#test/stack.ts";

const stack = await useTestStack();

const contact = defineAction({
  name: "test:http-contact",
  access: "public",
  input: z.object({ name: z.string(), message: z.string().optional() }),
  maxBodyBytes: 32 * 1024,
  run: ({ input }) => ({ hello: input.name }),
});

const ticks = defineAction({
  name: "test:http-ticks",
  access: "public",
  input: z.object({ count: z.number() }),
  stream: async function* ({ input, signal }) {
    for (let number = 1; number <= input.count && !signal.aborted; number++) {
      yield { number };
      await wait(20);
    }
  },
});

let cancelled = 0;

const build = makeTestBuild({
  contact: { action: (args) => contact.fetchAction(args) },
  ticks: { action: (args) => ticks.streamAction(args) },
  who: { loader: async () => Response.json({ ...(await validateUser()), address: clientAddress() }) },
  url: { loader: ({ request }) => Response.json({ request: request.url, context: getRequestContext().url.href }) },
  page: {
    loader: () => new Response("<p>page</p>".repeat(500), { headers: { "content-type": "text/html; charset=utf-8" } }),
  },
  broken: {
    loader: () => {
      throw new Error("hunter2");
    },
  },
  slow: { loader: async () => new Response(await wait(900, "done")) },
  flood: {
    loader: () =>
      new Response(
        new ReadableStream({
          pull: (controller) => controller.enqueue(new Uint8Array(64 * 1024)),
          cancel: () => void (cancelled += 1),
        }),
        { headers: { "content-type": "application/octet-stream" } },
      ),
  },
  endless: {
    loader: () =>
      new Response(
        new ReadableStream({
          pull: async (controller) => controller.enqueue(new TextEncoder().encode(await wait(10, "data: x\n\n"))),
          cancel: () => void (cancelled += 1),
        }),
        { headers: { "content-type": "text/event-stream" } },
      ),
  },
});

const start = (options: Partial<Parameters<typeof listen>[1]> = {}) =>
  listen(createHandler({ build, staticFiles: null }), { host: "127.0.0.1", port: 0, ...options });
/** Closed at the end: a server that stops makes the whole process not ready. */
const closers: (() => Promise<void>)[] = [];
const shared = await start();
closers.push(shared.close);
afterAll(() => Promise.all(closers.map((close) => close())));

const json = { "content-type": "application/json" };

test("a page has the security headers, and a new nonce each time", async () => {
  const { url } = shared;
  const [one, two] = [await fetch(`${url}/page`), await fetch(`${url}/page`)];
  const policy = one.headers.get("content-security-policy") ?? "";
  expect(policy).toContain("default-src 'self'");
  expect(policy).toContain("style-src-attr 'unsafe-inline'");
  expect(policy).not.toContain("unsafe-eval");
  expect(policy).toMatch(/script-src 'self' 'nonce-[\w+/=]{24}';/);
  expect(policy).not.toBe(two.headers.get("content-security-policy"));
  expect(one.headers.get("cache-control")).toBe("private, no-store");
  expect(one.headers.get("x-content-type-options")).toBe("nosniff");
  expect(one.headers.get("x-request-id")).toMatch(/^[\w-]{12}$/);
});

test("a defect answers 500 without a word about it", async () => {
  const { url } = shared;
  const response = await fetch(`${url}/broken`);
  expect(response.status).toBe(500);
  expect(await response.text()).not.toContain("hunter2");
});

test("pages are compressed for who asks, event streams never, and each event arrives as it is sent", async () => {
  const { url } = shared;
  const plain = await fetch(`${url}/page`, { headers: { "accept-encoding": "identity" } });
  expect(plain.headers.get("content-encoding")).toBeNull();
  const zipped = await fetch(`${url}/page`, { headers: { "accept-encoding": "gzip" } });
  expect(zipped.headers.get("content-encoding")).toBe("gzip");
  expect(await zipped.text()).toBe(await plain.text());

  const stream = await fetch(`${url}/ticks`, {
    method: "POST",
    headers: { ...json, "accept-encoding": "gzip" },
    body: '{"count":5}',
  });
  expect(stream.headers.get("content-encoding")).toBeNull();
  const reader = stream.body!.getReader();
  const arrivals: number[] = [];
  for (let step = await reader.read(); !step.done; step = await reader.read()) arrivals.push(performance.now());
  expect(arrivals.length).toBeGreaterThanOrEqual(5);
  expect(arrivals[4]! - arrivals[0]!).toBeGreaterThan(40);
});

test.for([
  [
    "10 MB",
    () => ({ body: "a".repeat(10_000_000), headers: { "content-type": "application/x-www-form-urlencoded" } }),
    413,
  ],
  [
    "a gzip bomb",
    () => ({
      body: new Uint8Array(gzipSync(Buffer.alloc(10_000_000))),
      headers: { ...json, "content-encoding": "gzip" },
    }),
    400,
  ],
  ["a sparse index", () => ({ body: new URLSearchParams("foo[4294967290]=1"), headers: {} }), 400],
  ["20,000 dots", () => ({ body: new URLSearchParams({ ["a.".repeat(10_000)]: "1" }), headers: {} }), 400],
  [
    "100,000 fields",
    () => ({ body: "name=1&".repeat(4_600), headers: { "content-type": "application/x-www-form-urlencoded" } }),
    400,
  ],
  ["__proto__", () => ({ body: new URLSearchParams("__proto__=1"), headers: {} }), 400],
  ["NUL", () => ({ body: new URLSearchParams("name=%00"), headers: {} }), 400],
  ["NUL in JSON", () => ({ body: '{"name":"\\u0000"}', headers: json }), 422],
  ["half a character in JSON", () => ({ body: '{"name":"\\ud83d"}', headers: json }), 422],
  ["broken JSON", () => ({ body: '{"name":', headers: json }), 400],
  ["deep JSON", () => ({ body: "[".repeat(30_000), headers: json }), 400],
  ["JSON that is no object", () => ({ body: "null", headers: json }), 422],
  ["an unknown type", () => ({ body: "x", headers: { "content-type": "text/plain" } }), 400],
] as [string, () => { body: BodyInit; headers: Record<string, string> }, number][])(
  "a body of %s gets a 4xx and the server lives",
  async ([, make, status]) => {
    const { url } = shared;
    const response = await fetch(`${url}/contact`, { method: "POST", ...make() });
    expect(response.status).toBe(status);
    const next = await fetch(`${url}/contact`, { method: "POST", headers: json, body: '{"name":"Ada"}' });
    expect(await next.json()).toEqual({ success: true, data: { hello: "Ada" } });
  },
);

test("a resource route refuses other sites, and a cookie without an origin", async () => {
  const { url } = shared;
  const post = (headers: Record<string, string>) =>
    fetch(`${url}/contact`, { method: "POST", headers: { ...json, ...headers }, body: '{"name":"Ada"}' });
  expect((await post({ origin: "https://evil.example" })).status).toBe(403);
  expect((await post({ origin: "null" })).status).toBe(403);
  expect((await post({ cookie: "a=b" })).status).toBe(403);
  expect((await post({ origin: url, cookie: "a=b" })).status).toBe(200);
});

test("the session's cookie is understood, the address is the socket's", async () => {
  const { url } = shared;
  const user = await stack.createUser();
  const headers = { cookie: stack.sessionCookie(user), "x-forwarded-for": "6.6.6.6" };
  expect(await (await fetch(`${url}/who`, { headers })).json()).toEqual({
    userId: user.id,
    email: user.email,
    address: "127.0.0.1",
  });
});

test("behind a proxy that ends TLS the app sees its public address, and its own origin passes", async () => {
  const publicEnv = {
    APP_URL: "https://plainchart.example.com",
    TRUSTED_PROXY_HOPS: "1",
    SUPABASE_URL: "https://project.supabase.example",
    METRICS_TOKEN: "metrics-token-0123456789",
  };
  setEnv({ ...stack.env, ...publicEnv });
  const { url, close } = await start();
  onTestFinished(() => {
    setEnv(stack.env);
    closers.push(close);
  });
  const proxied = { "x-forwarded-for": "6.6.6.6, 198.51.100.4", "x-forwarded-host": "evil.example" };
  expect(await (await fetch(`${url}/url?a=1`, { headers: proxied })).json()).toEqual({
    request: "https://plainchart.example.com/url?a=1",
    context: "https://plainchart.example.com/url?a=1",
  });
  const post = (origin: string) =>
    fetch(`${url}/contact`, { method: "POST", headers: { ...json, origin }, body: '{"name":"Ada"}' });
  expect((await post("https://plainchart.example.com")).status).toBe(200);
  expect((await post("http://plainchart.example.com")).status).toBe(403);
  expect((await post(url)).status).toBe(403);
  const secure = await fetch(`${url}/page`);
  expect(secure.headers.get("strict-transport-security")).toContain("max-age=31536000");
  expect((await fetch(`${url}/metrics`)).status).toBe(404);
  expect(
    (await fetch(`${url}/metrics`, { headers: { authorization: "Bearer metrics-token-0123456789" } })).status,
  ).toBe(200);
});

test("readyz is 200 while all answer, 503 within two seconds when one hangs, and healthz stays 200", async () => {
  const { url } = shared;
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
  const silent = createServer((socket) => socket.on("error", () => {}));
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  const { port } = silent.address() as { port: number };
  setEnv({ ...stack.env, UPSTASH_REDIS_REST_URL: `http://127.0.0.1:${port}` });
  closeRedis();
  await closeHealth();
  onTestFinished(async () => {
    setEnv(stack.env);
    closeRedis();
    await closeHealth();
    silent.close();
  });
  const startedMs = performance.now();
  const response = await fetch(`${url}/readyz`);
  expect(performance.now() - startedMs).toBeLessThan(2_000);
  expect(response.status).toBe(503);
  expect(await response.json()).toMatchObject({
    ready: false,
    dependencies: { redis: "down", postgres: "ok", data: "ok", auth: "ok" },
  });
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
});

test("a client that leaves ends its stream", async () => {
  const { url } = shared;
  const leaving = new AbortController();
  const response = await fetch(`${url}/endless`, { signal: leaving.signal });
  await response.body!.getReader().read();
  const before = cancelled;
  leaving.abort();
  await expect.poll(() => cancelled).toBe(before + 1);
});

test("a client that never reads is let go, one that waits for a slow answer is not", async () => {
  const { url, close } = await start({ stallMs: 300 });
  closers.push(close);
  const deaf = connect(Number(new URL(url).port), "127.0.0.1");
  deaf.on("error", () => {});
  onTestFinished(() => void deaf.destroy());
  deaf.pause();
  const before = cancelled;
  deaf.write("GET /flood HTTP/1.1\r\nhost: x\r\naccept-encoding: identity\r\n\r\n");
  const slow = fetch(`${url}/slow`);
  await expect.poll(() => cancelled, { timeout: 5_000 }).toBe(before + 1);
  expect(await (await slow).text()).toBe("done");
});

test("no more connections are held than allowed", async () => {
  const { url, close } = await start({ maxConnections: 2 });
  closers.push(close);
  const sockets = Array.from({ length: 3 }, () => connect(Number(new URL(url).port), "127.0.0.1"));
  onTestFinished(() => sockets.forEach((socket) => socket.destroy()));
  const closed = sockets.map((socket) => new Promise<void>((resolve) => socket.once("close", () => resolve())));
  for (const socket of sockets) socket.on("error", () => {}).resume();
  await Promise.any(closed);
  expect(sockets.filter(({ destroyed }) => !destroyed)).toHaveLength(2);
});

test("a request whose headers never end is closed", async () => {
  const { url, close } = await start({ headersMs: 300 });
  closers.push(close);
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  socket.write("GET / HTTP/1.1\r\nhost: x\r\n");
  const drip = setInterval(() => socket.write("x-drip: 1\r\n"), 50);
  socket.on("error", () => {});
  const startedMs = performance.now();
  await new Promise<void>((resolve) => socket.once("close", () => resolve()));
  clearInterval(drip);
  expect(performance.now() - startedMs).toBeLessThan(5_000);
});

test("files of the build are served from memory, compressed, cached by name, and nothing else", async () => {
  const directory = mkdtempSync(path.join(tmpdir(), "static-"));
  mkdirSync(path.join(directory, "assets"));
  writeFileSync(path.join(directory, "assets/app-1a2b3c.js"), "console.log(1);".repeat(200));
  writeFileSync(path.join(directory, "favicon.svg"), "<svg/>");
  writeFileSync(path.join(directory, ".env"), "hunter2");
  const files = createStaticFiles(directory);
  const get = (name: string, headers: Record<string, string> = {}) =>
    files(new Request(`http://x${name}`, { headers }));
  const asset = get("/assets/app-1a2b3c.js", { "accept-encoding": "gzip" })!;
  expect(asset.headers.get("cache-control")).toContain("immutable");
  expect(gunzipSync(Buffer.from(await asset.arrayBuffer())).toString()).toContain("console.log(1);");
  const etag = asset.headers.get("etag") ?? "";
  expect(get("/assets/app-1a2b3c.js", { "if-none-match": etag })!.status).toBe(304);
  expect(get("/favicon.svg")!.headers.get("content-type")).toBe("image/svg+xml");
  expect(get("/assets/gone.js")!.status).toBe(404);
  for (const name of ["/.env", "/../package.json", "/assets/../.env", "/%2e%2e/package.json", "/"])
    expect(get(name)).toBeNull();
});

// Last: draining is for the whole process.
test("stopping: what is open may finish, endless streams end, nothing new is taken", async () => {
  const server = await start({ streamGraceMs: 700, forceMs: 1_500 });
  const { url } = server;
  await (await fetch(`${url}/healthz`)).text();
  const finishing = await fetch(`${url}/ticks`, { method: "POST", headers: json, body: '{"count":20}' });
  const told = await fetch(`${url}/ticks`, { method: "POST", headers: json, body: '{"count":1000}' });
  const deaf = await fetch(`${url}/endless`);
  const startedMs = performance.now();
  const closed = server.close();
  const text = await finishing.text();
  expect(text.match(/"number"/g)).toHaveLength(20);
  expect(text).toContain("event: end");
  expect(await told.text()).toContain("event: end");
  await deaf.text().catch(() => "cut");
  await closed;
  expect(performance.now() - startedMs).toBeLessThan(3_000);
  await expect(fetch(`${url}/healthz`)).rejects.toThrow();
  const notReady = await fetch(`${shared.url}/readyz`);
  expect([notReady.status, await notReady.json()]).toMatchObject([503, { ready: false, draining: true }]);
});
