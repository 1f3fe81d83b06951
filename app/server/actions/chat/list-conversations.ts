import { z } from "zod";
import { userClient } from "#app/server/auth/user-client.ts";
import { defineQuery } from "#app/server/pipeline/define-query.ts";
import { handleDbError } from "#app/server/platform/handle-db-error.ts";

/** The reader's own conversations in this organisation, and those shared with it; newest first. */
export const listConversations = defineQuery({
  name: "chat:list-conversations",
  access: "viewer",
  input: z.object({ limit: z.int().min(1).max(200).default(50) }),
  run: async ({ input, auth }) => {
    const { data, error } = await userClient()
      .from("conversations")
      .select("id, title, updated_at")
      .eq("org_id", auth.orgId)
      .order("updated_at", { ascending: false })
      .limit(input.limit);
    if (error) throw handleDbError(error, "list the conversations");
    return data.map(({ id, title, updated_at }) => ({
      id: String(id),
      title: String(title),
      updatedAt: String(updated_at),
    }));
  },
});
