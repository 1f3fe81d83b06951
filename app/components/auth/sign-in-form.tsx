import { Link } from "react-router";
import type { z } from "zod";
import { ActionForm } from "#app/components/form/action-form.tsx";
import type { FormOutcome } from "#app/components/form/form-outcome.ts";
import { SubmitButton } from "#app/components/form/submit-button.tsx";
import { TextField } from "#app/components/form/text-field.tsx";
import { useForm } from "#app/components/form/use-form.ts";

type SignInFormProps = FormOutcome & {
  schema: z.ZodType<{ email: string; password: string }, { email: string; password: string }>;
  action?: string;
  /** Carried unseen: where to go on afterwards. */
  hidden?: Record<string, string>;
  resetHref?: string;
};

const LABELS = { email: "E-mail address", password: "Password" };

export function SignInForm({ schema, action, hidden, resetHref, lastResult, failure }: SignInFormProps) {
  const [form, fields] = useForm({ id: "sign-in", schema, lastResult });
  return (
    <ActionForm form={form} action={action} hidden={hidden} failure={failure} labels={LABELS}>
      <TextField field={fields.email} label={LABELS.email} type="email" autoComplete="email" />
      <TextField field={fields.password} label={LABELS.password} type="password" autoComplete="current-password" />
      <div className="flex items-center justify-between gap-4">
        <SubmitButton pendingLabel="Signing in…">Sign in</SubmitButton>
        {resetHref ? (
          <Link to={resetHref} className="link text-small">
            Forgot the password?
          </Link>
        ) : null}
      </div>
    </ActionForm>
  );
}
