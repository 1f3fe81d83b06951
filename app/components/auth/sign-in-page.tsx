import { Link } from "react-router";
import { AuthLayout } from "#app/components/layout/auth-layout.tsx";
import type { ComponentProps } from "react";
import { MagicLinkForm } from "./magic-link-form.tsx";
import { SignInForm } from "./sign-in-form.tsx";

type SignInPageProps = {
  password: ComponentProps<typeof SignInForm>;
  /** Left out where mail cannot be sent. */
  magicLink?: ComponentProps<typeof MagicLinkForm>;
  signUpHref: string;
};

export function SignInPage({ password, magicLink, signUpHref }: SignInPageProps) {
  return (
    <AuthLayout
      title="Sign in"
      aside={
        <p>
          No account yet?{" "}
          <Link to={signUpHref} className="link text-ink">
            Sign up
          </Link>
        </p>
      }
    >
      <SignInForm {...password} />
      {magicLink ? (
        <details
          className="border-t border-rule pt-5"
          open={magicLink.lastResult || magicLink.failure ? true : undefined}
        >
          <summary className="link w-fit">Sign in without a password</summary>
          <div className="pt-5">
            <MagicLinkForm {...magicLink} />
          </div>
        </details>
      ) : null}
    </AuthLayout>
  );
}
