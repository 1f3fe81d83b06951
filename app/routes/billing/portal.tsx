import { FormFailureNotice } from "#app/components/form/form-failure-notice.tsx";
import { SettingsPage } from "#app/components/settings/settings-page.tsx";
import { LinkButton } from "#app/components/ui/link-button.tsx";
import { openBillingPortal } from "#app/server/actions/billing/open-billing-portal.ts";
import { redirect } from "react-router";
import type { Route } from "./+types/portal.ts";

/** The address is a form's only; who opens it is shown the page with the form. */
export const loader = ({ params }: Route.LoaderArgs) => redirect(`/o/${params.slug}/settings/billing`);

export const action = (args: Route.ActionArgs) => openBillingPortal.formAction(args);

export default function Portal({ actionData, params }: Route.ComponentProps) {
  return (
    <SettingsPage title="Billing">
      {actionData?.error ? <FormFailureNotice failure={actionData.error} /> : null}
      <LinkButton to={`/o/${params.slug}/settings/billing`}>Back to billing</LinkButton>
    </SettingsPage>
  );
}
