import { z } from "zod";

import { planPrices } from "#app/server/actions/billing/plan-prices.ts";
import { findHome } from "#app/server/actions/workspace/find-home.ts";
import { defineQuery } from "#app/server/pipeline/define-query.ts";
import { env } from "#app/server/platform/env.ts";

/** Which plans can be bought on this installation, and where the reader would go on. */
export const readPricing = defineQuery({
  name: "billing:read-pricing",
  access: "public",
  input: z.object({}),
  run: async () => ({
    onSale: env().STRIPE_SECRET_KEY === undefined ? [] : planPrices().map(({ plan }) => plan),
    home: await findHome({}),
  }),
});
