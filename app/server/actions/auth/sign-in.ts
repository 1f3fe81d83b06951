import { answerEvenly } from "#app/server/actions/auth/answer-evenly.ts";
import { throwIfUnavailable } from "#app/server/actions/auth/auth-failure.ts";
import { homeOrganization } from "#app/server/actions/auth/home-organization.ts";
import { authClient } from "#app/server/auth/auth-client.ts";
import { forgetSession } from "#app/server/auth/session.ts";
import { ACTION_RATE_LIMITS } from "#app/server/limits/rate-limit.ts";
import { defineAction } from "#app/server/pipeline/define-action.ts";
import { ApplicationError } from "#app/server/platform/application-error.ts";
import { signInSchema } from "#app/shared/schemas/auth.ts";

/** Signs in with a password. One answer for a wrong password, an unknown and an unconfirmed address. */
export const signIn = defineAction({
  name: "auth:sign-in",
  access: "public",
  limit: ACTION_RATE_LIMITS.AUTHENTICATION,
  limitBy: { limit: ACTION_RATE_LIMITS.ACCOUNT, key: ({ email }) => email },
  input: signInSchema,
  run: async ({ input: { email, password, next } }) => {
    const user = await answerEvenly(async () => {
      const { data, error } = await authClient().auth.signInWithPassword({ email, password });
      throwIfUnavailable(error);
      if (data.user !== null) return data.user;
      throw new ApplicationError({
        code: "VALIDATION_FAILED",
        fieldErrors: { "": ["Address or password is not right, or the address is not confirmed yet."] },
      });
    });
    forgetSession();
    const orgSlug = await homeOrganization({ userId: user.id, email: user.email ?? null });
    return { orgSlug, next: next ?? `/o/${orgSlug}` };
  },
  redirectTo: ({ data }) => data.next,
});
