import { MagicLinkForm } from "#app/components/auth/magic-link-form.tsx";
import { AuthLayout } from "#app/components/layout/auth-layout.tsx";
import { readReply } from "#app/components/form/read-reply.ts";
import { sendMagicLink } from "#app/server/actions/auth/send-magic-link.ts";
import { magicLinkSchema } from "#app/shared/schemas/auth.ts";
import type { Route } from "./+types/magic-link.ts";

export const action = (args: Route.ActionArgs) => sendMagicLink.formAction(args);

export default function MagicLink({ actionData }: Route.ComponentProps) {
  return (
    <AuthLayout title="Sign in without a password" lead="A link that works once comes by mail.">
      <title>Sign in without a password · Plainchart</title>
      <MagicLinkForm schema={magicLinkSchema} {...readReply(actionData)} />
    </AuthLayout>
  );
}
