import { type Reader, isOperator, operatorAt } from "./reader.ts";

export function skipSmall(reader: Reader, from: number): number {
  let offset = from;
  while (
    isOperator(reader, "preposition", offset) &&
    ["of", "in", "at", "to", "as", "for", "on", "from"].includes((operatorAt(reader, offset) as { word: string }).word)
  )
    offset += 1;
  return offset;
}

export function isPreposition(reader: Reader, word: string, offset = 0): boolean {
  const operator = operatorAt(reader, offset);
  return operator?.type === "preposition" && operator.word === word;
}
