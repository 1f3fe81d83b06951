import type Stripe from "stripe";
import { z } from "zod";

import { findSubscription, isLive } from "#app/server/actions/billing/find-subscription.ts";
import { planOfPrice, toPaidPlan, type PaidPlan } from "#app/server/actions/billing/plan-prices.ts";
import { callStripe } from "#app/server/actions/billing/stripe-client.ts";
import { verifyStripeEvent } from "#app/server/actions/billing/verify-stripe-event.ts";
import { forgetMemberships } from "#app/server/auth/membership.ts";
import { serviceClient } from "#app/server/auth/service-client.ts";
import { defineAction } from "#app/server/pipeline/define-action.ts";
import { ApplicationError } from "#app/server/platform/application-error.ts";
import { handleDbError } from "#app/server/platform/handle-db-error.ts";

/** Events of one organisation that arrive together overtake each other at most this often. */
const MAX_TRIES = 10;

type Outcome = "applied" | "duplicate" | "ignored";

/**
 * Applies what a signed event of Stripe is about. Events come repeated and in any order, so an event only says
 * which subscription to look at: its state is fetched, and stored together with the event's id.
 */
export const applyStripeEvent = defineAction({
  name: "billing:apply-stripe-event",
  access: "public",
  input: z.object({ payload: z.string(), signature: z.string().max(2_000) }),
  run: async ({ input }): Promise<{ outcome: Outcome }> => {
    const event = verifyStripeEvent(input.payload, input.signature);
    const subscriptionId = subscriptionOf(event);
    if (subscriptionId === null) return { outcome: "ignored" };
    const organization = z.uuid().safeParse((await fetchSubscription(subscriptionId)).metadata["org_id"]);
    // A subscription of another product in the same Stripe account.
    if (!organization.success) return { outcome: "ignored" };
    for (let attempt = 0; attempt < MAX_TRIES; attempt++) {
      const outcome = await fetchAndStore(event, subscriptionId, organization.data);
      if (outcome !== "stale") return { outcome };
    }
    throw new ApplicationError({
      code: "SERVICE_UNAVAILABLE",
      cause: new Error(`Event ${event.id} kept being overtaken`),
    });
  },
});

async function fetchAndStore(event: Stripe.Event, subscriptionId: string, orgId: string): Promise<Outcome | "stale"> {
  // Read before the state that will be stored is fetched: whoever stores in between makes that state stale.
  const revision = (await findSubscription(orgId))?.revision ?? 0;
  const { data, error } = await serviceClient().rpc("apply_stripe_subscription", {
    p_event: { id: event.id, type: event.type, created: event.created },
    p_subscription: toRow(orgId, await fetchSubscription(subscriptionId)),
    p_expected_revision: revision,
  });
  if (error !== null) throw handleDbError(error, "apply subscription");
  if (data === "applied") forgetMemberships({ orgId });
  return data as Outcome | "stale";
}

function fetchSubscription(id: string): Promise<Stripe.Subscription> {
  return callStripe("subscription", (stripe) => stripe.subscriptions.retrieve(id));
}

function subscriptionOf(event: Stripe.Event): string | null {
  switch (event.type) {
    case "customer.subscription.created":
    case "customer.subscription.updated":
    case "customer.subscription.deleted":
      return event.data.object.id;
    case "checkout.session.completed": {
      const { subscription } = event.data.object;
      return typeof subscription === "string" ? subscription : (subscription?.id ?? null);
    }
    default:
      return null;
  }
}

function toRow(orgId: string, subscription: Stripe.Subscription) {
  const item = subscription.items.data[0];
  const { customer, id, status, cancel_at_period_end } = subscription;
  return {
    org_id: orgId,
    customer: typeof customer === "string" ? customer : customer.id,
    subscription: id,
    plan: isLive(status) ? planOf(subscription) : "free",
    status,
    seats: item?.quantity ?? null,
    current_period_end: item?.current_period_end ?? null,
    cancel_at_period_end,
  };
}

/** What the price buys or, where the prices have changed since, what the checkout sold. */
function planOf({ items, metadata }: Stripe.Subscription): PaidPlan {
  const priceId = items.data[0]?.price.id;
  const plan = (priceId === undefined ? null : planOfPrice(priceId)) ?? toPaidPlan(metadata["plan"]);
  if (plan !== null) return plan;
  throw new ApplicationError({
    code: "NOT_CONFIGURED",
    cause: new Error("A subscription's price belongs to no plan"),
  });
}
