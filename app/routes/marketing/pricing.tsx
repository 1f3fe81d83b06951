import { PricingPage, type PricingPlan } from "#app/components/marketing/pricing-page.tsx";
import { readPricing } from "#app/server/actions/billing/read-pricing.ts";
import { PLANS, type PlanId } from "#app/shared/plans.ts";
import { asLoader } from "@/lib/actions";
import type { Route } from "./+types/pricing.ts";

export const loader = asLoader(async () => readPricing({}));

export default function Pricing({ loaderData }: Route.ComponentProps) {
  const { onSale, home } = loaderData;
  return (
    <>
      <title>Pricing · Plainchart</title>
      <meta name="description" content="What Plainchart costs: per organisation, not per person." />
      <PricingPage
        plans={PLANS.map((plan) => ({ ...plan, featured: plan.id === "team", start: startOf(plan.id, onSale, home) }))}
        notice={onSale.length > 0 ? null : "Nothing is sold on this installation: payments are not set up."}
      />
    </>
  );
}

function startOf(plan: PlanId, onSale: PlanId[], home: string | null): PricingPlan["start"] {
  if (plan === "free")
    return home ? { label: "Go to your data", href: home } : { label: "Start asking", href: "/sign-up" };
  if (!onSale.includes(plan)) return { label: "Write to us", href: "/contact" };
  const billing = home?.startsWith("/o/") ? `${home}/settings/billing` : null;
  return billing ? { label: "Choose this plan", href: billing } : { label: "Create an account", href: "/sign-up" };
}
