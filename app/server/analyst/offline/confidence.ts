import { COMMON_WORDS } from "./language/common-words.ts";
import type { Draft, DraftFilter } from "./parse/draft.ts";
import type { Builder } from "./plan/builder.ts";

export type Judgement = {
  /** 0..1: of readings judged 0.8, about 80 % were right on the development questions. */
  confidence: number;
  /** Content words that found no place. */
  unplaced: string[];
};

/** Below this the analyst refuses: it keeps wrong answers to unanswerable questions under one in ten. */
export const REFUSAL_THRESHOLD = 0.37;

/** A logistic model of "this reading is right", fitted on the development half of the public question sets. */
const WEIGHTS = {
  bias: 1.5,
  unplaced: -1.8,
  unplacedShare: -0.3,
  lost: -1.15,
  headUnknown: -0.7,
  failures: -2,
  closeCalls: -1.2,
  unknownValues: -0.4,
  nothingNamed: -0.3,
  weakestName: -1.45,
  weakNames: -0.6,
  manyFilters: -0.05,
  commonWords: -0.6,
};

/** "logged", "raised": what was done is mostly said by the things involved. */
function isParticiple(word: string): boolean {
  return word.length > 4 && /(?:ed|ing)$/i.test(word);
}

function unknownValues(filters: DraftFilter[]): number {
  let count = 0;
  for (const { condition } of filters) {
    if (condition.type === "not") count += unknownValues(condition.filters);
    if (
      condition.type === "values" &&
      condition.mentions.some((mention) => "literal" in mention && !/^[\d.]+$/.test(mention.literal))
    )
      count += 1;
  }
  return count;
}

/** How sure a reading is, from what it left unexplained and how well its names fit. */
export function judge(draft: Draft, builder: Builder): Judgement {
  const unplaced = draft.unexplained.filter(
    (word) => !COMMON_WORDS.has(word.toLowerCase()) && word.length > 1 && !isParticiple(word),
  );
  const { scores } = builder;
  const weakest = scores.length > 0 ? Math.min(...scores) : 0.5;
  const mean = scores.length > 0 ? scores.reduce((sum, score) => sum + score, 0) / scores.length : 0.5;
  const unplacedCount = Math.min(3, unplaced.length);
  const logit =
    WEIGHTS.bias +
    WEIGHTS.unplaced * unplacedCount +
    WEIGHTS.unplacedShare * (unplacedCount / (unplacedCount + draft.explained + 1)) +
    WEIGHTS.lost * Math.min(2, draft.lost) +
    WEIGHTS.headUnknown * (draft.headUnknown ? 1 : 0) +
    WEIGHTS.failures * Math.min(2, builder.failures.length) +
    WEIGHTS.closeCalls * Math.min(2, builder.closeCalls.length + builder.valueTies.length) +
    WEIGHTS.unknownValues * Math.min(2, unknownValues(draft.filters)) +
    WEIGHTS.nothingNamed * (scores.length === 0 ? 1 : 0) +
    WEIGHTS.weakestName * (1 - weakest) +
    WEIGHTS.weakNames * (1 - mean) +
    WEIGHTS.manyFilters * Math.max(0, draft.filters.length - 2) +
    WEIGHTS.commonWords * Math.min(2, draft.unexplained.length - unplaced.length);
  return { confidence: 1 / (1 + Math.exp(-logit)), unplaced };
}
