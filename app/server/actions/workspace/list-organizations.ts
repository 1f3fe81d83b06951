import { z } from "zod";
import { userClient } from "#app/server/auth/user-client.ts";
import { defineQuery } from "#app/server/pipeline/define-query.ts";
import { handleDbError } from "#app/server/platform/handle-db-error.ts";
import type { Role } from "#app/shared/roles.ts";

export type OrganizationSummary = { slug: string; name: string; role: Role };

/** The organisations the signed-in user belongs to, by name. */
export const listOrganizations = defineQuery({
  name: "workspace:list-organizations",
  access: "user",
  input: z.object({}),
  run: async ({ auth }) => {
    const { data, error } = await userClient()
      .from("memberships")
      .select("role, organizations!inner(slug, name)")
      .eq("user_id", auth.userId);
    if (error) throw handleDbError(error, "list the organisations");
    const rows = data as unknown as { role: Role; organizations: { slug: string; name: string } }[];
    return rows
      .map(({ role, organizations }): OrganizationSummary => ({ role, ...organizations }))
      .sort((a, b) => a.name.localeCompare(b.name));
  },
});
