import { BillingPanel } from "#app/components/settings/billing-panel.tsx";
import { SettingsPage } from "#app/components/settings/settings-page.tsx";
import { createCheckoutSession } from "#app/server/actions/billing/create-checkout-session.ts";
import { readBilling } from "#app/server/actions/billing/read-billing.ts";
import { asLoader } from "@/lib/actions";
import type { Route } from "./+types/billing.ts";

export const loader = asLoader(async ({ url }: Route.LoaderArgs) => ({
  billing: await readBilling({}),
  cameFrom: url.searchParams.get("checkout"),
}));

export const action = (args: Route.ActionArgs) => createCheckoutSession.formAction(args);

export default function Billing({ loaderData, actionData }: Route.ComponentProps) {
  return (
    <>
      <title>Billing · Plainchart</title>
      <SettingsPage title="Billing" lead="One plan for the organisation, whoever belongs to it.">
        <BillingPanel {...loaderData} failure={actionData?.error} />
      </SettingsPage>
    </>
  );
}
