import { SignInPage } from "#app/components/auth/sign-in-page.tsx";
import { readReply } from "#app/components/form/read-reply.ts";
import { signIn } from "#app/server/actions/auth/sign-in.ts";
import { magicLinkSchema, signInSchema } from "#app/shared/schemas/auth.ts";
import { carryNext } from "./carry-next.ts";
import type { Route } from "./+types/sign-in.ts";

export const loader = ({ url }: Route.LoaderArgs) => ({ hidden: carryNext(url) });

export const action = (args: Route.ActionArgs) => signIn.formAction(args);

export default function SignIn({ loaderData, actionData }: Route.ComponentProps) {
  const { hidden } = loaderData;
  return (
    <>
      <title>Sign in · Plainchart</title>
      <SignInPage
        password={{ schema: signInSchema, hidden, resetHref: "/reset", ...readReply(actionData) }}
        magicLink={{ schema: magicLinkSchema, hidden, action: "/magic-link" }}
        signUpHref="/sign-up"
      />
    </>
  );
}
