import type { z } from "zod";
import { ActionForm } from "#app/components/form/action-form.tsx";
import type { FormOutcome } from "#app/components/form/form-outcome.ts";
import { SubmitButton } from "#app/components/form/submit-button.tsx";
import { TextField } from "#app/components/form/text-field.tsx";
import { useForm } from "#app/components/form/use-form.ts";

type SignUpFormProps = FormOutcome & {
  schema: z.ZodType<{ email: string; password: string }, { email: string; password: string }>;
  action?: string;
  hidden?: Record<string, string>;
  /** What a password needs, in words. */
  passwordHint?: string;
};

const LABELS = { email: "E-mail address", password: "Password" };

export function SignUpForm({ schema, action, hidden, passwordHint, lastResult, failure }: SignUpFormProps) {
  const [form, fields] = useForm({ id: "sign-up", schema, lastResult });
  return (
    <ActionForm form={form} action={action} hidden={hidden} failure={failure} labels={LABELS}>
      <TextField
        field={fields.email}
        label={LABELS.email}
        type="email"
        autoComplete="email"
        hint="We send a link there to confirm it is yours."
      />
      <TextField
        field={fields.password}
        label={LABELS.password}
        type="password"
        autoComplete="new-password"
        hint={passwordHint}
      />
      <SubmitButton pendingLabel="Creating the account…">Create the account</SubmitButton>
    </ActionForm>
  );
}
