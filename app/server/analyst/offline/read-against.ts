import type { Catalog } from "#app/shared/catalog.ts";
import { normaliseQuestion, tokenise } from "./language/tokenise.ts";
import type { Draft } from "./parse/draft.ts";
import { linkQuestion } from "./parse/link-question.ts";
import { readQuestion } from "./parse/read-question.ts";
import { buildPlan, type BuiltPlan } from "./plan/build-plan.ts";
import { schemaIndexOf } from "./schema/schema-index.ts";

export type Reading = { draft: Draft; built: BuiltPlan | null };

/** One question read against one catalog: the draft, and the plan where one could be made. */
export function readAgainst(question: string, catalog: Catalog, now: string): Reading {
  const index = schemaIndexOf(catalog);
  const items = linkQuestion(tokenise(normaliseQuestion(question)), index, now);
  const draft = readQuestion(items);
  return { draft, built: buildPlan(draft, index, now) };
}
