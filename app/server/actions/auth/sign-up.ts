import { answerEvenly } from "#app/server/actions/auth/answer-evenly.ts";
import { throwIfUnavailable } from "#app/server/actions/auth/auth-failure.ts";
import { rememberNext } from "#app/server/actions/auth/next-path.ts";
import { authClient } from "#app/server/auth/auth-client.ts";
import { ACTION_RATE_LIMITS } from "#app/server/limits/rate-limit.ts";
import { defineAction } from "#app/server/pipeline/define-action.ts";
import { ApplicationError } from "#app/server/platform/application-error.ts";
import { signUpSchema } from "#app/shared/schemas/auth.ts";

/** Mails a link to confirm the address; says the same where the address has an account already. */
export const signUp = defineAction({
  name: "auth:sign-up",
  access: "public",
  limit: ACTION_RATE_LIMITS.AUTHENTICATION,
  limitBy: { limit: ACTION_RATE_LIMITS.ACCOUNT_MAIL, key: ({ email }) => email },
  input: signUpSchema,
  run: ({ input: { email, password, next } }) =>
    answerEvenly(async () => {
      const { error } = await authClient().auth.signUp({ email, password });
      throwIfUnavailable(error);
      if (error?.code === "weak_password") {
        throw new ApplicationError({
          code: "VALIDATION_FAILED",
          fieldErrors: { password: ["This password is too easy to guess. Choose another one."] },
        });
      }
      rememberNext(next);
      return { mailed: true };
    }),
  redirectTo: () => "/check-mail?purpose=confirm",
});
