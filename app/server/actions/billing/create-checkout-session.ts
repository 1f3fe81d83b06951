import { findSubscription, isLive } from "#app/server/actions/billing/find-subscription.ts";
import { planOfPrice } from "#app/server/actions/billing/plan-prices.ts";
import { callStripe, stripeClient } from "#app/server/actions/billing/stripe-client.ts";
import { ACTION_RATE_LIMITS } from "#app/server/limits/rate-limit.ts";
import { defineAction } from "#app/server/pipeline/define-action.ts";
import { ApplicationError } from "#app/server/platform/application-error.ts";
import { env } from "#app/server/platform/env.ts";
import { checkoutSchema } from "#app/shared/schemas/billing.ts";

/**
 * Starts buying a plan for the organisation the URL names, and answers the address of Stripe's page. The plan
 * changes when Stripe's webhook says that it was paid, not when the buyer comes back.
 */
export const createCheckoutSession = defineAction({
  name: "billing:create-checkout-session",
  access: "admin",
  limit: ACTION_RATE_LIMITS.USER_ACTION,
  input: checkoutSchema,
  idempotency: ({ input }) => input.requestKey ?? null,
  run: async ({ input, auth, request }): Promise<string> => {
    stripeClient();
    const plan = planOfPrice(input.priceId);
    if (plan === null) {
      throw new ApplicationError({
        code: "VALIDATION_FAILED",
        fieldErrors: { priceId: ["This plan is not on sale."] },
      });
    }
    const subscription = await findSubscription(auth.orgId);
    if (subscription !== null && isLive(subscription.status)) {
      throw new ApplicationError({
        code: "CONFLICT",
        message: "This organisation has a subscription already. Change it under “Manage the subscription”.",
      });
    }
    const customerId = subscription?.customerId;
    const { APP_URL } = env();
    const session = await callStripe("checkout", (stripe) =>
      stripe.checkout.sessions.create(
        {
          mode: "subscription",
          line_items: [{ price: input.priceId, quantity: 1 }],
          client_reference_id: auth.orgId,
          subscription_data: { metadata: { org_id: auth.orgId, plan } },
          success_url: new URL(input.successUrl, APP_URL).href,
          cancel_url: new URL(input.cancelUrl, APP_URL).href,
          ...(customerId ? { customer: customerId } : auth.email === null ? {} : { customer_email: auth.email }),
        },
        { idempotencyKey: `checkout:${auth.orgId}:${input.requestKey ?? request.requestId}` },
      ),
    );
    if (session.url === null)
      throw new ApplicationError({ code: "INTERNAL", cause: new Error("Checkout without a URL") });
    return session.url;
  },
  redirectTo: ({ data }) => data,
});
