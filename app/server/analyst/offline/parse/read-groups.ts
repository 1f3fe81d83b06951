import { finishPending } from "./draft-outputs.ts";
import { readMeasure } from "./read-measure.ts";
import { type Reader, bestKind, isOperator, mentionAtReader, operatorAt, peek, remember } from "./reader.ts";

export function stepPreposition(reader: Reader, word: string): void {
  const { draft } = reader;
  const next = mentionAtReader(reader, 1);
  const before = reader.items[reader.at - 1];
  const agent =
    before !== undefined && before.kind !== "operator" && /(?:ed|en|wn|made|sold|paid)$/i.test(before.words);
  if (
    word === "by" &&
    !agent &&
    next &&
    reader.zone === "outputs" &&
    !next.hint &&
    bestKind(next) !== "value" &&
    (draft.outputs.some(
      (output) => output.measure.kind !== "column" || output.measure.mention?.columns[0]?.column.isMeasure === true,
    ) ||
      reader.pending.count ||
      reader.pending.functions.length > 0 ||
      draft.orders.some((order) => order.measure === null))
  ) {
    const top = draft.orders.find((order) => order.measure === null);
    const after = peek(reader, 2);
    const value = after?.kind === "literal" || (after?.kind === "mention" && bestKind(after.mention) === "value");
    if (top) {
      reader.at += 1;
      top.measure = readMeasure(reader);
      return;
    }
    if (!value) {
      if (reader.lastTable && (reader.pending.count || reader.pending.functions.length > 0)) finishPending(reader);
      readGroups(reader);
      return;
    }
  }
  if (word === "by") {
    const top = draft.orders.find((order) => order.measure === null && order.words !== "order");
    const nextOperator = operatorAt(reader, 1);
    if (
      top &&
      (next ||
        nextOperator?.type === "count" ||
        nextOperator?.type === "aggregate" ||
        nextOperator?.type === "superlative")
    ) {
      reader.at += 1;
      if (isOperator(reader, "superlative") || isOperator(reader, "direction")) {
        const inner = operatorAt(reader);
        if (inner?.type === "superlative") top.direction = inner.direction;
        reader.at += 1;
      }
      top.measure = readMeasure(reader);
      return;
    }
  }
  reader.at += 1;
}

/** The keys after "for each", "per", "by". */
export function readGroups(reader: Reader): void {
  const { draft } = reader;
  const words = peek(reader)?.words ?? "";
  reader.at += 1;
  let any = false;
  for (;;) {
    while (
      isOperator(reader, "distinct") ||
      isOperator(reader, "preposition") ||
      (isOperator(reader, "count") && any === false && mentionAtReader(reader, 1))
    )
      reader.at += 1;
    const grain = operatorAt(reader);
    if (grain?.type === "grain") {
      draft.groups.push({ mention: null, grain: grain.grain, words: peek(reader)?.words ?? "" });
      reader.at += 1;
      any = true;
    } else {
      const mention = mentionAtReader(reader);
      if (!mention || bestKind(mention) === "value" || mention.hint) {
        const unit = peek(reader);
        if (unit?.kind === "unknown" && /^(day|week|month|quarter|year|weekday|hour)s?$/i.test(unit.words)) {
          draft.groups.push({
            mention: null,
            grain: unit.words.toLowerCase().replace(/s$/, "") as "day",
            words: unit.words,
          });
          reader.at += 1;
          any = true;
        }
        break;
      }
      // "each student's age": a possessive owner, then the column.
      const owned = mention.possessive ? mentionAtReader(reader, 1) : null;
      if (owned && bestKind(owned) === "column") {
        draft.tables.push(mention);
        remember(reader, mention);
        reader.at += 1;
        continue;
      }
      const bare = mention.words.toLowerCase();
      const unit = /^(day|week|month|quarter|year|weekday|hour)s?$/.exec(bare)?.[1];
      if (unit && mention.columns.every((column) => column.score < 0.99))
        draft.groups.push({ mention: null, grain: unit as "day", words: bare });
      else {
        draft.groups.push({ mention, grain: null, words: `${words} ${mention.words}` });
        if (mention.tables.length > 0 && bestKind(mention) === "table") {
          draft.tables.push(mention);
          reader.lastTable = mention;
        }
        remember(reader, mention);
      }
      draft.explained += 1;
      reader.at += 1;
      any = true;
    }
    if (isOperator(reader, "and") && groupFollows(reader, 1)) {
      reader.at += 1;
      continue;
    }
    if (peek(reader)?.kind === "comma" && groupFollows(reader, 1) && isOperator(reader, "and", 2)) {
      reader.at += 1;
      continue;
    }
    break;
  }
  if (reader.pending.count || reader.pending.functions.length > 0) {
    if (reader.lastTable && draft.outputs.length === 0 && reader.at >= reader.items.length) return;
  }
}

function groupFollows(reader: Reader, offset: number): boolean {
  if (isOperator(reader, "grain", offset)) return true;
  const mention = mentionAtReader(reader, offset);
  if (mention === null || mention.hint || bestKind(mention) !== "column") return false;
  const after = peek(reader, offset + 1);
  return (
    after === null ||
    after.kind === "comma" ||
    after.kind === "stop-sign" ||
    isOperator(reader, "order", offset + 1) ||
    isOperator(reader, "with", offset + 1) ||
    isOperator(reader, "preposition", offset + 1)
  );
}
