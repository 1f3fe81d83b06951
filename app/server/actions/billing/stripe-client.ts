import Stripe from "stripe";

import { ApplicationError } from "#app/server/platform/application-error.ts";
import { seconds } from "#app/server/platform/clock.ts";
import { env } from "#app/server/platform/env.ts";
import { measureQueryTime } from "#app/server/platform/measure-query-time.ts";

let client: { key: string; stripe: Stripe } | undefined;

/**
 * Stripe's SDK.
 *
 * @throws ApplicationError BILLING_NOT_CONFIGURED without STRIPE_SECRET_KEY.
 */
export function stripeClient(): Stripe {
  const { STRIPE_SECRET_KEY, STRIPE_API_URL } = env();
  if (STRIPE_SECRET_KEY === undefined) throw new ApplicationError({ code: "BILLING_NOT_CONFIGURED" });
  const key = `${STRIPE_SECRET_KEY} ${STRIPE_API_URL}`;
  if (client?.key !== key) client = { key, stripe: new Stripe(STRIPE_SECRET_KEY, configOf(STRIPE_API_URL)) };
  return client.stripe;
}

/**
 * Calls Stripe, measured. The SDK repeats what got no answer, under one idempotency key.
 *
 * @throws ApplicationError SERVICE_UNAVAILABLE where trying again may help, else INTERNAL: Stripe refused what we sent.
 */
export async function callStripe<Value>(operation: string, call: (stripe: Stripe) => Promise<Value>): Promise<Value> {
  const stripe = stripeClient();
  try {
    return await measureQueryTime(() => call(stripe), { operation: `stripe:${operation}` });
  } catch (error) {
    const mayPass =
      error instanceof Stripe.errors.StripeConnectionError ||
      error instanceof Stripe.errors.StripeRateLimitError ||
      (error instanceof Stripe.errors.StripeError && (error.statusCode ?? 0) >= 500);
    throw new ApplicationError({
      code: mayPass ? "SERVICE_UNAVAILABLE" : "INTERNAL",
      ...(mayPass ? { message: "The payment service is not answering. Nothing was charged; please try again." } : {}),
      cause: error,
    });
  }
}

function configOf(apiUrl: string | undefined) {
  const shared = { maxNetworkRetries: 2, timeout: seconds(10), telemetry: false };
  if (apiUrl === undefined) return shared;
  const { hostname: host, port, protocol } = new URL(apiUrl);
  return { ...shared, host, port, protocol: protocol === "http:" ? ("http" as const) : ("https" as const) };
}
