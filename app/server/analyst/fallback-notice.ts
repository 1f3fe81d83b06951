import type { FallbackReason } from "#app/shared/analyst.ts";
import type { Notice } from "#app/shared/turn.ts";

const MESSAGES: Record<FallbackReason, string> = {
  model_unavailable:
    "The language model is not answering, so this was read without it. Ask again later for another reading.",
  model_budget_spent: "This organisation's budget for the language model is spent, so this was read without it.",
};

/** What the reader is told when the offline analyst stood in. */
export function fallbackNotice(reason: FallbackReason): Notice {
  return { kind: "fallback", message: MESSAGES[reason] };
}
