import type { z } from "zod";
import { ActionForm } from "#app/components/form/action-form.tsx";
import type { FormOutcome } from "#app/components/form/form-outcome.ts";
import { SubmitButton } from "#app/components/form/submit-button.tsx";
import { TextField } from "#app/components/form/text-field.tsx";
import { useForm } from "#app/components/form/use-form.ts";

type CreateOrganizationFormProps = FormOutcome & {
  schema: z.ZodType<{ name: string }, { name: string }>;
  action?: string;
  hidden?: Record<string, string>;
};

const LABELS = { name: "Name of the organisation" };

export function CreateOrganizationForm({ schema, action, hidden, lastResult, failure }: CreateOrganizationFormProps) {
  const [form, fields] = useForm({ id: "create-organization", schema, lastResult });
  return (
    <ActionForm form={form} action={action} hidden={hidden} failure={failure} labels={LABELS}>
      <TextField
        field={fields.name}
        label={LABELS.name}
        autoComplete="organization"
        hint="Data, conversations and members belong to it. Nobody outside sees them."
      />
      <SubmitButton pendingLabel="Creating…">Create the organisation</SubmitButton>
    </ActionForm>
  );
}
