import { SignUpPage } from "#app/components/auth/sign-up-page.tsx";
import { readReply } from "#app/components/form/read-reply.ts";
import { signUp } from "#app/server/actions/auth/sign-up.ts";
import { signUpSchema } from "#app/shared/schemas/auth.ts";
import { carryNext } from "./carry-next.ts";
import type { Route } from "./+types/sign-up.ts";

export const loader = ({ url }: Route.LoaderArgs) => ({ hidden: carryNext(url) });

export const action = (args: Route.ActionArgs) => signUp.formAction(args);

export default function SignUp({ loaderData, actionData }: Route.ComponentProps) {
  return (
    <>
      <title>Create an account · Plainchart</title>
      <SignUpPage
        schema={signUpSchema}
        hidden={loaderData.hidden}
        passwordHint="At least 10 characters."
        signInHref="/sign-in"
        {...readReply(actionData)}
      />
    </>
  );
}
