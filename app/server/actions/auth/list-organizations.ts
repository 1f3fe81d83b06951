import { z } from "zod";

import { userClient } from "#app/server/auth/user-client.ts";
import { defineQuery } from "#app/server/pipeline/define-query.ts";
import { handleDbError } from "#app/server/platform/handle-db-error.ts";
import type { Role } from "#app/shared/roles.ts";

type Row = { role: Role; organizations: { slug: string; name: string } };

/** The organisations the user belongs to, oldest membership first, for the switcher. */
export const listOrganizations = defineQuery({
  name: "auth:list-organizations",
  access: "user",
  input: z.object({}),
  run: async ({ auth }) => {
    const { data, error } = await userClient()
      .from("memberships")
      .select("role, created_at, organizations!inner(slug, name)")
      .eq("user_id", auth.userId)
      .order("created_at");
    if (error !== null) throw handleDbError(error, "list organisations");
    return (data as unknown as Row[]).map(({ role, organizations: { slug, name } }) => ({ slug, name, role }));
  },
});
