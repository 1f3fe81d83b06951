import { ResetRequestForm } from "#app/components/auth/reset-request-form.tsx";
import { AuthLayout } from "#app/components/layout/auth-layout.tsx";
import { readReply } from "#app/components/form/read-reply.ts";
import { requestReset } from "#app/server/actions/auth/request-reset.ts";
import { resetRequestSchema } from "#app/shared/schemas/auth.ts";
import type { Route } from "./+types/reset.ts";

export const action = (args: Route.ActionArgs) => requestReset.formAction(args);

export default function Reset({ actionData }: Route.ComponentProps) {
  return (
    <AuthLayout title="Reset the password" lead="A link to set a new one comes by mail.">
      <title>Reset the password · Plainchart</title>
      <ResetRequestForm schema={resetRequestSchema} {...readReply(actionData)} />
    </AuthLayout>
  );
}
