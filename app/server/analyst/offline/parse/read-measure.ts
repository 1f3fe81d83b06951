import type { Measure } from "./draft.ts";
import { bestKind, isOperator, mentionAtReader, operatorAt, peek, plainMeasure, type Reader } from "./reader.ts";

/**
 * Reads what rows are measured by: "number of flights", "average rating", "total amount", "earnings".
 * Moves past it, or returns null and stays.
 */
export function readMeasure(reader: Reader): Measure | null {
  const start = reader.at;
  const words: string[] = [];
  let name: Measure["name"] = null;
  let count = false;
  let distinct = false;
  for (let steps = 0; steps < 8; steps += 1) {
    const operator = operatorAt(reader);
    const item = peek(reader);
    if (!item) break;
    if (operator?.type === "aggregate") name = operator.name;
    else if (operator?.type === "count") count = true;
    else if (operator?.type === "distinct") distinct = true;
    else if (operator?.type === "superlative" && operator.adjective === null && steps > 0) {
      // "by the highest average rating": the direction is read elsewhere.
    } else if (operator?.type === "preposition" && (operator.word === "of" || operator.word === "in") && steps > 0) {
      // "the average of"
    } else break;
    words.push(item.words);
    reader.at += 1;
  }
  const mention = mentionAtReader(reader);
  if (!mention || (bestKind(mention) === "value" && !count) || mention.hint) {
    if (count && words.length > 0)
      return { kind: "count", name: null, mention: null, adjective: null, distinct, words: words.join(" ") };
    reader.at = start;
    return null;
  }
  reader.at += 1;
  reader.draft.explained += 1;
  const text = [...words, mention.words].join(" ");
  if (count) return { kind: "count", name: null, mention, adjective: null, distinct, words: text };
  if (!name && mention.concept && mention.concept !== "count") name = mention.concept;
  if (name) return { kind: "aggregate", name, mention, adjective: null, distinct, words: text };
  if (isOperator(reader, "count")) reader.at += 1;
  return plainMeasure(mention, text);
}
