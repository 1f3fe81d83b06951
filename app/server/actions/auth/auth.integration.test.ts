import { expect, test } from "vitest";

import { confirmLink } from "#app/server/actions/auth/confirm-link.ts";
import { requestReset } from "#app/server/actions/auth/request-reset.ts";
import { sendMagicLink } from "#app/server/actions/auth/send-magic-link.ts";
import { setPassword } from "#app/server/actions/auth/set-password.ts";
import { signIn } from "#app/server/actions/auth/sign-in.ts";
import { signOut } from "#app/server/actions/auth/sign-out.ts";
import { signUp } from "#app/server/actions/auth/sign-up.ts";
import { refreshStaleSession } from "#app/server/auth/session.ts";
import { SESSION_COOKIE } from "#app/server/auth/session-cookie.ts";
import { validateUser } from "#app/server/auth/validate-auth.ts";
import { inRequest } from "#app/server/pipeline/in-request.fixture.ts";
import { useTestStack } from "#test/stack.ts";

const stack = await useTestStack();

let browsers = 0;

/** A browser with a cookie jar, JavaScript off, at an address of its own. */
function openBrowser() {
  const jar = new Map<string, string>();
  const address = `198.51.100.${(browsers += 1)}`;
  type Form = { formAction: (args: { request: Request }) => Promise<unknown> };
  const cookieHeader = () => [...jar].map(([name, value]) => `${name}=${value}`).join("; ");

  async function inBrowser<Result>(run: () => Result | Promise<Result>, path = "/"): Promise<Result> {
    return inRequest({ method: "GET", path, address, cookie: cookieHeader() }, async (_request, context) => {
      const result = await run();
      keep(context.responseHeaders);
      return result;
    });
  }

  async function submit(form: Form, fields: Record<string, string>): Promise<unknown> {
    return inRequest(
      { address, cookie: cookieHeader(), body: new URLSearchParams(fields) },
      async (request, context) => {
        const answer = await form.formAction({ request }).catch((thrown: unknown) => thrown);
        keep(context.responseHeaders);
        return answer instanceof Response
          ? { status: answer.status, location: answer.headers.get("location") }
          : answer;
      },
    );
  }

  function keep(headers: Headers): void {
    for (const cookie of headers.getSetCookie()) {
      expect(cookie).toMatch(/; HttpOnly; SameSite=Lax/);
      const [pair = "", ...attributes] = cookie.split("; ");
      const [name = "", value = ""] = pair.split("=");
      if (attributes.includes("Max-Age=0")) jar.delete(name);
      else jar.set(name, value);
    }
  }
  return { jar, submit, inBrowser };
}

async function linkMailedTo(email: string): Promise<Record<string, string>> {
  const mail = stack.mailbox.list(email)[0] ?? (await stack.mailbox.waitFor(email));
  const link = /https?:\/\/\S+\/auth\/confirm\?[^\s"<]+/.exec(mail.text)?.[0] ?? "";
  return Object.fromEntries(new URL(link.replaceAll("&amp;", "&")).searchParams);
}

const uniqueEmail = () => `${crypto.randomUUID().slice(0, 8)}@example.test`;
const password = "a good long password";

test("sign up, confirm by the mailed link, and be in an organisation of one's own", async () => {
  const browser = openBrowser();
  const email = uniqueEmail();
  expect(await browser.submit(signUp, { email, password, next: "/o/somewhere" })).toEqual({
    status: 303,
    location: "/check-mail?purpose=confirm",
  });
  const link = await linkMailedTo(email);
  expect(await browser.submit(confirmLink, link)).toEqual({ status: 303, location: "/o/somewhere" });
  expect((await browser.inBrowser(() => validateUser())).email).toBe(email);
  const organisations = await stack.admin`
    select o.slug, m.role from memberships m join organizations o on o.id = m.org_id join auth.users u on u.id = m.user_id where u.email = ${email}`;
  expect(organisations).toMatchObject([{ role: "owner" }]);
});

test("a link works once", async () => {
  const browser = openBrowser();
  const email = uniqueEmail();
  await browser.submit(signUp, { email, password });
  const link = await linkMailedTo(email);
  await browser.submit(confirmLink, link);
  const again = (await openBrowser().submit(confirmLink, link)) as { data: { result: unknown }; init: ResponseInit };
  expect(again.init.status).toBe(422);
  expect(again.data.result).toMatchObject({ error: { "": [expect.stringContaining("used or is too old")] } });
});

test("sign in goes to the organisation, or to where one was going", async () => {
  const { owner, slug } = await stack.createOrganization();
  const { email } = owner;
  expect(await openBrowser().submit(signIn, { email, password: owner.password })).toEqual({
    status: 303,
    location: `/o/${slug}`,
  });
  const deep = { email: ` ${email.toUpperCase()} `, password: owner.password, next: `/o/${slug}/data?x=1` };
  expect(await openBrowser().submit(signIn, deep)).toEqual({ status: 303, location: `/o/${slug}/data?x=1` });
});

test.for(["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/a\r\nset-cookie: x=1"])(
  "signing in never leads to %s",
  async (next) => {
    const { owner, slug } = await stack.createOrganization();
    expect(await openBrowser().submit(signIn, { email: owner.email, password: owner.password, next })).toEqual({
      status: 303,
      location: `/o/${slug}`,
    });
  },
);

test("known and unknown addresses get one answer: sign in, sign up, magic link, reset", async () => {
  const known = (await stack.createUser()).email;
  const unknown = uniqueEmail();
  const answers = async (email: string) => [
    await openBrowser().submit(signIn, { email, password: "not the password" }),
    await openBrowser().submit(signUp, { email, password }),
    await openBrowser().submit(sendMagicLink, { email }),
    await openBrowser().submit(requestReset, { email }),
  ];
  const [one, other] = [await answers(known), await answers(unknown)];
  const comparable = (value: unknown, email: string) => JSON.stringify(value).replaceAll(email, "ADDRESS");
  expect(comparable(one, known)).toBe(comparable(other, unknown));
});

test("a magic link signs in, a reset link leads to a new password that ends other sessions", async () => {
  const { owner, slug } = await stack.createOrganization();
  const { email } = owner;
  const first = openBrowser();
  await first.submit(sendMagicLink, { email });
  expect(await first.submit(confirmLink, await linkMailedTo(email))).toEqual({ status: 303, location: `/o/${slug}` });

  const second = openBrowser();
  await second.submit(requestReset, { email });
  expect(await second.submit(confirmLink, await linkMailedTo(email))).toEqual({
    status: 303,
    location: "/new-password",
  });
  expect(await second.submit(setPassword, { password: "another long password" })).toEqual({
    status: 303,
    location: `/o/${slug}`,
  });
  expect(await openBrowser().submit(signIn, { email, password: "another long password" })).toMatchObject({
    status: 303,
  });
  expect(await openBrowser().submit(signIn, { email, password: owner.password })).toMatchObject({
    init: { status: 422 },
  });
});

test("a visitor can't set a password", async () => {
  expect(await openBrowser().submit(setPassword, { password: "another long password" })).toMatchObject({
    status: 303,
    location: expect.stringMatching(/^\/sign-in/),
  });
});

test("signing out empties the jar, and is fine twice", async () => {
  const user = await stack.createUser();
  const browser = openBrowser();
  await browser.submit(signIn, { email: user.email, password: user.password });
  expect(browser.jar.has(SESSION_COOKIE)).toBe(true);
  expect(await browser.submit(signOut, {})).toEqual({ status: 303, location: "/" });
  expect([...browser.jar.keys()].filter((name) => name.startsWith(SESSION_COOKIE))).toEqual([]);
  expect(await browser.submit(signOut, {})).toEqual({ status: 303, location: "/" });
});

test("a session about to expire is exchanged before the request goes on, once for requests that come together", async () => {
  const user = await stack.createUser();
  const browser = openBrowser();
  await browser.submit(signIn, { email: user.email, password: user.password });
  const old = browser.jar.get(SESSION_COOKIE) ?? "";
  const session = JSON.parse(Buffer.from(decodeURIComponent(old).slice("base64-".length), "base64url").toString()) as {
    expires_at: number;
  };
  session.expires_at = Math.floor(Date.now() / 1_000) + 30;
  browser.jar.set(SESSION_COOKIE, `base64-${Buffer.from(JSON.stringify(session)).toString("base64url")}`);
  await Promise.all(
    Array.from({ length: 3 }, () =>
      browser.inBrowser(async () => {
        await refreshStaleSession();
        expect((await validateUser()).userId).toBe(user.id);
      }),
    ),
  );
  expect(browser.jar.get(SESSION_COOKIE)).not.toBe(old);
  expect((await browser.inBrowser(() => validateUser())).userId).toBe(user.id);
});

test("a refresh token that is no longer good ends the session instead of failing the page", async () => {
  const user = await stack.createUser();
  const browser = openBrowser();
  const session = { access_token: user.accessToken, refresh_token: "gone", expires_at: 1_000, token_type: "bearer" };
  browser.jar.set(SESSION_COOKIE, `base64-${Buffer.from(JSON.stringify(session)).toString("base64url")}`);
  await browser.inBrowser(() => refreshStaleSession());
  expect(browser.jar.has(SESSION_COOKIE)).toBe(false);
});

test("guesses at one account from two addresses are stopped, and its owner still signs in", async () => {
  const { owner, slug } = await stack.createOrganization();
  const { email, password: right } = owner;
  const strangers = [openBrowser(), openBrowser()];
  const answers = await Promise.all(
    Array.from({ length: 24 }, (_, index) =>
      strangers[index % 2]!.submit(signIn, { email, password: `guess ${index}` }),
    ),
  );
  expect(answers.filter((answer) => (answer as { init?: ResponseInit }).init?.status === 429)).toHaveLength(4);
  expect(await openBrowser().submit(signIn, { email, password: right })).toEqual({
    status: 303,
    location: `/o/${slug}`,
  });
});
