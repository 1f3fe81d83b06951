import { z } from "zod";

import { defineQuery } from "#app/server/pipeline/define-query.ts";
import { ApplicationError } from "#app/server/platform/application-error.ts";
import { env } from "#app/server/platform/env.ts";
import { isLoopbackUrl } from "#app/server/platform/loopback.ts";

/**
 * The galleries are for whoever works on the app, on their own machine.
 *
 * @throws ApplicationError NOT_FOUND where the app is served to others.
 */
export const openGallery = defineQuery({
  name: "operations:open-gallery",
  access: "public",
  input: z.object({}),
  run: () => {
    if (!isLoopbackUrl(env().APP_URL)) throw new ApplicationError({ code: "NOT_FOUND" });
  },
});
