import { z } from "zod";
import { userClient } from "#app/server/auth/user-client.ts";
import { defineQuery } from "#app/server/pipeline/define-query.ts";
import { seconds } from "#app/server/platform/clock.ts";
import { handleDbError } from "#app/server/platform/handle-db-error.ts";
import { streamRun } from "#app/server/runs/stream-run.ts";

/** Replays the run a conversation is waiting for, from its first chunk; 204 where there is none. */
export const resumeAnswer = defineQuery({
  name: "chat:resume",
  access: "viewer",
  input: z.object({ conversationId: z.uuid() }),
  // A run ends by itself after 120 s; its stream outlives that.
  deadlineMs: seconds(130),
  run: async ({ input, auth }) => {
    const { data, error } = await userClient()
      .from("runs")
      .select("id")
      .eq("org_id", auth.orgId)
      .eq("conversation_id", input.conversationId)
      .in("status", ["queued", "running"])
      .order("started_at", { ascending: false })
      .limit(1);
    if (error) throw handleDbError(error, "find the running answer");
    const run = data[0];
    return run ? streamRun({ orgId: auth.orgId, runId: run.id }) : new Response(null, { status: 204 });
  },
});
