import { randomUUID } from "node:crypto";

import { afterAll, expect, test } from "vitest";

import { answerStripeWebhook } from "#app/server/actions/billing/answer-stripe-webhook.ts";
import { createCheckoutSession } from "#app/server/actions/billing/create-checkout-session.ts";
import { openBillingPortal } from "#app/server/actions/billing/open-billing-portal.ts";
import { readBilling } from "#app/server/actions/billing/read-billing.ts";
import { signEvent, startStripe } from "#app/server/actions/billing/stripe-stand-in.fixture.ts";
import { validateAuth } from "#app/server/auth/validate-auth.ts";
import { inRequest } from "#app/server/pipeline/in-request.fixture.ts";
import { setEnv } from "#app/server/platform/env.ts";
import { useTestStack, type TestOrganization, type TestUser } from "#test/stack.ts";

const stack = await useTestStack();
const stripe = await startStripe();
afterAll(() => stripe.stop());
setEnv({ ...stack.env, ...stripe.env });

const paths = { successUrl: "/success", cancelUrl: "/cancel" };

function as<Result>(user: TestUser, { slug }: TestOrganization, run: () => Promise<Result>): Promise<Result> {
  return inRequest({ path: `/o/${slug}/settings/billing`, cookie: stack.sessionCookie(user) }, run);
}

function subscribe(orgId: string, state: { status?: string; priceId?: string; plan?: string } = {}) {
  const { status = "active", priceId = "price_456", ...more } = state;
  const id = `sub_${randomUUID().slice(0, 8)}`;
  const subscription = { id, status, priceId, orgId, cancelAtPeriodEnd: false, ...more };
  stripe.subscriptions.set(subscription.id, subscription);
  return subscription;
}

function deliver(signed: { payload: string; signature: string }): Promise<Response> {
  const headers = { "stripe-signature": signed.signature, "content-type": "application/json" };
  const body = new TextEncoder().encode(signed.payload);
  // As Stripe calls: no cookie, no Origin.
  return inRequest({ path: "/api/stripe/webhook", address: "192.0.2.1", headers, body }, (request) => {
    for (const name of ["origin", "sec-fetch-site"]) request.headers.delete(name);
    return answerStripeWebhook({ request });
  });
}

const updated = (id: string, more: { eventId?: string; created?: number } = {}) =>
  signEvent({
    id: more.eventId ?? `evt_${randomUUID()}`,
    type: "customer.subscription.updated",
    object: { id, object: "subscription", status: "whatever the event says" },
    ...(more.created === undefined ? {} : { created: more.created }),
  });

async function planOf(orgId: string): Promise<string> {
  const [row] = await stack.admin`select plan from organizations where id = ${orgId}`;
  return row!["plan"] as string;
}

test("an admin gets the address of a checkout for the organisation, with our prices and our addresses only", async () => {
  const organization = await stack.createOrganization();
  const url = await as(organization.owner, organization, () =>
    createCheckoutSession({ priceId: "price_456", ...paths }),
  );
  expect(url).toMatch(/^https:\/\/checkout\.stripe\.test\/cs_/);
  const { form } = stripe.calls.at(-1)!;
  expect(Object.fromEntries(form)).toMatchObject({
    mode: "subscription",
    "line_items[0][price]": "price_456",
    client_reference_id: organization.id,
    "subscription_data[metadata][org_id]": organization.id,
    "subscription_data[metadata][plan]": "team",
    success_url: "http://127.0.0.1:3000/success",
    cancel_url: "http://127.0.0.1:3000/cancel",
    customer_email: organization.owner.email,
  });
});

test("a foreign price, a foreign address and a member are refused before Stripe hears of them", async () => {
  const organization = await stack.createOrganization();
  const member = await stack.createUser();
  await stack.addMember(organization.id, member, "member");
  const before = stripe.calls.length;
  const buy = (user: TestUser, change: object) =>
    as(user, organization, () => createCheckoutSession({ priceId: "price_456", ...paths, ...change }));
  await expect(buy(organization.owner, { priceId: "price_of_mine" })).rejects.toMatchObject({
    code: "VALIDATION_FAILED",
  });
  for (const successUrl of [
    "https://evil.example",
    "//evil.example",
    "/\\evil.example",
    "javascript:alert(1)",
    "/a\nb",
    "",
  ]) {
    await expect(buy(organization.owner, { successUrl })).rejects.toMatchObject({ code: "VALIDATION_FAILED" });
  }
  await expect(buy(member, {})).rejects.toMatchObject({ code: "FORBIDDEN" });
  expect(stripe.calls.length).toBe(before);
});

test("twenty presses of one button are one checkout", async () => {
  const organization = await stack.createOrganization();
  const before = stripe.calls.length;
  const fields = { priceId: "price_456", ...paths, requestKey: randomUUID() };
  const { slug, owner } = organization;
  const answers = await Promise.all(
    Array.from({ length: 20 }, () =>
      inRequest(
        { path: `/o/${slug}/settings/billing`, cookie: stack.sessionCookie(owner), body: new URLSearchParams(fields) },
        (request) => createCheckoutSession.formAction({ request }) as Promise<Response>,
      ),
    ),
  );
  expect(new Set(answers.map(({ status, headers }) => `${status} ${headers.get("location")}`)).size).toBe(1);
  expect(answers[0]!.headers.get("location")).toMatch(/^https:\/\/checkout\.stripe\.test/);
  expect(stripe.calls.length - before).toBe(1);
});

test("without keys a checkout says kindly that billing is not set up", async () => {
  const organization = await stack.createOrganization();
  setEnv(stack.env);
  try {
    await expect(
      as(organization.owner, organization, () => createCheckoutSession({ priceId: "price_456", ...paths })),
    ).rejects.toMatchObject({ code: "BILLING_NOT_CONFIGURED", message: "Billing is not set up on this installation." });
    expect((await deliver(updated("sub_1"))).status).toBe(503);
  } finally {
    setEnv({ ...stack.env, ...stripe.env });
  }
});

test("a failure of Stripe is tried again under the same key, and one that stays is told", async () => {
  const organization = await stack.createOrganization();
  const buy = () =>
    as(organization.owner, organization, () => createCheckoutSession({ priceId: "price_456", ...paths }));
  const before = stripe.calls.length;
  stripe.failNext(500);
  await buy();
  const keys = stripe.calls.slice(before).map(({ idempotencyKey }) => idempotencyKey);
  expect(keys).toHaveLength(2);
  expect(new Set(keys).size).toBe(1);
  stripe.failNext(503, 503, 503);
  await expect(buy()).rejects.toMatchObject({
    code: "SERVICE_UNAVAILABLE",
    message: expect.stringMatching(/Nothing was charged/),
  });
});

test("a paid checkout raises the plan, which raises the limits, and opens the portal", async () => {
  const organization = await stack.createOrganization();
  const { owner } = organization;
  await expect(as(owner, organization, () => openBillingPortal({ returnUrl: "/back" }))).rejects.toMatchObject({
    code: "CONFLICT",
  });
  expect((await as(owner, organization, () => validateAuth())).plan).toBe("free");

  const { id } = subscribe(organization.id);
  const completed = signEvent({
    id: `evt_${randomUUID()}`,
    type: "checkout.session.completed",
    object: { id: "cs_1", object: "checkout.session", subscription: id },
  });
  const answer = await deliver(completed);
  expect([answer.status, await answer.json()]).toEqual([200, { outcome: "applied" }]);
  expect((await as(owner, organization, () => validateAuth())).plan).toBe("team");
  expect(await as(owner, organization, () => readBilling({}))).toMatchObject({
    plan: "team",
    subscription: { status: "active", isLive: true, isEnding: false },
  });
  expect(await as(owner, organization, () => openBillingPortal({ returnUrl: "/back" }))).toBe(
    "https://billing.stripe.test/1",
  );
  await expect(
    as(owner, organization, () => createCheckoutSession({ priceId: "price_789", ...paths })),
  ).rejects.toMatchObject({ code: "CONFLICT" });
});

test("one event delivered ten times at once has its effect once", async () => {
  const { id: orgId } = await stack.createOrganization();
  const { id } = subscribe(orgId, { priceId: "price_789" });
  const event = updated(id);
  const answers = await Promise.all(Array.from({ length: 10 }, () => deliver(event)));
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200));
  const outcomes = await Promise.all(
    answers.map(async (answer) => ((await answer.json()) as { outcome: string }).outcome),
  );
  expect(outcomes.filter((outcome) => outcome === "applied")).toHaveLength(1);
  const [row] = await stack.admin`select revision::int, plan from subscriptions where org_id = ${orgId}`;
  expect(row).toEqual({ revision: 1, plan: "business" });
});

test("events in the wrong order end in Stripe's state", async () => {
  const { id: orgId } = await stack.createOrganization();
  const subscription = subscribe(orgId, { priceId: "price_789" });
  const now = Math.floor(Date.now() / 1_000);
  await deliver(updated(subscription.id, { created: now }));
  expect(await planOf(orgId)).toBe("business");
  subscription.status = "canceled";
  await deliver(updated(subscription.id, { created: now - 3_600 }));
  expect(await planOf(orgId)).toBe("free");
});

test("a state fetched before a newer one was stored is fetched again, not written over it", async () => {
  const { id: orgId } = await stack.createOrganization();
  const subscription = subscribe(orgId);
  let retrieved = 0;
  stripe.hooks.onRetrieve = async (asked) => {
    if (asked.id !== subscription.id || (retrieved += 1) !== 2) return;
    // The first event holds "active" in its hand while the second one finds "canceled" and stores it.
    subscription.status = "canceled";
    await deliver(updated(subscription.id));
  };
  try {
    expect((await deliver(updated(subscription.id))).status).toBe(200);
  } finally {
    delete stripe.hooks.onRetrieve;
  }
  expect(await planOf(orgId)).toBe("free");
});

test("a price that is no longer ours keeps its plan, and blocks no cancellation", async () => {
  const { id: orgId } = await stack.createOrganization();
  const kept = subscribe(orgId, { priceId: "price_of_last_year", plan: "business" });
  expect((await deliver(updated(kept.id))).status).toBe(200);
  expect(await planOf(orgId)).toBe("business");

  const { id: other } = await stack.createOrganization();
  const old = subscribe(other);
  await deliver(updated(old.id));
  expect(await planOf(other)).toBe("team");
  Object.assign(old, { priceId: "price_of_last_year", status: "canceled" });
  expect((await deliver(updated(old.id))).status).toBe(200);
  expect(await planOf(other)).toBe("free");
});

test("the plan in the metadata counts only where the price says nothing, and only a plan of ours", async () => {
  const { id: orgId } = await stack.createOrganization();
  await deliver(updated(subscribe(orgId, { priceId: "price_456", plan: "business" }).id));
  expect(await planOf(orgId)).toBe("team");
  for (const plan of ["platinum", "free"]) {
    const wrong = subscribe(orgId, { priceId: "price_of_somebody", plan });
    expect((await deliver(updated(wrong.id))).status).toBe(503);
  }
  expect(await planOf(orgId)).toBe("team");
});

test("the end of a former subscription does not take the plan of the present one", async () => {
  const { id: orgId } = await stack.createOrganization();
  const former = subscribe(orgId);
  await deliver(updated(former.id));
  const present = subscribe(orgId, { priceId: "price_789" });
  await deliver(updated(present.id));
  former.status = "canceled";
  expect(await (await deliver(updated(former.id))).json()).toEqual({ outcome: "ignored" });
  expect(await planOf(orgId)).toBe("business");
});

test.each([
  ["signed with another key", { secret: "whsec_other" }],
  ["signed six minutes ago", { ageSeconds: 360 }],
  ["signed six minutes from now", { ageSeconds: -360 }],
])("an event %s changes nothing", async (_, how) => {
  const { id: orgId } = await stack.createOrganization();
  const { id } = subscribe(orgId);
  const signed = signEvent(
    { id: `evt_${randomUUID()}`, type: "customer.subscription.updated", object: { id, object: "subscription" } },
    how,
  );
  const before = stripe.calls.length;
  expect((await deliver(signed)).status).toBe(400);
  expect([await planOf(orgId), stripe.calls.length]).toEqual(["free", before]);
});

test("a changed byte of the body, no signature and an unknown price are not taken", async () => {
  const { id: orgId } = await stack.createOrganization();
  const { id } = subscribe(orgId);
  const event = updated(id);
  expect((await deliver({ ...event, payload: event.payload.replace("\n", "") })).status).toBe(400);
  expect((await deliver({ ...event, signature: "" })).status).toBe(400);
  const { id: other } = subscribe(orgId, { priceId: "price_of_somebody" });
  expect((await deliver(updated(other))).status).toBe(503);
  expect(await planOf(orgId)).toBe("free");
});

test("Stripe's fields and the plan are not the members' to write", async () => {
  const { id: orgId, owner } = await stack.createOrganization();
  const asOwner = owner.client;
  expect(
    (await asOwner.from("subscriptions").insert({ org_id: orgId, plan: "business", status: "active" })).error?.code,
  ).toBe("42501");
  expect(
    (await asOwner.rpc("apply_stripe_subscription", { p_event: {}, p_subscription: {}, p_expected_revision: 0 })).error,
  ).not.toBeNull();
  await asOwner.from("organizations").update({ plan: "business" }).eq("id", orgId);
  expect(await planOf(orgId)).toBe("free");
});
