import { NewPasswordForm } from "#app/components/auth/new-password-form.tsx";
import { AuthLayout } from "#app/components/layout/auth-layout.tsx";
import { readReply } from "#app/components/form/read-reply.ts";
import { listOrganizations } from "#app/server/actions/auth/list-organizations.ts";
import { setPassword } from "#app/server/actions/auth/set-password.ts";
import { newPasswordSchema } from "#app/shared/schemas/auth.ts";
import { asLoader } from "@/lib/actions";
import type { Route } from "./+types/new-password.ts";

/** Only for somebody signed in: a link from the mail has done that. */
export const loader = asLoader(async () => void (await listOrganizations({})));

export const action = (args: Route.ActionArgs) => setPassword.formAction(args);

export default function NewPassword({ actionData }: Route.ComponentProps) {
  return (
    <AuthLayout title="Set a new password" lead="Every other place you were signed in is signed out.">
      <title>Set a new password · Plainchart</title>
      <NewPasswordForm schema={newPasswordSchema} passwordHint="At least 10 characters." {...readReply(actionData)} />
    </AuthLayout>
  );
}
