import { EmailForm, type EmailFormProps } from "./email-form.tsx";

export function ResetRequestForm(props: EmailFormProps) {
  return <EmailForm id="reset-request" submitLabel="Mail me a reset link" {...props} />;
}
