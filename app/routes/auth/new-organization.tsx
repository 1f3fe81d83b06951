import { CreateOrganizationForm } from "#app/components/auth/create-organization-form.tsx";
import { AuthLayout } from "#app/components/layout/auth-layout.tsx";
import { readReply } from "#app/components/form/read-reply.ts";
import { createOrganization } from "#app/server/actions/auth/create-organization.ts";
import { listOrganizations } from "#app/server/actions/auth/list-organizations.ts";
import { createOrganizationSchema } from "#app/shared/schemas/auth.ts";
import { asLoader } from "@/lib/actions";
import type { Route } from "./+types/new-organization.ts";

/** Only for somebody signed in. */
export const loader = asLoader(async () => void (await listOrganizations({})));

export const action = (args: Route.ActionArgs) => createOrganization.formAction(args);

export default function NewOrganization({ actionData }: Route.ComponentProps) {
  return (
    <AuthLayout title="New organisation">
      <title>New organisation · Plainchart</title>
      <CreateOrganizationForm schema={createOrganizationSchema} {...readReply(actionData)} />
    </AuthLayout>
  );
}
