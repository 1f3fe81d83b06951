import { userClient } from "#app/server/auth/user-client.ts";
import { defineAction } from "#app/server/pipeline/define-action.ts";
import { ApplicationError } from "#app/server/platform/application-error.ts";
import { handleDbError } from "#app/server/platform/handle-db-error.ts";
import { flagStop } from "#app/server/runs/run-log.ts";
import { stopSchema } from "#app/shared/schemas/ask.ts";

/**
 * Ends a run: the model call and the statement are cancelled, what had arrived is kept. A stop that
 * comes after the end changes nothing.
 */
export const stopAnswer = defineAction({
  name: "chat:stop",
  access: "member",
  input: stopSchema,
  run: async ({ input, auth }) => {
    const { data: wasRunning, error } = await userClient().rpc("request_stop", { p_run_id: input.runId });
    if (error?.code === "P0002") throw new ApplicationError({ code: "NOT_FOUND", cause: error });
    if (error) throw handleDbError(error, "stop the answer");
    if (wasRunning) await flagStop({ orgId: auth.orgId, runId: input.runId });
    return { stopped: Boolean(wasRunning) };
  },
});
