import { findSubscription } from "#app/server/actions/billing/find-subscription.ts";
import { callStripe, stripeClient } from "#app/server/actions/billing/stripe-client.ts";
import { ACTION_RATE_LIMITS } from "#app/server/limits/rate-limit.ts";
import { defineAction } from "#app/server/pipeline/define-action.ts";
import { ApplicationError } from "#app/server/platform/application-error.ts";
import { env } from "#app/server/platform/env.ts";
import { portalSchema } from "#app/shared/schemas/billing.ts";

/** Answers the address of Stripe's page where a subscription is changed, cancelled and its invoices are kept. */
export const openBillingPortal = defineAction({
  name: "billing:open-portal",
  access: "admin",
  limit: ACTION_RATE_LIMITS.USER_ACTION,
  input: portalSchema,
  run: async ({ input, auth }): Promise<string> => {
    stripeClient();
    const customer = (await findSubscription(auth.orgId))?.customerId;
    if (!customer) throw new ApplicationError({ code: "CONFLICT", message: "There is no subscription to manage yet." });
    const { url } = await callStripe("portal", (stripe) =>
      stripe.billingPortal.sessions.create({ customer, return_url: new URL(input.returnUrl, env().APP_URL).href }),
    );
    return url;
  },
  redirectTo: ({ data }) => data,
});
