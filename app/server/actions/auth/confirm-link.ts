import { throwIfUnavailable } from "#app/server/actions/auth/auth-failure.ts";
import { homeOrganization } from "#app/server/actions/auth/home-organization.ts";
import { takeNext } from "#app/server/actions/auth/next-path.ts";
import { authClient } from "#app/server/auth/auth-client.ts";
import { forgetSession } from "#app/server/auth/session.ts";
import { ACTION_RATE_LIMITS } from "#app/server/limits/rate-limit.ts";
import { defineAction } from "#app/server/pipeline/define-action.ts";
import { ApplicationError } from "#app/server/platform/application-error.ts";
import { confirmSchema } from "#app/shared/schemas/auth.ts";

/** Takes the token of a mailed link, once, and signs its owner in. Only a press of the button gets here. */
export const confirmLink = defineAction({
  name: "auth:confirm-link",
  access: "public",
  limit: ACTION_RATE_LIMITS.AUTHENTICATION,
  input: confirmSchema,
  run: async ({ input: { token_hash, type } }) => {
    const { data, error } = await authClient().auth.verifyOtp({ token_hash, type });
    throwIfUnavailable(error);
    if (data.user === null) {
      throw new ApplicationError({
        code: "VALIDATION_FAILED",
        fieldErrors: { "": ["This link has been used or is too old. Ask for a new one."] },
      });
    }
    forgetSession();
    if (type === "recovery") return { next: "/new-password" };
    const orgSlug = await homeOrganization({ userId: data.user.id, email: data.user.email ?? null });
    return { next: takeNext() ?? `/o/${orgSlug}` };
  },
  redirectTo: ({ data }) => data.next,
});
