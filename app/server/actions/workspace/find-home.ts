import { z } from "zod";
import { listOrganizations } from "#app/server/actions/auth/list-organizations.ts";
import { defineQuery } from "#app/server/pipeline/define-query.ts";

/** Where a signed-in user starts: their first organisation, or making one. Null for a visitor. */
export const findHome = defineQuery({
  name: "workspace:find-home",
  access: "public",
  input: z.object({}),
  run: async ({ auth }) => {
    if (auth === null) return null;
    const [first] = await listOrganizations({});
    return first ? `/o/${first.slug}` : "/organizations/new";
  },
});
