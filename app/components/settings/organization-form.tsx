import type { z } from "zod";
import { ActionForm } from "#app/components/form/action-form.tsx";
import type { FormOutcome } from "#app/components/form/form-outcome.ts";
import { SubmitButton } from "#app/components/form/submit-button.tsx";
import { TextField } from "#app/components/form/text-field.tsx";
import { useForm } from "#app/components/form/use-form.ts";

type OrganizationFormProps = FormOutcome & {
  schema: z.ZodType<{ name: string }, { name: string }>;
  organization: { name: string };
  action?: string;
  hidden?: Record<string, string>;
};

const LABELS = { name: "Name" };

export function OrganizationForm({ schema, organization, action, hidden, lastResult, failure }: OrganizationFormProps) {
  const [form, fields] = useForm({ id: "organization", schema, lastResult, defaultValue: organization });
  return (
    <div className="max-w-md">
      <ActionForm form={form} action={action} hidden={hidden} failure={failure} labels={LABELS}>
        <TextField field={fields.name} label={LABELS.name} autoComplete="organization" />
        <SubmitButton pendingLabel="Saving…">Save</SubmitButton>
      </ActionForm>
    </div>
  );
}
