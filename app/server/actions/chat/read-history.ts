import { userClient } from "#app/server/auth/user-client.ts";
import { handleDbError } from "#app/server/platform/handle-db-error.ts";
import type { PreviousTurn } from "#app/shared/analyst.ts";

/** Turns a follow-up may refer to. */
const REMEMBERED_TURNS = 5;

/** The conversation's answered turns, oldest first; none for one that does not exist yet. */
export async function readHistory(orgId: string, conversationId: string): Promise<PreviousTurn[]> {
  const { data, error } = await userClient()
    .from("runs")
    .select("plan")
    .eq("org_id", orgId)
    .eq("conversation_id", conversationId)
    .not("plan", "is", null)
    .order("started_at", { ascending: false })
    .limit(REMEMBERED_TURNS);
  if (error) throw handleDbError(error, "read the conversation");
  return data.map((run) => run.plan as PreviousTurn).reverse();
}
