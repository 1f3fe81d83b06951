import { z } from "zod";

import { CONTACT_CHALLENGE } from "#app/server/actions/marketing/receive-contact-message.ts";
import { stampPage } from "#app/server/actions/marketing/page-stamp.ts";
import { defineQuery } from "#app/server/pipeline/define-query.ts";
import { env } from "#app/server/platform/env.ts";

/** What the contact page carries besides its form: when it was made, and the challenge where one is set up. */
export const readContactPage = defineQuery({
  name: "marketing:read-contact-page",
  access: "public",
  input: z.object({}),
  run: () => {
    const { TURNSTILE_SITE_KEY: siteKey } = env();
    return { stamp: stampPage(), challenge: siteKey === undefined ? null : { siteKey, action: CONTACT_CHALLENGE } };
  },
});
