import { Link } from "react-router";
import { AuthLayout } from "#app/components/layout/auth-layout.tsx";

type CheckMailPageProps = {
  /** Why a mail may have gone out. The page reads the same for known and unknown addresses. */
  purpose: "confirm" | "sign_in" | "reset";
  startAgainHref: string;
  /** Where this installation shows its own mail, on a developer's machine. */
  inboxHref?: string | null;
};

const WORDS = {
  confirm:
    "Open the link in it to confirm the address. Nothing sent? The address may have an account already: sign in.",
  sign_in: "If the address has an account, a link to sign in is on its way.",
  reset: "If the address has an account, a link to set a new password is on its way.",
} as const;

export function CheckMailPage({ purpose, startAgainHref, inboxHref }: CheckMailPageProps) {
  return (
    <AuthLayout
      title="Check your mail"
      lead={WORDS[purpose]}
      aside={
        <p>
          Nothing there after a minute? Look in the spam folder, or{" "}
          <Link to={startAgainHref} className="link text-ink">
            start again
          </Link>
          .
        </p>
      }
    >
      {inboxHref ? (
        <p className="border-l-2 border-rule-strong py-0.5 pl-3 text-ink-soft">
          This installation keeps its mail to itself:{" "}
          <a href={inboxHref} className="link text-ink">
            open the inbox
          </a>
          .
        </p>
      ) : null}
    </AuthLayout>
  );
}
