import { z } from "zod";
import { userClient } from "#app/server/auth/user-client.ts";
import { defineQuery } from "#app/server/pipeline/define-query.ts";
import { handleDbError } from "#app/server/platform/handle-db-error.ts";
import type { Role } from "#app/shared/roles.ts";

/** Who belongs to the organisation the URL names. */
export const listMembers = defineQuery({
  name: "workspace:list-members",
  access: "viewer",
  input: z.object({}),
  run: async ({ auth }) => {
    const { data, error } = await userClient().rpc("organization_members", { p_org_id: auth.orgId });
    if (error) throw handleDbError(error, "list the members");
    const rows = data as { user_id: string; email: string; role: Role; created_at: string }[];
    return rows.map((row) => ({
      userId: row.user_id,
      email: row.email,
      role: row.role,
      joinedAt: row.created_at,
      isSelf: row.user_id === auth.userId,
    }));
  },
});
