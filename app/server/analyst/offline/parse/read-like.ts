import type { Mention } from "./items.ts";
import { isPreposition } from "./prepositions.ts";
import { type Reader, addFilter, bestKind, isOperator, mentionAtReader, peek } from "./reader.ts";

export function readLike(reader: Reader, column: Mention | null, words: () => string): boolean {
  const item = peek(reader);
  if (item?.kind !== "operator" || item.operator.type !== "like") return false;
  const { mode } = item.operator;
  const texts: string[] = [];
  let offset = 1;
  while (isOperator(reader, "like", offset) || isOperator(reader, "preposition", offset)) offset += 1;
  for (;;) {
    const next = peek(reader, offset);
    if (next?.kind === "literal") texts.push(next.text.trim());
    else if (
      next?.kind === "mention" &&
      (next.mention.quoted || (bestKind(next.mention) === "value" && column !== null))
    )
      texts.push(next.words.trim());
    else if (
      (next?.kind === "unknown" || (next?.kind === "operator" && next.operator.type === "stop")) &&
      next.words.length <= 3 &&
      texts.length === 0
    )
      texts.push(next.words);
    else break;
    offset += 1;
    if (
      isOperator(reader, "or", offset) &&
      (peek(reader, offset + 1)?.kind === "literal" || mentionAtReader(reader, offset + 1)?.quoted)
    )
      offset += 1;
    else break;
  }
  if (texts.length === 0) return false;
  reader.at += offset;
  let target = column;
  // "contain the letter w in their description"
  if (isPreposition(reader, "in")) {
    const after = mentionAtReader(reader, 1);
    if (after && after.columns.length > 0 && bestKind(after) === "column") {
      target = after;
      reader.at += 2;
    }
  }
  addFilter(reader, { type: "like", column: target, mode, texts }, words());
  reader.lastColumn = null;
  return true;
}
