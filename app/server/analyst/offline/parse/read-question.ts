import { finishPending, finishPendingUnlessEmpty, pushOutput } from "./draft-outputs.ts";
import { type Draft, emptyDraft } from "./draft.ts";
import type { Item, Mention } from "./items.ts";
import { previousIs } from "./looking-back.ts";
import { readFilter } from "./read-filter.ts";
import { readGroups, stepPreposition } from "./read-groups.ts";
import { stepMention } from "./read-mention.ts";
import { readOrder } from "./read-order.ts";
import { readSpecial } from "./read-special.ts";
import { stepFrequent, stepSuperlative, stepTop } from "./read-superlative.ts";
import { readCountComparison, stepAnd, stepAsk, stepNumber, stepUnknown } from "./read-words.ts";
import {
  type Reader,
  bestKind,
  closeNegation,
  isOperator,
  mentionAtReader,
  operatorAt,
  peek,
  plainMeasure,
} from "./reader.ts";
import { isOperatorItem, numberWord, sentences, shareOfWhole } from "./sentences.ts";

function newReader(items: Item[], draft: Draft): Reader {
  return {
    items,
    at: 0,
    draft,
    zone: "outputs",
    connector: "and",
    negated: false,
    negationUsed: false,
    both: false,
    pending: { functions: [], count: false, distinct: false, words: [] },
    lastColumn: null,
    lastTable: null,
    trail: [],
    lead: null,
    readFilter,
  };
}

/**
 * Reads the linked question into a draft: what to show, how to group, filter, order and limit. Sentences after
 * the first either order the result, add conditions, or say which columns to return.
 */
export function readQuestion(items: Item[]): Draft {
  const draft = emptyDraft();
  const all = sentences(items);
  all.forEach((sentence, position) => {
    if (position === 0) {
      readSentence(newReader(sentence, draft));
      return;
    }
    const reader = newReader(sentence, draft);
    if (isOperator(reader, "order") || isOperator(reader, "direction")) {
      readSentence(reader);
      return;
    }
    const before = draft.outputs;
    draft.outputs = [];
    const groupsBefore = draft.groups.length;
    reader.lastTable = draft.tables[0] ?? null;
    readSentence(reader);
    const says = isOperatorItem(sentence[0]) && draft.outputs.length > 0 && groupsBefore === draft.groups.length;
    if (!says) draft.outputs = [...before, ...draft.outputs.filter((output) => !output.entity)];
    else if (
      before.some((output) => output.measure.kind === "count" || output.measure.kind === "aggregate") &&
      !draft.outputs.some((output) => output.measure.kind === "count" || output.measure.kind === "aggregate")
    ) {
      const named = draft.outputs;
      draft.outputs =
        draft.groups.length > 0 && sentence.some((item) => item.kind === "mention")
          ? [
              ...named,
              ...before
                .filter((output) => output.measure.kind === "count" || output.measure.kind === "aggregate")
                .slice(0, numberWord(sentence) ? 1 : 0),
            ]
          : named;
    }
  });
  shareOfWhole(draft);
  return draft;
}

function readSentence(reader: Reader): void {
  const { draft } = reader;
  for (let steps = 0; reader.at < reader.items.length && steps < 400; steps += 1) {
    const before = reader.at;
    step(reader);
    if (reader.at === before) reader.at += 1;
  }
  finishPending(reader);
  closeNegation(reader);
  const paid =
    draft.ask === "how" && draft.outputs.every((output) => output.entity)
      ? reader.trail.findLast((mention) => mention.hint && mention.tables.length > 0)
      : undefined;
  if (paid) {
    draft.outputs = [];
    pushOutput(reader, {
      kind: "aggregate",
      name: "sum",
      mention: paid,
      adjective: null,
      distinct: false,
      words: paid.words,
    });
  }
  if (draft.orders.some((order) => order.measure === null && order.direction === null))
    draft.orders = draft.orders.filter((order) => order.measure !== null || order.direction !== null);
}

function step(reader: Reader): void {
  const item = peek(reader);
  if (!item) return;
  if (item.kind === "unknown") {
    stepUnknown(reader, item.words);
    return;
  }
  if (item.kind === "comma") {
    const next = operatorAt(reader, 1);
    if (next && ["ask", "command", "count", "aggregate", "each", "order"].includes(next.type)) {
      closeNegation(reader);
      reader.zone = "outputs";
    }
    reader.at += 1;
    return;
  }
  if (item.kind === "operator") {
    stepOperator(reader);
    return;
  }
  if (item.kind === "mention") {
    stepMention(reader, item.mention);
    return;
  }
  if (item.kind === "number" && stepNumber(reader, item.value)) return;
  if (readFilter(reader)) return;
  if (item.kind === "number" || item.kind === "literal") reader.draft.unexplained.push(item.words);
  reader.at += 1;
}

function stepOperator(reader: Reader): void {
  const item = peek(reader);
  if (item?.kind !== "operator") return;
  const { draft } = reader;
  const { operator } = item;
  switch (operator.type) {
    case "command":
      if (/^(show|see|view|display)/i.test(item.words) && reader.at === 0) draft.show = true;
      closeNegation(reader);
      reader.zone = "outputs";
      reader.at += 1;
      return;
    case "ask":
      stepAsk(reader, operator.word, item.words.toLowerCase());
      return;
    case "count":
      if (reader.zone === "filters" && previousIs(reader, "with") && !mentionAtReader(reader, 1)) {
        reader.at += 1;
        return;
      }
      if (reader.zone === "filters" && previousIs(reader, "with") && readCountComparison(reader)) return;
      reader.pending.count = true;
      reader.pending.words.push(item.words);
      reader.zone = "outputs";
      reader.at += 1;
      if (isOperator(reader, "distinct")) {
        reader.pending.distinct = true;
        reader.at += 1;
      }
      return;
    case "aggregate":
      if (
        (operator.name === "max" || operator.name === "min") &&
        reader.zone === "filters" &&
        (previousIs(reader, "with") || previousIs(reader, "relative") || previousIs(reader, "and")) &&
        !reader.negated
      ) {
        stepSuperlative(reader, operator.name === "max" ? "desc" : "asc", null);
        return;
      }
      if (isOperator(reader, "count", 1)) {
        draft.averageOfCounts = operator.name === "avg";
        if (operator.name === "sum" || operator.name === "avg") {
          const next = mentionAtReader(reader, 2);
          const measured = next?.columns.some((column) => column.column.isMeasure && column.score >= 0.6) ?? false;
          if (operator.name === "sum" || !measured) {
            reader.at += 1;
            return;
          }
          reader.at += 1;
          draft.averageOfCounts = false;
        }
      }
      // "average total amount": the first says what to do, the second is part of the name.
      if (!(reader.pending.functions.length > 0 && previousIs(reader, "aggregate")))
        reader.pending.functions.push(operator.name);
      reader.pending.words.push(item.words);
      reader.at += 1;
      return;
    case "distinct":
      if (reader.pending.count) reader.pending.distinct = true;
      else if (reader.zone === "outputs") draft.distinct = true;
      reader.at += 1;
      return;
    case "superlative":
      stepSuperlative(reader, operator.direction, operator.adjective);
      return;
    case "frequent":
      stepFrequent(reader, operator.direction);
      return;
    case "top":
      stepTop(reader, operator.direction);
      return;
    case "each":
      readGroups(reader);
      return;
    case "grain":
      draft.groups.push({ mention: null, grain: operator.grain, words: item.words });
      draft.explained += 1;
      reader.at += 1;
      return;
    case "negation":
    case "without":
    case "except":
      if (operator.type === "except") closeNegation(reader);
      if (
        operator.type === "negation" &&
        mentionAtReader(reader, 1) &&
        bestKind(mentionAtReader(reader, 1) as Mention) === "value" &&
        mentionAtReader(reader, 2) &&
        bestKind(mentionAtReader(reader, 2) as Mention) === "table"
      ) {
        // "not paid invoices": the negation reaches the adjective only.
        reader.negated = true;
        reader.at += 1;
        readFilter(reader);
        closeNegation(reader);
        return;
      }
      reader.negated = true;
      if (reader.zone === "outputs" && (draft.outputs.length > 0 || draft.tables.length > 0)) {
        finishPending(reader);
        reader.zone = "filters";
      }
      if (operator.type !== "negation") reader.zone = "filters";
      reader.at += 1;
      return;
    case "both":
      reader.both = true;
      reader.at += 1;
      return;
    case "either":
    case "than":
    case "years-old":
    case "suffix":
    case "named":
      if (operator.type === "named") reader.zone = "filters";
      reader.at += 1;
      return;
    case "or":
      reader.connector = "or";
      reader.at += 1;
      return;
    case "and":
      stepAnd(reader);
      return;
    case "but":
      closeNegation(reader);
      reader.connector = "and";
      reader.zone = "filters";
      reader.at += 1;
      return;
    case "relative":
    case "with":
      if (operator.type === "relative") finishPendingUnlessEmpty(reader);
      if (
        draft.outputs.length > 0 ||
        draft.tables.length > 0 ||
        reader.pending.count ||
        reader.pending.functions.length > 0 ||
        draft.filters.length > 0
      ) {
        reader.zone = "filters";
      }
      reader.at += 1;
      return;
    case "preposition":
      stepPreposition(reader, operator.word);
      return;
    case "order":
      finishPending(reader);
      closeNegation(reader);
      readOrder(reader);
      return;
    case "direction": {
      const last = draft.orders.at(-1);
      if (last) last.direction = operator.direction;
      else
        draft.orders.push({
          measure: reader.lastColumn ? plainMeasure(reader.lastColumn) : null,
          direction: operator.direction,
          words: item.words,
          byLength: false,
        });
      reader.at += 1;
      return;
    }
    case "alphabetical": {
      readOrder(reader);
      return;
    }
    case "growth":
      draft.growth = true;
      reader.at += 1;
      return;
    case "running":
      draft.running = true;
      if (/running|cumul/i.test(item.words)) reader.pending.functions.push("sum");
      reader.at += 1;
      return;
    case "share":
      draft.special ??= { type: "share", top: [], bottom: [], topCount: null, bottomCount: null, words: item.words };
      if (mentionAtReader(reader, 1) && bestKind(mentionAtReader(reader, 1) as Mention) === "table")
        reader.pending.count = true;
      reader.at += 1;
      return;
    case "percentage":
    case "ratio":
    case "difference":
      if (!readSpecial(reader, operator.type, readSentencePart)) reader.at += 1;
      return;
    case "chart":
      draft.chart = operator.chart || draft.chart;
      reader.at += 1;
      return;
    default:
      if (readFilter(reader)) {
        if (reader.draft.outputs.length > 0) reader.zone = "filters";
        return;
      }
      if (operator.type === "compare" || operator.type === "between" || operator.type === "comparative") {
        draft.lost += 2;
        draft.unexplained.push(item.words);
      }
      reader.at += 1;
  }
}

/** Reads on until `stop` says so; for the two sides of a ratio. */
function readSentencePart(reader: Reader, stop: (reader: Reader) => boolean): void {
  for (let steps = 0; reader.at < reader.items.length && steps < 60 && !stop(reader); steps += 1) {
    const before = reader.at;
    step(reader);
    if (reader.at === before) reader.at += 1;
  }
}
