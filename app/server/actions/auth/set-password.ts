import { throwIfUnavailable } from "#app/server/actions/auth/auth-failure.ts";
import { homeOrganization } from "#app/server/actions/auth/home-organization.ts";
import { authClient } from "#app/server/auth/auth-client.ts";
import { ACTION_RATE_LIMITS } from "#app/server/limits/rate-limit.ts";
import { defineAction } from "#app/server/pipeline/define-action.ts";
import { ApplicationError } from "#app/server/platform/application-error.ts";
import { newPasswordSchema } from "#app/shared/schemas/auth.ts";

/** Sets the signed-in user's password, and signs out every other place they were signed in. */
export const setPassword = defineAction({
  name: "auth:set-password",
  access: "user",
  limit: ACTION_RATE_LIMITS.AUTHENTICATION,
  input: newPasswordSchema,
  run: async ({ input: { password }, auth }) => {
    const { error } = await authClient().auth.updateUser({ password });
    throwIfUnavailable(error);
    if (error !== null) {
      const same = error.code === "same_password";
      const message = same
        ? "This is the password you have already."
        : "This password was not taken. Choose another one.";
      throw new ApplicationError({ code: "VALIDATION_FAILED", fieldErrors: { password: [message] }, cause: error });
    }
    await authClient().auth.signOut({ scope: "others" });
    return { orgSlug: await homeOrganization(auth) };
  },
  redirectTo: ({ data }) => `/o/${data.orgSlug}`,
});
