import { env } from "#app/server/platform/env.ts";
import type { PlanId } from "#app/shared/plans.ts";

export type PaidPlan = Exclude<PlanId, "free">;

/** The Stripe price of each plan that can be bought here; a plan without a price is not on sale. */
export function planPrices(): { plan: PaidPlan; priceId: string }[] {
  const { STRIPE_PRICE_TEAM: team, STRIPE_PRICE_BUSINESS: business } = env();
  return [
    ...(team === undefined ? [] : [{ plan: "team" as const, priceId: team }]),
    ...(business === undefined ? [] : [{ plan: "business" as const, priceId: business }]),
  ];
}

/** The plan a price buys, or null for a price that is not ours. */
export function planOfPrice(priceId: string): PaidPlan | null {
  return planPrices().find((price) => price.priceId === priceId)?.plan ?? null;
}

/** The plan a text names, or null for one that is not sold. */
export function toPaidPlan(name: string | undefined): PaidPlan | null {
  return name === "team" || name === "business" ? name : null;
}
