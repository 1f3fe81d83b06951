import { setTimeout as wait } from "node:timers/promises";

import { redirect } from "react-router";
import { expect, test } from "vitest";
import { z } from "zod";

import { drainAudit } from "#app/server/audit/record-audit.ts";
import { defineAction } from "#app/server/pipeline/define-action.ts";
import { inRequest } from "#app/server/pipeline/in-request.fixture.ts";
import { ApplicationError } from "#app/server/platform/application-error.ts";
import { getRequestContext, runWithRequestContext } from "#app/server/platform/request-context.ts";
import { useTestStack } from "#test/stack.ts";

const stack = await useTestStack();

async function auditOf(action: string): Promise<{ outcome: string; org_id: string | null; actor_id: string | null }[]> {
  await drainAudit();
  return stack.admin`select outcome, org_id, actor_id from audit_events where action = ${action} order by chain, sequence`;
}

test("a call answers data, with who asks and where, and is recorded", async () => {
  const { id, slug, owner } = await stack.createOrganization();
  const greet = defineAction({
    name: "test:greet",
    access: "member",
    input: z.object({ name: z.string().trim() }),
    output: z.object({ text: z.string() }),
    run: async ({ input, auth }) => ({ text: `${input.name} ${auth.orgId} ${auth.role}` }),
  });
  const answer = await inRequest({ path: `/o/${slug}`, cookie: stack.sessionCookie(owner) }, () =>
    greet({ name: " Ada " }),
  );
  expect(answer).toEqual({ text: `Ada ${id} owner` });
  expect(await auditOf("test:greet")).toEqual([{ outcome: "OK", org_id: id, actor_id: owner.id }]);
});

test("outside a request a call says so", async () => {
  const alone = defineAction({ name: "test:alone", access: "public", input: z.object({}), run: () => 1 });
  await expect(alone({})).rejects.toMatchObject({ code: "NO_REQUEST_CONTEXT" });
});

test("wrong input names its fields and never reaches run", async () => {
  let ran = 0;
  const strict = defineAction({
    name: "test:strict",
    access: "public",
    input: z.object({ items: z.array(z.object({ n: z.number("Not a number.") })) }),
    run: () => (ran += 1),
  });
  const wrong = { items: [{ n: 1 }, { n: "x" as unknown as number }] };
  await expect(inRequest({}, () => strict(wrong))).rejects.toMatchObject({
    code: "VALIDATION_FAILED",
    fieldErrors: { "items[1].n": ["Not a number."] },
  });
  expect(ran).toBe(0);
});

test("an answer the output schema refuses is a defect, and its text stays inside", async () => {
  const leaky = defineAction({
    name: "test:leaky",
    access: "public",
    input: z.object({}),
    output: z.object({ count: z.number() }),
    run: () => ({ count: "hunter2" as unknown as number }),
  });
  const response = await inRequest({ body: "{}", headers: { "content-type": "application/json" } }, (request) =>
    leaky.fetchAction({ request }),
  );
  expect(response.status).toBe(500);
  expect(await response.text()).not.toContain("hunter2");
});

test("nothing that was thrown inside shows outside", async () => {
  const secrets = ["hunter2", "select * from secrets", "ada@example.com", "/srv/app/server.js", "sk_live_1234"];
  const failing = defineAction({
    name: "test:failing",
    access: "public",
    input: z.object({}),
    run: () => {
      throw Object.assign(new Error(secrets.join(" ")), { code: "23505", detail: secrets.join() });
    },
  });
  const asJson = { body: "{}", headers: { "content-type": "application/json" } };
  const response = await inRequest(asJson, (request) => failing.fetchAction({ request }));
  const text = (await response.text()) + JSON.stringify([...response.headers]);
  for (const secret of secrets) expect(text).not.toContain(secret);
  expect(JSON.parse(text.slice(0, text.indexOf("}") + 1))).toMatchObject({ success: false, code: "INTERNAL" });
});

test("a form that needs another look comes back with what was typed, but never a password", async () => {
  const save = defineAction({
    name: "test:save",
    access: "public",
    input: z.object({ name: z.string().min(3, "Too short."), password: z.string().min(10) }),
    run: () => ({ saved: true }),
  });
  const answer = await inRequest({ body: new URLSearchParams({ name: "A", password: "hunter2" }) }, (request) =>
    save.formAction({ request }),
  );
  if (answer instanceof Response) throw new Error("expected data");
  expect(answer.init).toMatchObject({ status: 422 });
  expect(answer.data.result).toMatchObject({
    status: "error",
    initialValue: { name: "A" },
    error: { name: ["Too short."] },
  });
  expect(JSON.stringify(answer.data)).not.toContain("hunter2");
  expect(answer.data.error?.code).toBe("VALIDATION_FAILED");
});

test("an accepted form goes on with 303, and an error of run keeps the form", async () => {
  const save = defineAction({
    name: "test:save-and-go",
    access: "public",
    input: z.object({ name: z.string() }),
    run: ({ input }) => {
      if (input.name === "taken") throw new ApplicationError({ code: "CONFLICT", fieldErrors: { name: ["Taken."] } });
      return { id: 7 };
    },
    redirectTo: ({ data, input }) => `/things/${data.id}?from=${input.name}`,
  });
  const submit = (name: string) =>
    inRequest({ body: new URLSearchParams({ name }) }, (request) => save.formAction({ request }));
  const done = await submit("new");
  expect(done).toBeInstanceOf(Response);
  expect([(done as Response).status, (done as Response).headers.get("location")]).toEqual([303, "/things/7?from=new"]);
  const taken = await submit("taken");
  if (taken instanceof Response) throw new Error("expected data");
  expect(taken.init?.status).toBe(409);
  expect(taken.data.result).toMatchObject({ initialValue: { name: "taken" }, error: { name: ["Taken."] } });
});

test("a visitor who posts a form for members goes to the sign-in page and back", async () => {
  const { slug } = await stack.createOrganization();
  const save = defineAction({
    name: "test:members-only",
    access: "member",
    input: z.object({ a: z.string() }),
    run: () => 1,
  });
  const thrown = await inRequest({ path: `/o/${slug}/x?y=1`, body: new URLSearchParams({ a: "1" }) }, (request) =>
    save.formAction({ request }),
  ).catch((error: unknown) => error);
  expect((thrown as Response).headers.get("location")).toBe(`/sign-in?next=${encodeURIComponent(`/o/${slug}/x?y=1`)}`);
});

test("a redirect thrown or returned by run passes through and is recorded as one", async () => {
  const go = defineAction({
    name: "test:go",
    access: "public",
    input: z.object({ how: z.string() }),
    run: ({ input }) => {
      if (input.how === "throw") throw redirect("/a");
      return redirect("/b");
    },
  });
  await expect(inRequest({}, () => go({ how: "throw" }))).rejects.toBeInstanceOf(Response);
  expect((await inRequest({}, () => go({ how: "return" }))).headers.get("location")).toBe("/b");
  expect((await auditOf("test:go")).map(({ outcome }) => outcome)).toEqual(["REDIRECT", "REDIRECT"]);
});

test("a run that never ends is stopped at its deadline, and told so", async () => {
  let aborted = false;
  const slow = defineAction({
    name: "test:slow",
    access: "public",
    input: z.object({}),
    deadlineMs: 50,
    run: ({ signal }) => new Promise<never>(() => signal.addEventListener("abort", () => (aborted = true))),
  });
  await expect(inRequest({}, () => slow({}))).rejects.toMatchObject({ code: "DEADLINE_EXCEEDED" });
  expect(aborted).toBe(true);
  expect(await auditOf("test:slow")).toMatchObject([{ outcome: "DEADLINE_EXCEEDED" }]);
});

test("a write from another site reaches neither body nor run", async () => {
  let ran = 0;
  const write = defineAction({ name: "test:write", access: "public", input: z.object({}), run: () => (ran += 1) });
  const headers = {
    origin: "https://evil.example",
    "sec-fetch-site": "cross-site",
    "content-type": "application/json",
  };
  const response = await inRequest({ headers, body: "{}" }, (request) => write.fetchAction({ request }));
  expect([response.status, ran]).toEqual([403, 0]);
});

test("twenty equal posts at once run once and answer alike; other content under the key is refused", async () => {
  const user = await stack.createUser();
  let ran = 0;
  const order = defineAction({
    name: "test:order",
    access: "user",
    input: z.object({ key: z.string(), what: z.string() }),
    idempotency: ({ input }) => input.key,
    run: async () => {
      await wait(30);
      return { number: (ran += 1) };
    },
  });
  const cookie = stack.sessionCookie(user);
  const post = (what: string) => inRequest({ cookie }, () => order({ key: "k1", what }));
  const answers = await Promise.all(Array.from({ length: 20 }, () => post("tea")));
  expect(new Set(answers.map(({ number }) => number))).toEqual(new Set([1]));
  expect(await post("tea")).toEqual({ number: 1 });
  await expect(post("coffee")).rejects.toMatchObject({ code: "CONFLICT" });
  expect(ran).toBe(1);
});

test("a failed run gives its key back", async () => {
  const user = await stack.createUser();
  let tries = 0;
  const flaky = defineAction({
    name: "test:flaky",
    access: "user",
    input: z.object({ key: z.string() }),
    idempotency: ({ input }) => input.key,
    run: () => {
      tries += 1;
      if (tries === 1) throw new ApplicationError({ code: "SERVICE_UNAVAILABLE" });
      return { tries };
    },
  });
  const call = () => inRequest({ cookie: stack.sessionCookie(user) }, () => flaky({ key: "k" }));
  await expect(call()).rejects.toMatchObject({ code: "SERVICE_UNAVAILABLE" });
  expect(await call()).toEqual({ tries: 2 });
});

/** An action that runs once per key, slowly, and says when it has begun. */
function slowOrder(name: string, work: (signal: AbortSignal, number: number) => Promise<unknown>, deadlineMs = 30_000) {
  const begun = Promise.withResolvers<void>();
  let ran = 0;
  const action = defineAction({
    name,
    access: "public",
    input: z.object({ key: z.string(), what: z.string().default("tea") }),
    idempotency: ({ input }) => input.key,
    deadlineMs,
    run: async ({ signal }) => {
      const number = (ran += 1);
      begun.resolve();
      await work(signal, number);
      signal.throwIfAborted();
      return { number };
    },
  });
  return { action, begun: begun.promise, ran: () => ran };
}

test("the first caller leaving does not stop what a second one waits for", async () => {
  const { action, begun, ran } = slowOrder("test:leaver", () => wait(150));
  const leaving = new AbortController();
  const context = inRequest({}, (_request, made) => ({ ...made, signal: leaving.signal }));
  const first = runWithRequestContext(context, () => action({ key: "k" }));
  await begun;
  const second = inRequest({}, () => action({ key: "k" }));
  leaving.abort();
  expect(await second).toEqual({ number: 1 });
  await first.catch(() => {});
  expect(ran()).toBe(1);
});

test("other content under a key is refused while the first is still at work, too", async () => {
  const { action, begun } = slowOrder("test:two-contents", () => wait(150));
  const first = inRequest({}, () => action({ key: "k", what: "tea" }));
  await begun;
  await expect(inRequest({}, () => action({ key: "k", what: "coffee" }))).rejects.toMatchObject({ code: "CONFLICT" });
  expect(await first).toEqual({ number: 1 });
});

test("one key in two organisations is two", async () => {
  const { owner, slug } = await stack.createOrganization();
  const other = await stack.createOrganization({ owner });
  const where = defineAction({
    name: "test:where",
    access: "member",
    input: z.object({ key: z.string() }),
    idempotency: ({ input }) => input.key,
    run: ({ auth }) => auth.orgSlug,
  });
  const cookie = stack.sessionCookie(owner);
  for (const path of [slug, other.slug])
    expect(await inRequest({ path: `/o/${path}`, cookie }, () => where({ key: "k" }))).toBe(path);
});

test("work that outlives its deadline keeps its key until it settles", async () => {
  const settle = Promise.withResolvers<void>();
  const { action, ran } = slowOrder("test:overrun", () => settle.promise, 60);
  await expect(inRequest({}, () => action({ key: "k" }))).rejects.toMatchObject({ code: "DEADLINE_EXCEEDED" });
  await expect(inRequest({}, () => action({ key: "k" }))).rejects.toMatchObject({ code: "DEADLINE_EXCEEDED" });
  expect(await stack.admin`select 1 from idempotency_keys where action = 'test:overrun'`).toHaveLength(1);
  expect(ran()).toBe(1);
  settle.resolve();
  await expect.poll(() => stack.admin`select 1 from idempotency_keys where action = 'test:overrun'`).toHaveLength(0);
});

test("a key whose run died with its process can be taken over after the deadline, by one caller", async () => {
  const { action, ran } = slowOrder("test:orphan", () => wait(20), 1_000);
  for (const key of ["young", "old"]) await inRequest({}, () => action({ key }));
  await stack.admin`
    update idempotency_keys set settled_at = null, response = null,
      created_at = now() - case key when 'old' then interval '1 minute' else interval '5 seconds' end
    where action = 'test:orphan'`;
  await expect(inRequest({}, () => action({ key: "young" }))).rejects.toMatchObject({ code: "DEADLINE_EXCEEDED" });
  const calls = Array.from({ length: 5 }, () => inRequest({}, () => action({ key: "old" })));
  expect(new Set((await Promise.all(calls)).map(({ number }) => number))).toEqual(new Set([3]));
  expect(ran()).toBe(3);
});

test("two users' streams, pulled in turns from outside their requests, each keep their own user", async () => {
  const [ada, ben] = [await stack.createUser(), await stack.createUser()];
  const count = defineAction({
    name: "test:count",
    access: "user",
    input: z.object({ to: z.number() }),
    stream: async function* ({ input, auth }) {
      for (let number = 1; number <= input.to; number++) {
        await wait(1);
        yield { number, userId: auth.userId, requestId: getRequestContext().requestId };
      }
    },
  });
  const begin = (user: typeof ada) => inRequest({ cookie: stack.sessionCookie(user) }, () => count({ to: 5 }));
  const [first, second] = [begin(ada), begin(ben)];
  const seen = { ada: new Set<string>(), ben: new Set<string>() };
  for (let turn = 0; turn < 5; turn++) {
    const one = await inRequest({}, () => first.next());
    const two = await second.next();
    if (one.done === true || two.done === true) throw new Error("ended early");
    expect([one.value.userId, two.value.userId]).toEqual([ada.id, ben.id]);
    seen.ada.add(one.value.requestId);
    seen.ben.add(two.value.requestId);
  }
  expect([seen.ada.size, seen.ben.size]).toEqual([1, 1]);
  expect([(await first.next()).done, (await second.next()).done]).toEqual([true, true]);
  expect((await auditOf("test:count")).map(({ outcome }) => outcome)).toEqual(["OK", "OK"]);
});

test("a stream is recorded once, however it ends", async () => {
  let cleaned = 0;
  const numbers = defineAction({
    name: "test:numbers",
    access: "public",
    input: z.object({ fail: z.boolean() }),
    stream: async function* ({ input }) {
      try {
        yield 1;
        if (input.fail) throw new ApplicationError({ code: "QUERY_FAILED" });
        yield 2;
      } finally {
        cleaned += 1;
      }
    },
  });
  for await (const number of inRequest({}, () => numbers({ fail: false }))) if (number === 1) break;
  const failing = inRequest({}, () => numbers({ fail: true }));
  await failing.next();
  await expect(failing.next()).rejects.toMatchObject({ code: "QUERY_FAILED" });
  const whole: number[] = [];
  for await (const number of inRequest({}, () => numbers({ fail: false }))) whole.push(number);
  expect(whole).toEqual([1, 2]);
  expect(cleaned).toBe(3);
  expect((await auditOf("test:numbers")).map(({ outcome }) => outcome)).toEqual(["CANCELLED", "QUERY_FAILED", "OK"]);
});

test("an abandoned stream is closed by its deadline", async () => {
  const endless = defineAction({
    name: "test:endless",
    access: "public",
    input: z.object({}),
    deadlineMs: 60,
    stream: async function* () {
      for (;;) yield await wait(5, 1);
    },
  });
  const stream = inRequest({}, () => endless({}));
  await stream.next();
  await expect.poll(() => auditOf("test:endless")).toMatchObject([{ outcome: "DEADLINE_EXCEEDED" }]);
});

test("a stream over HTTP: refusals are a status, later failures an event", async () => {
  const numbers = defineAction({
    name: "test:sse",
    access: "public",
    input: z.object({ to: z.number().max(3) }),
    stream: async function* ({ input }) {
      for (let number = 1; number <= input.to; number++) yield { number };
      throw new ApplicationError({ code: "QUERY_TIMEOUT", cause: new Error("hunter2") });
    },
  });
  const post = (body: unknown) =>
    inRequest({ body: JSON.stringify(body), headers: { "content-type": "application/json" } }, (request) =>
      numbers.streamAction({ request }),
    );
  expect((await post({ to: 9 })).status).toBe(422);
  const response = await post({ to: 2 });
  expect(response.headers.get("content-type")).toContain("text/event-stream");
  const text = await response.text();
  expect(text.split("\n\n").slice(0, 2)).toEqual(['data: {"number":1}', 'data: {"number":2}']);
  expect(text).toContain('event: error\ndata: {"success":false');
  expect(text).not.toContain("hunter2");
});

test("a Response with a body settles when it ends, or when the client leaves", async () => {
  const file = defineAction({
    name: "test:file",
    access: "public",
    input: z.object({}),
    run: () => {
      let sent = 0;
      const body = new ReadableStream<Uint8Array>({
        pull: (controller) => {
          sent += 1;
          if (sent > 3) return controller.close();
          controller.enqueue(new TextEncoder().encode(`${getRequestContext().requestId}\n`));
        },
      });
      return new Response(body, { headers: { "content-type": "text/csv" } });
    },
  });
  const ask = () => inRequest({}, (_request, { requestId }) => file({}).then((response) => ({ response, requestId })));
  const whole = await ask();
  expect(await auditOf("test:file")).toEqual([]);
  expect((await whole.response.text()).trim().split("\n")).toEqual([whole.requestId, whole.requestId, whole.requestId]);
  const left = await ask();
  const reader = left.response.body!.getReader();
  await reader.read();
  await reader.cancel();
  await expect
    .poll(async () => (await auditOf("test:file")).map(({ outcome }) => outcome))
    .toEqual(["OK", "CANCELLED"]);
});

test("a Response still being read at the deadline is recorded as too late, with time enough as done", async () => {
  const slowFile = (name: string, deadlineMs: number) =>
    defineAction({
      name,
      access: "public",
      input: z.object({}),
      deadlineMs,
      run: () => {
        const body = new ReadableStream<Uint8Array>({
          start: async (controller) => {
            await wait(200);
            controller.close();
          },
        });
        return new Response(body);
      },
    });
  const [short, long] = [slowFile("test:short", 50), slowFile("test:long", 5_000)];
  await Promise.all([short, long].map(async (action) => (await inRequest({}, () => action({}))).text()));
  expect(await auditOf("test:short")).toMatchObject([{ outcome: "DEADLINE_EXCEEDED" }]);
  expect(await auditOf("test:long")).toMatchObject([{ outcome: "OK" }]);
});
