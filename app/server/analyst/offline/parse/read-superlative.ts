import { pushOutput } from "./draft-outputs.ts";
import { previousIs, previousIs2 } from "./looking-back.ts";
import { isFlag, ownsColumn } from "./mention-kinds.ts";
import { adjectiveMeasure } from "./adjective-measure.ts";
import { readFilter } from "./read-filter.ts";
import { readMeasure } from "./read-measure.ts";
import {
  type Reader,
  addFilter,
  bestKind,
  closeNegation,
  isOperator,
  mentionAtReader,
  operatorAt,
  peek,
  plainMeasure,
  remember,
} from "./reader.ts";

export function stepFrequent(reader: Reader, direction: "asc" | "desc"): void {
  const { draft } = reader;
  const words = peek(reader)?.words ?? "";
  reader.at += 1;
  while (isOperator(reader, "preposition")) reader.at += 1;
  const owned = mentionAtReader(reader, 1);
  const leading = mentionAtReader(reader);
  if (leading && owned && bestKind(leading) === "table" && bestKind(owned) === "column" && ownsColumn(leading, owned)) {
    draft.tables.push(leading);
    draft.heads.push(leading);
    reader.at += 1;
  }
  const mention = mentionAtReader(reader);
  const known = draft.outputs.at(-1)?.measure.mention ?? reader.lastTable;
  const target = mention && !mention.hint && bestKind(mention) !== "value" ? mention : known;
  if (target === mention && mention) {
    reader.at += 1;
    remember(reader, mention);
    if (!draft.outputs.some((output) => output.measure.mention === mention))
      pushOutput(reader, plainMeasure(mention), bestKind(mention) === "table");
  }
  if (target) {
    draft.orders.push({
      measure: { kind: "count", name: null, mention: null, adjective: null, distinct: false, words },
      direction,
      words,
      byLength: false,
    });
    draft.groups.push({ mention: target, grain: null, words });
    draft.limit ??= 1;
    draft.explained += 1;
  }
}

export function stepTop(reader: Reader, direction: "asc" | "desc"): void {
  const { draft } = reader;
  const item = peek(reader);
  const words = item?.words ?? "";
  const figure = peek(reader, 1);
  const isTop = /^(top|bottom|leading)$/i.test(words);
  if (figure?.kind === "number" && Number.isInteger(figure.value)) {
    draft.limit = figure.value;
    reader.at += 2;
    draft.explained += 1;
    const next = operatorAt(reader);
    if (next?.type === "superlative" || next?.type === "frequent") return;
    if (next?.type === "good") reader.at += 1;
    draft.orders.push({ measure: null, direction, words: isTop ? words : `${words} `, byLength: false });
    return;
  }
  if (isTop) {
    const mention = mentionAtReader(reader, 1);
    if (mention) {
      draft.orders.push({ measure: null, direction, words, byLength: false });
      draft.limit ??= bestKind(mention) === "table" && /s$/i.test(mention.words) ? 10 : 1;
    }
    reader.at += 1;
    return;
  }
  const mention = mentionAtReader(reader, 1);
  const dated = mention?.columns.find((option) => option.column.isDate || option.column.isYear);
  if (mention && dated && dated.score >= 0.6) {
    reader.pending.functions.push(direction === "desc" ? "min" : "max");
    reader.pending.words.push(words);
  } else if (mention && bestKind(mention) === "table") {
    draft.orders.push({
      measure: adjectiveMeasure("late"),
      direction: direction === "desc" ? "asc" : "desc",
      words,
      byLength: false,
    });
    draft.limit ??= 1;
  }
  reader.at += 1;
}

export function stepSuperlative(reader: Reader, direction: "asc" | "desc", adjective: string | null): void {
  const { draft } = reader;
  const words = peek(reader)?.words ?? "";
  const start = reader.at;
  const direct =
    reader.zone === "outputs" &&
    draft.outputs.length === 0 &&
    draft.tables.length === 0 &&
    draft.ask !== "who" &&
    !previousIs(reader, "with");
  reader.at += 1;
  const figure = peek(reader);
  if (figure?.kind === "number" && Number.isInteger(figure.value) && figure.value < 1000) {
    draft.limit = figure.value;
    reader.at += 1;
  }
  const listed =
    draft.outputs.length > 0 &&
    reader.zone === "outputs" &&
    (previousIs2(reader, start, "and") || reader.items[start - 1]?.kind === "comma");
  if (adjective === null) {
    if (isOperator(reader, "and") && isOperator(reader, "superlative", 1)) {
      // "highest and lowest price"
      const second = operatorAt(reader, 1);
      reader.pending.functions.push(direction === "desc" ? "max" : "min");
      if (second?.type === "superlative") reader.pending.functions.push(second.direction === "desc" ? "max" : "min");
      reader.pending.words.push(words);
      reader.at += 2;
      return;
    }
    const target = mentionAtReader(reader);
    if ((direct || listed) && target && !target.hint && bestKind(target) === "column" && !isOperator(reader, "count")) {
      const asOwnRow = figure?.kind === "number";
      if (!asOwnRow) {
        reader.pending.functions.push(direction === "desc" ? "max" : "min");
        reader.pending.words.push(words);
        return;
      }
    }
    readQualifiers(reader);
    const ranked = mentionAtReader(reader);
    if (
      ranked &&
      bestKind(ranked) === "table" &&
      /^(?:the )?(?:highest|lowest|greatest)$/i.test(words) &&
      draft.outputs.length === 0
    ) {
      draft.orders.push({ measure: adjectiveMeasure("large"), direction, words, byLength: false });
      draft.limit ??= 1;
      return;
    }
    const measure = readMeasure(reader);
    if (measure) {
      if (measure.mention) remember(reader, measure.mention);
      const existing = draft.orders.find((order) => order.measure === null);
      if (existing && /^(top|bottom|leading)/i.test(existing.words)) {
        existing.measure = measure;
        if (direction === "asc") existing.direction = "asc";
      } else draft.orders.push({ measure, direction, words: `${words} ${measure.words}`, byLength: false });
      draft.limit ??= 1;
      if (
        measure.mention &&
        bestKind(measure.mention) === "table" &&
        draft.outputs.length === 0 &&
        draft.tables.length === 0
      ) {
        draft.tables.push(measure.mention);
      }
      return;
    }
    reader.at = start + 1;
    draft.unexplained.push(words);
    return;
  }
  const mention = mentionAtReader(reader);
  if (
    mention &&
    !mention.hint &&
    bestKind(mention) === "column" &&
    mention.columns[0] &&
    mention.columns[0].score >= 0.6
  ) {
    const [option] = mention.columns;
    const measurable = option.column.isMeasure || option.column.isDate || option.column.isYear;
    if (measurable && (direct || listed)) {
      reader.pending.functions.push(direction === "desc" ? "max" : "min");
      reader.pending.words.push(words);
      return;
    }
    if (measurable) {
      reader.at += 1;
      remember(reader, mention);
      if (previousIs2(reader, start, "preposition") && (option.column.isYear || option.column.isDate)) {
        addFilter(reader, { type: "extreme", column: mention, direction }, `${words} ${mention.words}`);
        return;
      }
      draft.orders.push({
        measure: plainMeasure(mention),
        direction,
        words: `${words} ${mention.words}`,
        byLength: false,
      });
      draft.limit ??= 1;
      return;
    }
  }
  const existing = draft.orders.find((order) => order.measure === null && /^(top|bottom|leading)/i.test(order.words));
  if (existing) {
    existing.measure = adjectiveMeasure(adjective);
    existing.direction = direction;
  } else draft.orders.push({ measure: adjectiveMeasure(adjective), direction, words, byLength: false });
  draft.limit ??= 1;
  draft.explained += 1;
}

/** "the most overdue invoices", "the highest unpaid amount": conditions between a superlative and what it measures. */
function readQualifiers(reader: Reader): void {
  for (let steps = 0; steps < 3; steps += 1) {
    const negated = isOperator(reader, "negation");
    const mention = mentionAtReader(reader, negated ? 1 : 0);
    const noun = mentionAtReader(reader, negated ? 2 : 1);
    if (!mention || !noun || noun.hint || bestKind(noun) === "value") return;
    if (bestKind(mention) === "value") {
      if (negated) {
        reader.negated = true;
        reader.at += 1;
      }
      if (!readFilter(reader)) return;
      closeNegation(reader);
    } else if (isFlag(mention)) {
      addFilter(reader, { type: "flag", mention }, mention.words);
      reader.at += 1;
    } else return;
  }
}
