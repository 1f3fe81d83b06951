import { answerEvenly } from "#app/server/actions/auth/answer-evenly.ts";
import { throwIfUnavailable } from "#app/server/actions/auth/auth-failure.ts";
import { authClient } from "#app/server/auth/auth-client.ts";
import { ACTION_RATE_LIMITS } from "#app/server/limits/rate-limit.ts";
import { defineAction } from "#app/server/pipeline/define-action.ts";
import { resetRequestSchema } from "#app/shared/schemas/auth.ts";

/** Mails a link to set a new password, to addresses that have an account; says the same to all. */
export const requestReset = defineAction({
  name: "auth:request-reset",
  access: "public",
  limit: ACTION_RATE_LIMITS.AUTHENTICATION,
  limitBy: { limit: ACTION_RATE_LIMITS.ACCOUNT_MAIL, key: ({ email }) => email },
  input: resetRequestSchema,
  run: ({ input: { email } }) =>
    answerEvenly(async () => {
      const { error } = await authClient().auth.resetPasswordForEmail(email);
      throwIfUnavailable(error);
      return { mailed: true };
    }),
  redirectTo: () => "/check-mail?purpose=reset",
});
