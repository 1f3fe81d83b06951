import { z } from "zod";
import { ACTION_RATE_LIMITS } from "#app/server/limits/rate-limit.ts";
import { defineAction } from "#app/server/pipeline/define-action.ts";
import { writeCookie } from "#app/server/platform/cookies.ts";
import { sitePath } from "#app/shared/schemas/site-path.ts";
import { THEME_COOKIE_NAME, THEMES } from "#app/shared/theme.ts";

const YEAR_SECONDS = 365 * 24 * 3600;

/** Keeps the chosen theme in a cookie and goes back to the page it was chosen on. */
export const chooseTheme = defineAction({
  name: "workspace:choose-theme",
  access: "public",
  limit: ACTION_RATE_LIMITS.USER_ACTION,
  maxBodyBytes: 2_048,
  input: z.object({ theme: z.enum(THEMES).catch("system"), returnTo: sitePath.catch("/") }),
  run: ({ input: { theme } }) => {
    writeCookie(THEME_COOKIE_NAME, theme, { maxAgeSeconds: YEAR_SECONDS });
    return { theme };
  },
  redirectTo: ({ input }) => input.returnTo,
});
