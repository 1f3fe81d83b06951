import type { AnalystAnswer, RefusalReason } from "#app/shared/analyst.ts";
import type { Catalog } from "#app/shared/catalog.ts";
import { plainName } from "./interpret-plan.ts";
import { suggestQuestions } from "./suggest-questions.ts";

const MESSAGES: Record<RefusalReason, string> = {
  unplaced_words: "I could not place some of the words in this data.",
  not_about_data: "This does not look like a question about this data.",
  not_a_question: "Please ask a question about your data in a sentence.",
  unsupported_language: "I can only read questions in English for now.",
  unsupported_question: "I understood the words, but not what to work out from them.",
  write_request: "I only read data; I can't change, add or delete anything.",
  empty_catalog: "There is no data here to ask about yet.",
  low_confidence: "I am not sure enough what this asks to give you an answer.",
};

const MAX_AVAILABLE = 12;

/** A refusal that says why (with `message` in place of its reason's own), names the words in question and offers what can be asked. */
export function refuse(
  reason: RefusalReason,
  catalog: Catalog,
  unplacedWords: string[] = [],
  message: string = MESSAGES[reason],
): AnalystAnswer & { kind: "refusal" } {
  const words = [...new Set(unplacedWords)].slice(0, 8);
  const named =
    words.length > 0 ? ` I found nothing for ${words.map((word) => `"${word.slice(0, 60)}"`).join(", ")}.` : "";
  return {
    kind: "refusal",
    reason,
    message: `${message}${reason === "unplaced_words" || reason === "not_about_data" || reason === "low_confidence" ? named : ""}`,
    unplacedWords: words,
    available: catalog.tables.slice(0, MAX_AVAILABLE).map((table) => plainName(table.name)),
    suggestions: catalog.tables.length > 0 ? suggestQuestions(catalog).slice(0, 3) : [],
  };
}
