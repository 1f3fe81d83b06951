import type { PreviousTurn } from "#app/shared/analyst.ts";
import type { Draft } from "./parse/draft.ts";
import type { Item } from "./parse/items.ts";
import type { BuiltPlan } from "./plan/build-plan.ts";
import { editPlan, isUsablePlan } from "./plan/edit-plan.ts";
import type { SchemaIndex } from "./schema/schema-index.ts";

const POINTS_BACK =
  /\b(?:instead|ones?|them|those|these|the same|same|it|that|too|as well)\b|^(?:and|what about|how about|only|just|but|now|also|why)\b/i;
const LONGEST_EDIT_WORDS = 14;

/** "by city", "and per company instead?": columns to group by, which would be columns to show in a question of its own. */
const GROUPS_AGAIN = /^(?:(?:and|now|but|then|what about|how about)\s+)*(?:by|per|for each)\b/i;

function withGroups(draft: Draft, question: string): Draft {
  const columns = draft.outputs.every((output) => !output.entity && output.measure.kind === "column");
  if (!GROUPS_AGAIN.test(question) || draft.groups.length > 0 || draft.special || !columns) return draft;
  const groups = draft.outputs.map(({ measure }) => ({ mention: measure.mention, grain: null, words: measure.words }));
  return { ...draft, outputs: [], groups };
}

/**
 * The last answered plan as changed by this question, where the question points back to it or says nothing that
 * would stand on its own ("by month instead", "and for 2023?"). Null: read it as a new question.
 */
export function readFollowUp(
  question: string,
  history: PreviousTurn[],
  asRead: Draft,
  items: Item[],
  index: SchemaIndex,
  now: string,
): BuiltPlan | null {
  const last = history.findLast((turn) => isUsablePlan(turn.plan, index));
  if (!last || !isUsablePlan(last.plan, index)) return null;
  const draft = withGroups(asRead, question);
  const standsAlone = draft.outputs.length > 0 || draft.special !== null;
  const asksAnew = draft.outputs.some(
    (output) => output.entity || output.measure.kind === "count" || output.measure.mention !== null,
  );
  const short = question.split(" ").length <= LONGEST_EDIT_WORDS;
  if (!short) return null;
  if (standsAlone && (asksAnew || !POINTS_BACK.test(question)) && !/\b(?:too|as well|also|instead)\b/i.test(question))
    return null;
  if (draft.outputs.some((output) => output.entity) && !/\bones\b/i.test(question)) return null;
  return editPlan(last.plan, draft, items, index, now);
}
