import { readQuestion } from "#app/server/actions/chat/read-question.ts";
import { ACTION_RATE_LIMITS } from "#app/server/limits/rate-limit.ts";
import { defineAction } from "#app/server/pipeline/define-action.ts";
import { generateSqlOutputSchema, generateSqlSchema, type GenerateSqlOutput } from "#app/shared/schemas/generate.ts";

/**
 * Turns a question into SQL over the organisation's data, a question back, or a refusal. Runs nothing.
 *
 * @throws ApplicationError SQL_REFUSED where no SQL could be made that the guard admits.
 * @example
 * const result = await generateSQL({ question: "Show me active projects", detectedTableIntent: "projects" });
 * if (result.kind === "sql") console.log(result.sql, result.assumptions);
 */
export const generateSQL = defineAction({
  name: "chat:generate-sql",
  access: "member",
  limit: ACTION_RATE_LIMITS.AI_GENERATION,
  input: generateSqlSchema,
  output: generateSqlOutputSchema,
  run: async ({ input, auth, signal }): Promise<GenerateSqlOutput> => {
    const target = { kind: "warehouse" as const, orgId: auth.orgId };
    for await (const update of readQuestion({ ...input, target, signal })) if (update.final) return update.result;
    throw new Error("The reading ended without a result.");
  },
});
