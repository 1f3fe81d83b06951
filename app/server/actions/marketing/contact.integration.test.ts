import { afterEach, expect, test, vi } from "vitest";

import { stampPage } from "#app/server/actions/marketing/page-stamp.ts";
import { submitContactForm } from "#app/server/actions/marketing/submit-contact-form.ts";
import { submitContactPage } from "#app/server/actions/marketing/submit-contact-page.ts";
import { startTurnstile } from "#app/server/actions/marketing/turnstile-stand-in.fixture.ts";
import { drainAudit } from "#app/server/audit/record-audit.ts";
import { inRequest } from "#app/server/pipeline/in-request.fixture.ts";
import { setEnv } from "#app/server/platform/env.ts";
import { resetServiceClient } from "#app/server/auth/service-client.ts";
import { useTestStack } from "#test/stack.ts";

const stack = await useTestStack();
const TEAM = "team@plainchart.test";
setEnv({ ...stack.env, CONTACT_TO: TEAM });

afterEach(() => {
  setEnv({ ...stack.env, CONTACT_TO: TEAM });
  resetServiceClient();
});

let addresses = 0;
const newAddress = () => `198.51.100.${(addresses += 1)}`;

/** The stamp of a page that was made so many seconds ago. */
function stampOfAge(seconds: number): string {
  vi.useFakeTimers({ now: Date.now() - seconds * 1_000, toFake: ["Date"] });
  try {
    return stampPage();
  } finally {
    vi.useRealTimers();
  }
}

function post(fields: Record<string, string>, address = newAddress()) {
  return inRequest({ path: "/contact", address, body: new URLSearchParams(fields) }, (request) =>
    submitContactPage.formAction({ request }),
  );
}

const messageOf = (marker: string) => ({
  name: "Ada Lovelace",
  email: "ada@example.test",
  message: `A question about plans, ${marker}.`,
});

async function rowsWith(marker: string) {
  return stack.admin`select name, email, message, mailed_at from contact_messages where message like ${`%${marker}%`}`;
}

function mailsWith(marker: string) {
  return stack.mailbox.list(TEAM).filter(({ text }) => text?.includes(marker));
}

/** What a form that was not accepted shows. */
async function refusalOf(answer: ReturnType<typeof post>) {
  const settled = await answer;
  if (settled instanceof Response) throw new Error(`expected a refusal, got ${settled.status}`);
  const { result, error } = settled.data;
  return { status: settled.init?.status, code: error?.code, form: result.error?.[""]?.[0], typed: result.initialValue };
}

test("a message is stored, mailed to the team and answered with the thank-you page", async () => {
  const answer = (await post({
    ...messageOf("one"),
    stamp: stampOfAge(10),
    website: "",
    turnstileToken: "",
  })) as Response;
  expect([answer.status, answer.headers.get("location")]).toEqual([303, "/contact?sent"]);
  expect(await rowsWith("one")).toMatchObject([{ name: "Ada Lovelace", mailed_at: expect.any(Date) }]);
  const [mail] = mailsWith("one");
  expect(mail).toMatchObject({ subject: "Contact form: Ada Lovelace" });
  await drainAudit();
  const audited =
    await stack.admin`select outcome, chain from audit_events where action = 'marketing:submit-contact-page'`;
  expect(audited).toContainEqual({ outcome: "OK", chain: "system" });
});

test("twenty presses at once are one row and one mail, and all are answered alike", async () => {
  const fields = { ...messageOf("twenty"), stamp: stampOfAge(10) };
  const address = newAddress();
  const answers = await Promise.all(Array.from({ length: 20 }, () => post(fields, address)));
  expect(answers.map((answer) => (answer instanceof Response ? answer.status : answer.init?.status))).toEqual(
    Array.from({ length: 20 }, () => 303),
  );
  expect(await rowsWith("twenty")).toHaveLength(1);
  expect(mailsWith("twenty")).toHaveLength(1);
});

test("a try whose answer got lost is not stored or mailed again by the next one", async () => {
  const fields = { ...messageOf("lost answer"), stamp: stampOfAge(10) };
  await post(fields);
  // As if the first try had been cut between its row and its answer.
  await stack.admin`delete from idempotency_keys where action = 'marketing:submit-contact-page'`;
  expect(((await post(fields)) as Response).status).toBe(303);
  expect([await rowsWith("lost answer"), mailsWith("lost answer")].map(({ length }) => length)).toEqual([1, 1]);

  await stack.admin`delete from idempotency_keys where action = 'marketing:submit-contact-page'`;
  await stack.admin`update contact_messages set mailed_at = null where message like '%lost answer%'`;
  await post(fields);
  expect([await rowsWith("lost answer"), mailsWith("lost answer")].map(({ length }) => length)).toEqual([1, 2]);
});

test("one address may press twenty times in ten minutes", async () => {
  const address = newAddress();
  const wrong = { ...messageOf("limit"), email: "nobody", stamp: stampOfAge(10) };
  for (let press = 0; press < 20; press++) await post(wrong, address);
  expect(await refusalOf(post(wrong, address))).toMatchObject({ status: 429, typed: { name: "Ada Lovelace" } });
});

test.each([
  [
    "a hidden field that was filled in",
    { stamp: () => stampOfAge(10), website: "https://spam.example" },
    /people don't see/,
  ],
  ["a form that came back at once", { stamp: () => stampOfAge(0) }, /very quick/],
  ["a page from the day before yesterday", { stamp: () => stampOfAge(2 * 86_400) }, /more than a day/],
  ["a stamp of one's own making", { stamp: () => `${Date.now() - 60_000}.AAAA` }, /did not come from our page/],
  ["no stamp", { stamp: () => "" }, /did not come from our page/],
])("%s is refused in words, with what was typed", async (_, { stamp, ...more }, words) => {
  const marker = `doubt ${words.source}`;
  const refused = await refusalOf(post({ ...messageOf(marker), ...more, stamp: stamp() }));
  expect(refused).toMatchObject({ status: 422, form: expect.stringMatching(words), typed: messageOf(marker) });
  expect(await rowsWith(marker)).toHaveLength(0);
});

test("a message that can't be stored is an honest error that keeps the text and can be sent again", async () => {
  const fields = { ...messageOf("later"), stamp: stampOfAge(10) };
  setEnv({ ...stack.env, CONTACT_TO: TEAM, SUPABASE_URL: "http://127.0.0.1:9" });
  resetServiceClient();
  expect(await refusalOf(post(fields))).toMatchObject({ status: 503, typed: messageOf("later") });
  setEnv({ ...stack.env, CONTACT_TO: TEAM });
  resetServiceClient();
  expect(((await post(fields)) as Response).status).toBe(303);
  expect(await rowsWith("later")).toHaveLength(1);
});

test("a mail that can't be sent leaves a stored message that says so", async () => {
  setEnv({ ...stack.env, CONTACT_TO: "not an address" });
  expect(((await post({ ...messageOf("unmailed"), stamp: stampOfAge(10) })) as Response).status).toBe(303);
  expect(await rowsWith("unmailed")).toMatchObject([{ mailed_at: null }]);
});

test("a name can't add a header to the mail", async () => {
  await inRequest({ address: newAddress() }, () =>
    submitContactForm({ ...messageOf("header"), name: "Ada\r\nBcc: victim@example.test" }),
  );
  const [mail] = mailsWith("header");
  expect(mail?.subject).toBe("Contact form: Ada Bcc: victim@example.test");
});

test("where Turnstile is set up its verdict is asked once and decides", async () => {
  const good = { success: true, hostname: "127.0.0.1", action: "contact" };
  let verdict: { status?: number; body?: unknown } = { body: good };
  using turnstile = await startTurnstile(() => verdict);
  setEnv({
    ...stack.env,
    CONTACT_TO: TEAM,
    TURNSTILE_SITE_KEY: "site",
    TURNSTILE_SECRET_KEY: "shared secret",
    TURNSTILE_VERIFY_URL: turnstile.url,
  });
  const sent = (marker: string, turnstileToken = "token123") =>
    post({ ...messageOf(marker), stamp: stampOfAge(10), turnstileToken });

  expect((await refusalOf(sent("t-missing", ""))).form).toMatch(/wait for the check/);
  expect(turnstile.asked).toHaveLength(0);

  const address = newAddress();
  const fields = { ...messageOf("t-good"), stamp: stampOfAge(10), turnstileToken: "token123" };
  const answers = await Promise.all(Array.from({ length: 5 }, () => post(fields, address)));
  expect(answers.every((answer) => answer instanceof Response)).toBe(true);
  expect(turnstile.asked.map((form) => Object.fromEntries(form))).toEqual([
    {
      secret: "shared secret",
      response: "token123",
      remoteip: address,
      idempotency_key: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
    },
  ]);

  for (const [name, body] of Object.entries({
    "t-refused": { success: false, "error-codes": ["timeout-or-duplicate"] },
    "t-host": { ...good, hostname: "evil.example" },
    "t-action": { ...good, action: "sign-in" },
  })) {
    verdict = { body };
    expect(await refusalOf(sent(name))).toMatchObject({ status: 422, form: expect.stringMatching(/did not pass/) });
    expect(await rowsWith(name)).toHaveLength(0);
  }

  verdict = { status: 502 };
  expect(await refusalOf(sent("t-down"))).toMatchObject({ status: 503, form: expect.stringMatching(/not answering/) });
  expect((await refusalOf(sent("t-long", "x".repeat(2_049)))).status).toBe(422);
  expect(await rowsWith("t-down")).toHaveLength(0);
});
