import { adjectiveMeasure } from "./adjective-measure.ts";
import { type DraftFilter, type DraftRight, emptyDraft } from "./draft.ts";
import type { Mention } from "./items.ts";
import { readMeasure } from "./read-measure.ts";
import { type Reader, bestKind, isOperator, mentionAtReader, operatorAt, peek } from "./reader.ts";

/** What stands on the right of a comparison, at `offset`; `length` items are used up. */
export function readRight(reader: Reader, offset: number): { right: DraftRight; length: number } | null {
  const item = peek(reader, offset);
  if (!item) return null;
  if (item.kind === "number") return { right: { type: "number", value: item.value }, length: 1 };
  if (item.kind === "date")
    return {
      right: item.range.bareYear ? { type: "date", range: item.range } : { type: "date", range: item.range },
      length: 1,
    };
  if (item.kind === "literal") {
    const number = Number(item.text.replace(/,/g, ""));
    return {
      right:
        item.text.trim() !== "" && Number.isFinite(number)
          ? { type: "number", value: number }
          : { type: "text", text: item.text },
      length: 1,
    };
  }
  if (item.kind === "mention" && bestKind(item.mention) === "value")
    return { right: { type: "mention", mention: item.mention }, length: 1 };
  return null;
}

/** "than the average weight", "than the minimum staff of museums opened after 2010". */
export function readAggregateRight(reader: Reader, left: Mention | null): DraftRight | null {
  const start = reader.at;
  while (
    isOperator(reader, "than") ||
    (isOperator(reader, "preposition") && ["of", "as"].includes((operatorAt(reader) as { word: string }).word))
  )
    reader.at += 1;
  if (isOperator(reader, "compare") && reader.at > start) reader.at += 1;
  const operator = operatorAt(reader);
  if (operator?.type === "aggregate" || (operator?.type === "superlative" && operator.adjective === null)) {
    const name = operator.type === "aggregate" ? operator.name : operator.direction === "desc" ? "max" : "min";
    reader.at += 1;
    if (isOperator(reader, "preposition")) reader.at += 1;
    const mention = mentionAtReader(reader);
    let target: Mention | null = left;
    if (mention && !mention.hint && bestKind(mention) !== "value") {
      reader.at += 1;
      if (mention.columns.length > 0 && (mention.columns[0]?.score ?? 0) >= (mention.tables[0]?.score ?? 0))
        target = mention;
    }
    const filters = readScope(reader);
    return { type: "aggregate", name, mention: target, filters };
  }
  reader.at = start;
  return null;
}

/** "of all museums opened after 2010": conditions that belong to the inner figure. */
function readScope(reader: Reader): DraftFilter[] {
  let offset = 0;
  while (isOperator(reader, "preposition", offset) || isOperator(reader, "each", offset)) offset += 1;
  const mention = mentionAtReader(reader, offset);
  if (!mention || bestKind(mention) !== "table") return [];
  reader.at += offset + 1;
  const inner: Reader = {
    ...reader,
    draft: emptyDraft(),
    zone: "filters",
    negated: false,
    connector: "and",
    both: false,
    lastColumn: null,
    lastTable: mention,
    trail: [mention],
    pending: { functions: [], count: false, distinct: false, words: [] },
  };
  for (let steps = 0; steps < 12; steps += 1) {
    const before = inner.at;
    const current = peek(inner);
    if (
      !current ||
      current.kind === "comma" ||
      isOperator(inner, "order") ||
      isOperator(inner, "and") ||
      isOperator(inner, "each") ||
      isOperator(inner, "ask")
    )
      break;
    if (!inner.readFilter(inner)) inner.at += 1;
    if (inner.at === before) break;
  }
  if (inner.draft.filters.length > 0) reader.at = inner.at;
  return inner.draft.filters;
}

/** "than the car with the largest horsepower": the same column of that one row. */
export function readRowOf(reader: Reader, left: Mention | null): DraftRight | null {
  const start = reader.at;
  while (isOperator(reader, "than")) reader.at += 1;
  const row = mentionAtReader(reader);
  const isRow = row !== null && bestKind(row) !== "value";
  if (isRow) reader.at += 1;
  while (isOperator(reader, "with") || isOperator(reader, "relative")) reader.at += 1;
  const operator = operatorAt(reader);
  if (left && operator?.type === "superlative") {
    reader.at += 1;
    const measure = readMeasure(reader);
    if (measure) return { type: "row-of", direction: operator.direction, measure, filters: [] };
    if (operator.adjective)
      return {
        type: "row-of",
        direction: operator.direction,
        measure: adjectiveMeasure(operator.adjective),
        filters: [],
      };
  }
  reader.at = start;
  return null;
}
