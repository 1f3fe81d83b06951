import { z } from "zod";
import { defineQuery } from "#app/server/pipeline/define-query.ts";

/** The organisation the URL names, as its members see it, and who is looking. */
export const readWorkspace = defineQuery({
  name: "workspace:read",
  access: "viewer",
  input: z.object({}),
  run: ({ auth }) => ({
    organization: { slug: auth.orgSlug, name: auth.orgName },
    role: auth.role,
    email: auth.email ?? "",
  }),
});
