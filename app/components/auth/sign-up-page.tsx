import type { ComponentProps } from "react";
import { Link } from "react-router";
import { AuthLayout } from "#app/components/layout/auth-layout.tsx";
import { SignUpForm } from "./sign-up-form.tsx";

type SignUpPageProps = ComponentProps<typeof SignUpForm> & { signInHref: string };

export function SignUpPage({ signInHref, ...form }: SignUpPageProps) {
  return (
    <AuthLayout
      title="Create an account"
      aside={
        <p>
          Already have one?{" "}
          <Link to={signInHref} className="link text-ink">
            Sign in
          </Link>
        </p>
      }
    >
      <SignUpForm {...form} />
    </AuthLayout>
  );
}
