import { ActionForm } from "#app/components/form/action-form.tsx";
import { CheckboxField } from "#app/components/form/checkbox-field.tsx";
import { SelectField } from "#app/components/form/select-field.tsx";
import { SubmitButton } from "#app/components/form/submit-button.tsx";
import { useForm } from "#app/components/form/use-form.ts";
import { inviteSchema } from "./gallery-schemas.ts";

const LABELS = { role: "Role", agreed: "They know that their questions are logged" };

/** The fields that no other specimen shows. */
export function GalleryForm() {
  const [form, fields] = useForm({ id: "invite", schema: inviteSchema, defaultValue: { role: "viewer" } });
  return (
    <ActionForm form={form} labels={LABELS}>
      <SelectField
        field={fields.role}
        label={LABELS.role}
        options={["viewer", "member", "admin"].map((role) => ({ value: role, label: role }))}
        hint="A viewer reads, a member asks, an admin invites."
      />
      <CheckboxField field={fields.agreed} label={LABELS.agreed} />
      <SubmitButton variant="secondary">Invite</SubmitButton>
    </ActionForm>
  );
}
