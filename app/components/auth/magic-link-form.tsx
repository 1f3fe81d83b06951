import { EmailForm, type EmailFormProps } from "./email-form.tsx";

export function MagicLinkForm(props: EmailFormProps) {
  return <EmailForm id="magic-link" submitLabel="Mail me a sign-in link" variant="secondary" {...props} />;
}
