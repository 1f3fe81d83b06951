import type { ReactNode } from "react";
import type { z } from "zod";
import { ActionForm } from "#app/components/form/action-form.tsx";
import type { FormOutcome } from "#app/components/form/form-outcome.ts";
import { SubmitButton } from "#app/components/form/submit-button.tsx";
import { TextField } from "#app/components/form/text-field.tsx";
import { TextareaField } from "#app/components/form/textarea-field.tsx";
import { useForm } from "#app/components/form/use-form.ts";
import { Honeypot } from "./honeypot.tsx";

type ContactFields = { name: string; email: string; message: string };

type ContactFormProps = FormOutcome & {
  schema: z.ZodType<ContactFields, ContactFields>;
  action?: string;
  /** Carried unseen: when the page was made, and a key that makes a double press one message. */
  hidden?: Record<string, string>;
  /** Name of a field that people never see and machines fill. */
  honeypotName?: string;
  /** The proof-of-person widget, where one is configured. */
  challenge?: ReactNode;
};

const LABELS = { name: "Your name", email: "E-mail address", message: "Message" };

export function ContactForm(props: ContactFormProps) {
  const { schema, action, hidden, honeypotName, challenge, lastResult, failure } = props;
  const [form, fields] = useForm({ id: "contact", schema, lastResult });
  return (
    <ActionForm form={form} action={action} hidden={hidden} failure={failure} labels={LABELS}>
      <TextField field={fields.name} label={LABELS.name} autoComplete="name" />
      <TextField
        field={fields.email}
        label={LABELS.email}
        type="email"
        autoComplete="email"
        hint="Only to answer you."
      />
      <TextareaField field={fields.message} label={LABELS.message} rows={7} />
      {honeypotName ? <Honeypot name={honeypotName} /> : null}
      {challenge}
      <SubmitButton pendingLabel="Sending…">Send the message</SubmitButton>
    </ActionForm>
  );
}
