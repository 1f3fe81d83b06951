import type { ReactNode } from "react";
import type { z } from "zod";
import { ActionForm } from "#app/components/form/action-form.tsx";
import type { FormOutcome } from "#app/components/form/form-outcome.ts";
import { SubmitButton } from "#app/components/form/submit-button.tsx";
import { TextField } from "#app/components/form/text-field.tsx";
import { useForm } from "#app/components/form/use-form.ts";

export type EmailFormProps = FormOutcome & {
  schema: z.ZodType<{ email: string }, { email: string }>;
  action?: string;
  hidden?: Record<string, string>;
};

type Props = EmailFormProps & { id: string; submitLabel: string; hint?: ReactNode; variant?: "primary" | "secondary" };

const LABELS = { email: "E-mail address" };

/** Asks for an address and sends a link there. */
export function EmailForm({ id, schema, action, hidden, lastResult, failure, submitLabel, hint, variant }: Props) {
  const [form, fields] = useForm({ id, schema, lastResult });
  return (
    <ActionForm form={form} action={action} hidden={hidden} failure={failure} labels={LABELS}>
      <TextField field={fields.email} label={LABELS.email} type="email" autoComplete="email" hint={hint} />
      <SubmitButton variant={variant} pendingLabel="Sending…">
        {submitLabel}
      </SubmitButton>
    </ActionForm>
  );
}
