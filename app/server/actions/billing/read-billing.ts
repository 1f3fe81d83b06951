import { z } from "zod";

import { isLive } from "#app/server/actions/billing/find-subscription.ts";
import { planPrices } from "#app/server/actions/billing/plan-prices.ts";
import { userClient } from "#app/server/auth/user-client.ts";
import { defineQuery } from "#app/server/pipeline/define-query.ts";
import { env } from "#app/server/platform/env.ts";
import { handleDbError } from "#app/server/platform/handle-db-error.ts";
import { newId } from "#app/server/platform/ids.ts";

/** The organisation's plan, what is paid for it, and what can be bought here. */
export const readBilling = defineQuery({
  name: "billing:read",
  access: "admin",
  input: z.object({}),
  run: async ({ auth }) => {
    const { data, error } = await userClient()
      .from("subscriptions")
      .select("plan, status, current_period_end, cancel_at_period_end")
      .eq("org_id", auth.orgId)
      .limit(1);
    if (error !== null) throw handleDbError(error, "read billing");
    const row = data[0];
    const organization = await userClient().from("organizations").select("plan").eq("id", auth.orgId).single();
    if (organization.error !== null) throw handleDbError(organization.error, "read plan");
    return {
      orgSlug: auth.orgSlug,
      plan: organization.data.plan as typeof auth.plan,
      isConfigured: env().STRIPE_SECRET_KEY !== undefined,
      prices: env().STRIPE_SECRET_KEY === undefined ? [] : planPrices(),
      /** Makes a double press of a button one checkout. */
      requestKey: newId(),
      subscription:
        row === undefined
          ? null
          : {
              status: row.status as string,
              isLive: isLive(row.status),
              endsAt: row.current_period_end as string | null,
              isEnding: Boolean(row.cancel_at_period_end),
            },
    };
  },
});
