import type { z } from "zod";
import { ActionForm } from "#app/components/form/action-form.tsx";
import type { FormOutcome } from "#app/components/form/form-outcome.ts";
import { SubmitButton } from "#app/components/form/submit-button.tsx";
import { TextField } from "#app/components/form/text-field.tsx";
import { useForm } from "#app/components/form/use-form.ts";

type NewPasswordFormProps = FormOutcome & {
  schema: z.ZodType<{ password: string }, { password: string }>;
  action?: string;
  hidden?: Record<string, string>;
  passwordHint?: string;
};

const LABELS = { password: "New password" };

export function NewPasswordForm({ schema, action, hidden, passwordHint, lastResult, failure }: NewPasswordFormProps) {
  const [form, fields] = useForm({ id: "new-password", schema, lastResult });
  return (
    <ActionForm form={form} action={action} hidden={hidden} failure={failure} labels={LABELS}>
      <TextField
        field={fields.password}
        label={LABELS.password}
        type="password"
        autoComplete="new-password"
        hint={passwordHint}
      />
      <SubmitButton pendingLabel="Saving…">Save the password</SubmitButton>
    </ActionForm>
  );
}
