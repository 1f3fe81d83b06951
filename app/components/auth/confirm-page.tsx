import { Form, Link } from "react-router";
import { HiddenFields } from "#app/components/form/hidden-fields.tsx";
import { SubmitButton } from "#app/components/form/submit-button.tsx";
import { AuthLayout } from "#app/components/layout/auth-layout.tsx";
import { Notice } from "#app/components/ui/notice.tsx";

type ConfirmPageProps = {
  purpose: "confirm" | "sign_in" | "reset" | "invitation";
  action?: string;
  /** The token and its kind, as the link brought them. */
  hidden: Record<string, string>;
  /** Why the token was not taken: expired, used, unreadable. */
  error?: string | null;
  startAgainHref: string;
};

const WORDS = {
  confirm: {
    title: "Confirm your address",
    lead: "One press and your account is ready.",
    button: "Confirm the address",
  },
  sign_in: { title: "Sign in", lead: "The link from your mail works once.", button: "Sign in" },
  reset: { title: "Set a new password", lead: "The link from your mail works once.", button: "Go on" },
  invitation: { title: "Join the organisation", lead: "You were invited.", button: "Join" },
} as const;

/** A link in a mail only leads here: scanners follow links, people press buttons. */
export function ConfirmPage({ purpose, action, hidden, error, startAgainHref }: ConfirmPageProps) {
  const words = WORDS[purpose];
  if (error) {
    return (
      <AuthLayout title="This link no longer works">
        <Notice tone="caution">
          <p>{error}</p>
        </Notice>
        <p>
          <Link to={startAgainHref} className="link">
            Ask for a new one
          </Link>
        </p>
      </AuthLayout>
    );
  }
  return (
    <AuthLayout title={words.title} lead={words.lead}>
      <Form method="post" action={action}>
        <HiddenFields fields={hidden} />
        <SubmitButton pendingLabel="One moment…">{words.button}</SubmitButton>
      </Form>
    </AuthLayout>
  );
}
