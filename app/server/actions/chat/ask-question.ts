import { beginTurn } from "#app/server/actions/chat/begin-turn.ts";
import { ACTION_RATE_LIMITS } from "#app/server/limits/rate-limit.ts";
import { defineAction } from "#app/server/pipeline/define-action.ts";
import { seconds } from "#app/server/platform/clock.ts";
import { streamRun } from "#app/server/runs/stream-run.ts";
import { askSchema } from "#app/shared/schemas/ask.ts";

/** Asks, and streams the answer as it is made: for the resource route the page's script posts to. */
export const askQuestion = defineAction({
  name: "chat:ask",
  access: "member",
  limit: ACTION_RATE_LIMITS.AI_GENERATION,
  input: askSchema,
  // A run ends by itself after 120 s; its stream outlives that.
  deadlineMs: seconds(130),
  run: async ({ input, auth }) => streamRun(await beginTurn(input, auth)),
});
