import { createHmac, randomUUID } from "node:crypto";
import { createClient } from "@supabase/supabase-js";
import nodemailer from "nodemailer";
import { expect, test } from "vitest";
import { useTestStack } from "#test/stack.ts";

const stack = await useTestStack();

function freshClient() {
  return createClient(stack.env["SUPABASE_URL"] ?? "", stack.env["SUPABASE_PUBLISHABLE_KEY"] ?? "", {
    auth: { persistSession: false, autoRefreshToken: false },
  });
}

function freshAddress() {
  return `${randomUUID().slice(0, 8)}@example.test`;
}

/** What the mail's link to our confirm page carries. */
async function confirmLink(mailReady: ReturnType<typeof stack.mailbox.waitFor>) {
  const link = new URL((await mailReady).links[0] ?? "");
  return {
    path: link.origin + link.pathname,
    tokenHash: link.searchParams.get("token_hash") ?? "",
    type: link.searchParams.get("type"),
  };
}

test("requests run as the API roles, so a revoked table answers anon 42501", async () => {
  const { error } = await stack.anonymous.from("organizations").select("id");
  expect(error?.code).toBe("42501");
});

test("an RLS table without policies stays empty for a signed-in person who was granted it", async () => {
  await stack.admin.unsafe(`
    create table public.policyless (id integer); insert into public.policyless values (1);
    alter table public.policyless enable row level security;
    revoke all on public.policyless from anon, authenticated; grant select on public.policyless to authenticated;
    create function public.who() returns text language sql as 'select current_user'`);
  await stack.clearSchemaCache();
  const { client } = await stack.createUser();
  expect((await client.from("policyless").select()).data).toEqual([]);
  expect((await client.rpc("who")).data).toBe("authenticated");
});

test("sign up, confirm by the mailed link to our own page, sign in", async () => {
  const email = freshAddress();
  const mail = stack.mailbox.waitFor(email);
  const signedUp = await freshClient().auth.signUp({ email, password: "a good password" });
  expect(signedUp.error).toBeNull();
  expect(signedUp.data.session).toBeNull();
  const link = await confirmLink(mail);
  expect((await mail).text).toContain(`/auth/confirm?token_hash=${link.tokenHash}&type=signup`);
  expect(link).toMatchObject({ path: "http://127.0.0.1:3000/auth/confirm", type: "signup" });

  const early = await freshClient().auth.signInWithPassword({ email, password: "a good password" });
  expect(early.error?.code).toBe("email_not_confirmed");
  const confirmed = await freshClient().auth.verifyOtp({ token_hash: link.tokenHash, type: "email" });
  expect(confirmed.data.user?.email).toBe(email);
  const again = await freshClient().auth.verifyOtp({ token_hash: link.tokenHash, type: "email" });
  expect(again.error).not.toBeNull();
  const signedIn = await freshClient().auth.signInWithPassword({ email, password: "a good password" });
  expect(signedIn.error).toBeNull();
});

test("a known address signs up with the same answer as a new one, and gets no mail", async () => {
  const user = await stack.createUser();
  const known = await freshClient().auth.signUp({ email: user.email, password: "another password" });
  const unknown = await freshClient().auth.signUp({ email: freshAddress(), password: "another password" });
  expect(known.error).toBeNull();
  expect(known.data.session).toBeNull();
  const shape = (value: object | null) => Object.keys(value ?? {}).toSorted();
  expect(shape(known.data.user)).toEqual(shape(unknown.data.user));
  expect(stack.mailbox.list(user.email)).toEqual([]);
  const { error } = await freshClient().auth.signInWithPassword({ email: user.email, password: user.password });
  expect(error).toBeNull();
});

test("signing up again before confirming mails a new link that works, and the old one ends", async () => {
  const email = freshAddress();
  const first = stack.mailbox.waitFor(email);
  await freshClient().auth.signUp({ email, password: "first password" });
  const firstLink = await confirmLink(first);
  const second = stack.mailbox.waitFor(email);
  await freshClient().auth.signUp({ email, password: "second password" });
  const secondLink = await confirmLink(second);
  expect(
    (await freshClient().auth.verifyOtp({ token_hash: firstLink.tokenHash, type: "signup" })).error,
  ).not.toBeNull();
  expect((await freshClient().auth.verifyOtp({ token_hash: secondLink.tokenHash, type: "signup" })).error).toBeNull();
});

test("a confirmation can be sent again; a stranger's address answers alike and gets nothing", async () => {
  const email = freshAddress();
  await freshClient().auth.signUp({ email, password: "a good password" });
  const mail = stack.mailbox.waitFor(email);
  expect((await freshClient().auth.resend({ type: "signup", email })).error).toBeNull();
  const link = await confirmLink(mail);
  expect((await freshClient().auth.verifyOtp({ token_hash: link.tokenHash, type: "signup" })).error).toBeNull();

  const stranger = freshAddress();
  expect((await freshClient().auth.resend({ type: "signup", email: stranger })).error).toBeNull();
  expect(stack.mailbox.list(stranger)).toEqual([]);
});

test("a magic link and its six-digit code sign in", async () => {
  const user = await stack.createUser();
  const byLink = stack.mailbox.waitFor(user.email);
  await freshClient().auth.signInWithOtp({ email: user.email, options: { shouldCreateUser: false } });
  const link = await confirmLink(byLink);
  expect(link.type).toBe("magiclink");
  expect((await freshClient().auth.verifyOtp({ token_hash: link.tokenHash, type: "magiclink" })).error).toBeNull();

  const byCode = stack.mailbox.waitFor(user.email);
  await freshClient().auth.signInWithOtp({ email: user.email });
  const code = /\b\d{6}\b/.exec((await byCode).html)?.[0] ?? "";
  expect((await freshClient().auth.verifyOtp({ email: user.email, token: code, type: "email" })).error).toBeNull();
});

test("a recovery link opens a session that can set a new password", async () => {
  const user = await stack.createUser();
  const mail = stack.mailbox.waitFor(user.email);
  expect((await freshClient().auth.resetPasswordForEmail(user.email)).error).toBeNull();
  const link = await confirmLink(mail);
  expect(link.type).toBe("recovery");
  const client = freshClient();
  expect((await client.auth.verifyOtp({ token_hash: link.tokenHash, type: "recovery" })).error).toBeNull();
  expect((await client.auth.updateUser({ password: "brand new password" })).error).toBeNull();
  const signedIn = await freshClient().auth.signInWithPassword({ email: user.email, password: "brand new password" });
  expect(signedIn.error).toBeNull();
});

test("recovery and magic link answer a stranger's address like a known one", async () => {
  const stranger = freshAddress();
  const known = await stack.createUser();
  const recover = async (email: string) => (await freshClient().auth.resetPasswordForEmail(email)).error?.code;
  const link = async (email: string) =>
    (await freshClient().auth.signInWithOtp({ email, options: { shouldCreateUser: false } })).error?.code;
  expect(await recover(stranger)).toBe(await recover(known.email));
  // The protocol itself tells here, hosted too: the app's action answers both alike.
  expect(await link(stranger)).toBe("otp_disabled");
  expect(await link(known.email)).toBeUndefined();
});

test("access tokens carry the hosted claims and verify with the secret", async () => {
  const user = await stack.createUser();
  const [header, payload, signature] = user.accessToken.split(".");
  const expected = createHmac("sha256", stack.env["SUPABASE_JWT_SECRET"] ?? "").update(`${header}.${payload}`);
  expect(signature).toBe(expected.digest("base64url"));
  expect(JSON.parse(Buffer.from(payload ?? "", "base64url").toString())).toMatchObject({
    sub: user.id,
    email: user.email,
    role: "authenticated",
    aud: "authenticated",
    aal: "aal1",
    iss: `${stack.env["SUPABASE_URL"]}/auth/v1`,
    amr: [{ method: "password" }],
    is_anonymous: false,
    app_metadata: { provider: "email" },
  });
  expect((await user.client.auth.getUser(user.accessToken)).data.user?.id).toBe(user.id);
});

test("refresh rotates the token and signing out ends it", async () => {
  const user = await stack.createUser();
  const client = freshClient();
  const refreshed = await client.auth.refreshSession({ refresh_token: user.refreshToken });
  expect(refreshed.error).toBeNull();
  expect(refreshed.data.session?.refresh_token).not.toBe(user.refreshToken);
  expect((await client.auth.signOut()).error).toBeNull();
  const late = await freshClient().auth.refreshSession({ refresh_token: refreshed.data.session?.refresh_token ?? "" });
  expect(late.error).not.toBeNull();
});

test("auth functions read both forms of the claims, in any connection", async () => {
  const sub = randomUUID();
  const rows = await stack.admin.begin(async (transaction) => {
    const claims = JSON.stringify({ sub, role: "authenticated", email: "a@example.test" });
    await transaction`select set_config('request.jwt.claims', ${claims}, true)`;
    return transaction`select auth.uid() as uid, auth.role() as role, auth.email() as email`;
  });
  expect([...rows]).toEqual([{ uid: sub, role: "authenticated", email: "a@example.test" }]);
});

test("a request without a key, or with a wrong one, is refused", async () => {
  const url = `${stack.env["SUPABASE_URL"]}/rest/v1/organizations?select=id`;
  expect((await fetch(url)).status).toBe(401);
  expect((await fetch(url, { headers: { apikey: "sb_secret_wrong" } })).status).toBe(401);
});

test("functions take jsonb, answer rows, one row, a value or nothing, and keep the error's code", async () => {
  await stack.admin.unsafe(`
    create function public.echo(value jsonb, times integer default 2) returns jsonb language sql
      as 'select jsonb_build_object($$value$$, value, $$type$$, jsonb_typeof(value), $$times$$, times)';
    create function public.count_to(last integer) returns table (n integer) language sql
      as 'select generate_series(1, last)';
    create function public.fail(code text) returns void language plpgsql
      as 'begin if code is not null then raise exception using errcode = code, message = $$no$$; end if; end'`);
  await stack.clearSchemaCache();
  const { client } = await stack.createUser();
  expect((await client.rpc("echo", { value: { a: ["x", 1, null] } })).data).toEqual({
    value: { a: ["x", 1, null] },
    type: "object",
    times: 2,
  });
  expect((await client.rpc("echo", { value: "text", times: 3 })).data).toEqual({
    value: "text",
    type: "string",
    times: 3,
  });
  expect((await client.rpc("count_to", { last: 2 })).data).toEqual([{ n: 1 }, { n: 2 }]);
  expect((await client.rpc("count_to", { last: 1 }).single()).data).toEqual({ n: 1 });
  expect((await client.rpc("count_to", { last: 2 }).single()).error?.code).toBe("PGRST116");
  expect((await client.rpc("count_to", { last: 9 }).limit(3)).data).toHaveLength(3);
  expect((await client.rpc("fail", { code: null })).status).toBe(204);
  for (const code of ["P0002", "22023", "54000", "55000", "23514"]) {
    expect((await client.rpc("fail", { code })).error).toMatchObject({ code, message: "no" });
  }
  expect((await client.rpc("echo", { wrong: 1 })).error?.code).toBe("PGRST202");
});

test("a table's check constraint answers with its own code", async () => {
  const { client } = await stack.createUser();
  const { owner, id } = await stack.createOrganization();
  expect((await owner.client.from("glossary_terms").insert({ org_id: id, term: " " })).error?.code).toBe("23514");
  expect((await client.from("glossary_terms").insert({ org_id: id, term: "x" })).error?.code).toBe("42501");
});

test("an idempotency key can be claimed again after it expired", async () => {
  const key = { scope: "s", action: "a", key: "k", request_hash: "h" };
  expect((await stack.service.from("idempotency_keys").insert(key)).error).toBeNull();
  expect((await stack.service.from("idempotency_keys").insert(key)).error?.code).toBe("23505");
  await stack.admin`update public.idempotency_keys set expires_at = now() - interval '1 minute'`;
  expect((await stack.service.from("idempotency_keys").insert(key)).error).toBeNull();
});

test("mail the app sends by SMTP shows in the inbox", async () => {
  const to = freshAddress();
  const arrived = stack.mailbox.waitFor(to);
  const html =
    '<p>Hello</p><script>top.location="https://evil.example"</script><a href="https://a.example/x?y=1&amp;z=2">Go</a>';
  const transport = nodemailer.createTransport(stack.env["SMTP_URL"] ?? "");
  await transport.sendMail({ from: stack.env["MAIL_FROM"] ?? "", to, subject: "<b>Hi</b>", text: "Hello", html });
  expect((await arrived).links).toContain("https://a.example/x?y=1&z=2");

  const page = await fetch(stack.inboxUrl);
  const body = await page.text();
  expect(body).toContain("&lt;b&gt;Hi&lt;/b&gt;");
  expect(body).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox"');
  expect(body).not.toContain("<script>");
  expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
  const listed = (await (await fetch(`${stack.inboxUrl}/inbox.json?to=${to}`)).json()) as unknown[];
  expect(listed).toHaveLength(1);
  transport.close();
});

test("requests that wait too long are answered 503 and keep nobody else waiting", async () => {
  const { client } = await stack.createUser();
  const locked = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  const locking = stack.admin.begin(async (transaction) => {
    await transaction`lock table public.organizations`;
    locked.resolve();
    await release.promise;
  });
  await locked.promise;
  try {
    // More than the gateway has connections.
    const blocked = await Promise.all(
      Array.from({ length: 12 }, () => client.from("organizations").select("id").retry(false)),
    );
    expect(blocked.map(({ status, error }) => [status, error?.code])).toEqual(blocked.map(() => [503, "PGRST000"]));
    const startedAt = performance.now();
    expect((await client.auth.getUser()).error).toBeNull();
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  } finally {
    release.resolve();
    await locking;
  }
  expect((await client.from("organizations").select("id")).error).toBeNull();
});
