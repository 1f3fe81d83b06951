import { readQuestion } from "#app/server/actions/chat/read-question.ts";
import { ACTION_RATE_LIMITS } from "#app/server/limits/rate-limit.ts";
import { defineAction } from "#app/server/pipeline/define-action.ts";
import { generateSqlSchema } from "#app/shared/schemas/generate.ts";

/**
 * `generateSQL` while it happens: partial readings, then one item with `final: true` and the result.
 *
 * @example
 * for await (const update of generateSQLStream({ question: "Show me active projects" })) {
 *   if (update.final) console.log(update.result);
 * }
 */
export const generateSQLStream = defineAction({
  name: "chat:generate-sql-stream",
  access: "member",
  limit: ACTION_RATE_LIMITS.AI_GENERATION,
  input: generateSqlSchema,
  stream: ({ input, auth, signal }) =>
    readQuestion({ ...input, target: { kind: "warehouse", orgId: auth.orgId }, signal }),
});
