import { beginTurn } from "#app/server/actions/chat/begin-turn.ts";
import { ACTION_RATE_LIMITS } from "#app/server/limits/rate-limit.ts";
import { defineAction } from "#app/server/pipeline/define-action.ts";
import { seconds } from "#app/server/platform/clock.ts";
import { followRun } from "#app/server/runs/follow-run.ts";
import { askSchema } from "#app/shared/schemas/ask.ts";

/** Asks, waits until the answer is finished and goes to it: for a page without JavaScript. */
export const askInForm = defineAction({
  name: "chat:ask-form",
  access: "member",
  limit: ACTION_RATE_LIMITS.AI_GENERATION,
  input: askSchema,
  deadlineMs: seconds(130),
  run: async ({ input, auth, signal }) => {
    const run = await beginTurn(input, auth);
    const reader = followRun(run, { signal });
    while (!(await reader.next()).done);
    return { orgSlug: auth.orgSlug };
  },
  redirectTo: ({ input, data }) => `/o/${data.orgSlug}/c/${input.conversationId}#turn-${input.messageId}`,
});
