import { authClient } from "#app/server/auth/auth-client.ts";
import { SESSION_COOKIE } from "#app/server/auth/session-cookie.ts";
import { forgetSession } from "#app/server/auth/session.ts";
import { ACTION_RATE_LIMITS } from "#app/server/limits/rate-limit.ts";
import { defineAction } from "#app/server/pipeline/define-action.ts";
import { readCookies, writeCookie } from "#app/server/platform/cookies.ts";
import { reportError } from "#app/server/platform/report-error.ts";
import { signOutSchema } from "#app/shared/schemas/auth.ts";

/** Ends this browser's session. The cookie goes even where the auth service can't be told. */
export const signOut = defineAction({
  name: "auth:sign-out",
  access: "public",
  limit: ACTION_RATE_LIMITS.USER_ACTION,
  input: signOutSchema,
  run: async () => {
    const { error } = await authClient().auth.signOut({ scope: "local" });
    if (error !== null) reportError(error, { category: "auth", severity: "warn" });
    for (const name of readCookies().keys()) {
      if (name === SESSION_COOKIE || name.startsWith(`${SESSION_COOKIE}.`)) writeCookie(name, "", { maxAgeSeconds: 0 });
    }
    forgetSession();
    return { signedOut: true };
  },
  redirectTo: () => "/",
});
