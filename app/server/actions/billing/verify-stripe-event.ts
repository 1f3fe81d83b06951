import type Stripe from "stripe";

import { stripeClient } from "#app/server/actions/billing/stripe-client.ts";
import { ApplicationError } from "#app/server/platform/application-error.ts";
import { nowMs } from "#app/server/platform/clock.ts";
import { env } from "#app/server/platform/env.ts";

/** How far Stripe's clock and ours may be apart, either way. */
const TOLERANCE_SECONDS = 300;

/**
 * Reads an event that Stripe signed. `payload` is the body as it came: parsing and printing it again would
 * change the bytes that were signed.
 *
 * @throws ApplicationError BAD_REQUEST for a wrong signature or a time outside five minutes;
 * BILLING_NOT_CONFIGURED without keys.
 */
export function verifyStripeEvent(payload: string, signature: string): Stripe.Event {
  const secret = env().STRIPE_WEBHOOK_SECRET;
  const stripe = stripeClient();
  if (secret === undefined) throw new ApplicationError({ code: "BILLING_NOT_CONFIGURED" });
  try {
    // The SDK refuses what is too old, but takes what comes from the future.
    const signedAt = Number(/(?:^|,)t=(\d{1,12})(?:,|$)/.exec(signature)?.[1]);
    if (!(signedAt - nowMs() / 1_000 <= TOLERANCE_SECONDS)) throw new Error("signed in the future");
    return stripe.webhooks.constructEvent(payload, signature, secret, TOLERANCE_SECONDS);
  } catch (error) {
    throw new ApplicationError({ code: "BAD_REQUEST", cause: error });
  }
}
