import type { Builder } from "./plan/builder.ts";
import type { Draft } from "./parse/draft.ts";
import { COMMON_WORDS } from "./language/common-words.ts";

export type Judgement = {
  /** 0..1 */
  confidence: number;
  unplaced: string[];
};

/** Below this the analyst refuses. */
export const REFUSAL_THRESHOLD = 0.42;

/**
 * How sure a reading is. Every content word that found no place costs, weak matches of names cost, and parts of
 * the question that could not be turned into SQL cost most. Fitted by hand on the development questions.
 */
export function judge(draft: Draft, builder: Builder): Judgement {
  const unplaced = draft.unexplained.filter((word) => !COMMON_WORDS.has(word.toLowerCase()) && word.length > 1);
  const explained = Math.max(1, draft.explained);
  const weakest = builder.scores.length > 0 ? Math.min(...builder.scores) : 0.5;
  const mean =
    builder.scores.length > 0 ? builder.scores.reduce((sum, score) => sum + score, 0) / builder.scores.length : 0.5;
  let confidence = 0.9;
  confidence -= 0.16 * unplaced.length * (unplaced.length > explained ? 1.5 : 1);
  confidence -= 0.35 * (1 - weakest) + 0.25 * (1 - mean);
  confidence -= 0.22 * builder.failures.length;
  confidence -= 0.04 * builder.closeCalls.length + 0.05 * builder.valueTies.length;
  confidence -= 0.02 * Math.max(0, draft.filters.length - 2);
  if (draft.headUnknown) confidence -= 0.3;
  if (builder.scores.length === 0) confidence -= 0.2;
  return { confidence: Math.min(0.97, Math.max(0, confidence)), unplaced };
}
