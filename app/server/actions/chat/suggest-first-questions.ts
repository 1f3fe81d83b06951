import { z } from "zod";
import { loadCatalog } from "#app/server/actions/data/load-catalog.ts";
import { suggestQuestions } from "#app/server/analyst/offline/suggest-questions.ts";
import { defineQuery } from "#app/server/pipeline/define-query.ts";

/** Questions that fill a conversation that has not begun. */
const FIRST_QUESTIONS = 6;

/** Questions about this organisation's data, each of which the offline analyst answers. */
export const suggestFirstQuestions = defineQuery({
  name: "chat:suggest-first",
  access: "viewer",
  input: z.object({}),
  run: async ({ auth }) => {
    const catalog = await loadCatalog({ kind: "warehouse", orgId: auth.orgId });
    return suggestQuestions(catalog).slice(0, FIRST_QUESTIONS);
  },
});
