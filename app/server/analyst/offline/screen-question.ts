import type { RefusalReason } from "#app/shared/analyst.ts";
import type { Token } from "./language/tokenise.ts";
import { STOP_WORDS } from "./language/operators.ts";

const MAX_LENGTH = 2_000;
const WRITE =
  /^(?:please |can you |could you |i want to |now )*(?:delete|drop|remove|truncate|insert|update|alter|create (?:a |an |the )?(?:new )?(?:table|user|row|record|index|view|database)|grant|revoke|add (?:a|an) new|set (?:the )?\w+ (?:of|to|=)|change (?:the|all)|erase|wipe|rename)\b/i;
const SQL =
  /^\s*(?:select\s+[\s\S]+\sfrom\s|with\s+\w+\s+as\s*\(|insert\s+into\s|update\s+\w+\s+set\s|delete\s+from\s|drop\s+(?:table|schema|database)|alter\s+table|create\s+table|explain\s+select|copy\s+\w+\s+(?:from|to)\s)/i;
const INJECTION =
  /ignore (?:all |any )?(?:the |your )?(?:previous|prior|above) (?:instructions|prompts?|rules)|disregard (?:all |the )?(?:previous|above)|you are now|system prompt|reveal (?:your|the) (?:prompt|instructions|api key)|act as (?:a|an) |jailbreak/i;
const OTHER_LANGUAGE = new Set(
  "der die das und ist wie viele welche zeige mir alle nicht mit für von wieviele les des une est combien quels quelle donne moi tous avec pour dans el los las una cuántos cuantos cuál cual muestra todos con para por qué que il gli quanti quale mostra tutti per della quantos quais mostre todas com hoeveel welke toon alle van het een zijn".split(
    " ",
  ),
);
const ENGLISH = new Set(
  "the of is are what which who how many show list find for with and in all give me by each to from that have has does do it".split(
    " ",
  ),
);

/** What can be said about a question before looking at the data; null where it may be read. */
export function screenQuestion(question: string, tokens: Token[], inConversation = false): RefusalReason | null {
  if (tokens.length === 0) return "not_a_question";
  if (question.length > MAX_LENGTH) return "not_a_question";
  if (SQL.test(question)) return WRITE.test(question) ? "write_request" : "unsupported_question";
  if (INJECTION.test(question)) return "not_about_data";
  if (WRITE.test(question)) return "write_request";
  const words = tokens.filter((token) => token.kind === "word");
  const letters = question.match(/\p{L}/gu)?.length ?? 0;
  const latin = question.match(/\p{Script=Latin}/gu)?.length ?? 0;
  if (letters > 3 && latin < letters * 0.6) return "unsupported_language";
  if (words.length === 0 && !tokens.some((token) => token.kind === "quoted")) return "not_a_question";
  const foreign = words.filter((token) => OTHER_LANGUAGE.has(token.lower)).length;
  const english = words.filter((token) => ENGLISH.has(token.lower)).length;
  if (foreign >= 2 && foreign > english) return "unsupported_language";
  if (
    !inConversation &&
    words.every((token) => STOP_WORDS.has(token.lower)) &&
    !tokens.some((token) => token.kind === "quoted" || token.kind === "number")
  )
    return "not_a_question";
  return null;
}
