import { answerEvenly } from "#app/server/actions/auth/answer-evenly.ts";
import { throwIfUnavailable } from "#app/server/actions/auth/auth-failure.ts";
import { rememberNext } from "#app/server/actions/auth/next-path.ts";
import { authClient } from "#app/server/auth/auth-client.ts";
import { ACTION_RATE_LIMITS } from "#app/server/limits/rate-limit.ts";
import { defineAction } from "#app/server/pipeline/define-action.ts";
import { magicLinkSchema } from "#app/shared/schemas/auth.ts";

/** Mails a link to sign in, to addresses that have an account; says the same to all. */
export const sendMagicLink = defineAction({
  name: "auth:send-magic-link",
  access: "public",
  limit: ACTION_RATE_LIMITS.AUTHENTICATION,
  limitBy: { limit: ACTION_RATE_LIMITS.ACCOUNT_MAIL, key: ({ email }) => email },
  input: magicLinkSchema,
  run: ({ input: { email, next } }) =>
    answerEvenly(async () => {
      const { error } = await authClient().auth.signInWithOtp({ email, options: { shouldCreateUser: false } });
      throwIfUnavailable(error);
      rememberNext(next);
      return { mailed: true };
    }),
  redirectTo: () => "/check-mail?purpose=sign_in",
});
