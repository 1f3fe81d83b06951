import { COMMON_WORDS } from "#app/server/analyst/offline/language/common-words.ts";
import type { DraftOutput, Measure } from "./draft.ts";
import { emptyDraft, type Draft } from "./draft.ts";
import type { Item, Mention } from "./items.ts";
import { adjectiveMeasure, readFilter } from "./read-filter.ts";
import { readMeasure } from "./read-measure.ts";
import { readOrder } from "./read-order.ts";
import {
  addFilter,
  bestKind,
  closeNegation,
  isOperator,
  mentionAtReader,
  OPEN,
  operatorAt,
  peek,
  plainMeasure,
  remember,
  type Reader,
} from "./reader.ts";
import { readSpecial } from "./read-special.ts";

const SENTENCE_END = new Set([".", "?", "!", ";"]);

/** Items without the small words that carry no meaning here, cut into sentences. */
function sentences(items: Item[]): Item[][] {
  const result: Item[][] = [[]];
  for (let at = 0; at < items.length; at += 1) {
    const item = items[at] as Item;
    const inside = items[at + 1];
    // "miles per gallon (mpg)": the same thing said again.
    if (
      item.words === "(" &&
      inside?.kind === "mention" &&
      bestKind(inside.mention) !== "value" &&
      items[at + 2]?.words === ")"
    ) {
      at += 2;
      continue;
    }
    if (item.kind === "stop-sign") {
      if (SENTENCE_END.has(item.words)) result.push([]);
      continue;
    }
    if (item.kind === "operator" && (item.operator.type === "stop" || item.operator.type === "copula")) continue;
    result.at(-1)?.push(item);
  }
  return result.filter((sentence) => sentence.length > 0);
}

/** "what share of invoices is overdue": a part of a whole, where nothing is grouped. */
function shareOfWhole(draft: Draft): void {
  const { special } = draft;
  if (special?.type !== "share" || draft.groups.length > 0 || draft.filters.length === 0) return;
  const counted = draft.outputs.find((output) => output.measure.kind === "count" || output.entity)?.measure.mention ?? draft.heads[0] ?? null;
  draft.special = { ...special, type: "percentage", top: draft.filters, bottom: [], topCount: counted, bottomCount: counted };
  draft.filters = [];
  draft.outputs = [];
}

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

function numberWord(sentence: Item[]): boolean {
  return sentence.some(
    (item) =>
      (item.kind === "unknown" && /^(number|count|numbers|counts|total)$/i.test(item.words)) ||
      (item.kind === "mention" && /\b(number|count)\b/i.test(item.words)),
  );
}

function isOperatorItem(item: Item | undefined): boolean {
  return item?.kind === "operator" && (item.operator.type === "command" || item.operator.type === "ask");
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
  const paid = draft.ask === "how" && draft.outputs.every((output) => output.entity) ? reader.trail.findLast((mention) => mention.hint && mention.tables.length > 0) : undefined;
  if (paid) {
    draft.outputs = [];
    pushOutput(reader, { kind: "aggregate", name: "sum", mention: paid, adjective: null, distinct: false, words: paid.words });
  }
  if (draft.orders.some((order) => order.measure === null && order.direction === null))
    draft.orders = draft.orders.filter((order) => order.measure !== null || order.direction !== null);
}

/** An aggregate or count that never met its object counts or measures the thing asked about. */
function finishPending(reader: Reader): void {
  const { pending } = reader;
  if (pending.count)
    pushOutput(reader, {
      kind: "count",
      name: null,
      mention: reader.lastTable,
      adjective: null,
      distinct: pending.distinct,
      words: pending.words.join(" "),
    });
  else
    for (const name of reader.draft.outputs.length > 0 ? [] : pending.functions)
      if (reader.lastColumn ?? reader.lastTable)
        pushOutput(reader, {
          kind: "aggregate",
          name,
          mention: reader.lastColumn ?? reader.lastTable,
          adjective: null,
          distinct: false,
          words: pending.words.join(" "),
        });
  clearPending(reader);
}

/** Whose column was just read: "names of the teachers", "each teacher, list its name", "the teacher's name". */
function findOwner(reader: Reader): Mention | null {
  const before = mentionAtReader(reader, -2);
  if (before && !before.hint && bestKind(before) === "table") return before;
  let offset = 0;
  for (let steps = 0; steps < 14; steps += 1) {
    const item = peek(reader, offset);
    if (!item) break;
    if (item.kind === "comma" || (item.kind === "mention" && bestKind(item.mention) === "column" && !item.mention.hint))
      offset += 1;
    else if (
      item.kind === "operator" &&
      (item.operator.type === "and" || item.operator.type === "distinct" || item.operator.type === "aggregate")
    )
      offset += 1;
    else if (item.kind === "operator" && (item.operator.type === "preposition" || (item.operator.type === "each" && /^(?:of|each)/i.test(item.words)))) {
      const next =
        isOperator(reader, "each", offset + 1) ||
        isOperator(reader, "distinct", offset + 1) ||
        isOperator(reader, "frequent", offset + 1) ||
        isOperator(reader, "superlative", offset + 1) ||
        isOperator(reader, "preposition", offset + 1)
          ? mentionAtReader(reader, offset + 2)
          : (mentionAtReader(reader, offset + 1) ??
            (peek(reader, offset + 1)?.kind === "number" ? mentionAtReader(reader, offset + 2) : null));
      if (next && bestKind(next) === "value") {
        let last: Mention | null = null;
        for (let at = offset + 2; at < offset + 5; at += 1) {
          const after = mentionAtReader(reader, at);
          if (after && bestKind(after) === "table") last = after;
          else if (!after || bestKind(after) === "column" && !last) break;
        }
        return last;
      }
      if (
        next &&
        !next.hint &&
        next.tables.length > 0 &&
        (bestKind(next) === "table" || (next.tables[0]?.score ?? 0) >= 0.75)
      )
        return next;
      break;
    } else if (item.kind === "mention" && item.mention.hint) offset += 1;
    else break;
  }
  const group = reader.draft.groups.findLast((each) => each.mention && bestKind(each.mention) === "table");
  return group?.mention ?? (reader.draft.outputs.length > 0 || reader.draft.heads.length > 0 ? reader.lastTable : null);
}

function clearPending(reader: Reader): void {
  reader.pending = { functions: [], count: false, distinct: false, words: [] };
}

function pushOutput(reader: Reader, measure: Measure, entity = false): void {
  const near = reader.trail.at(-1) ?? null;
  reader.draft.outputs.push({ measure, entity, near, owner: entity ? null : findOwner(reader) } satisfies DraftOutput);
  reader.draft.explained += 1;
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

function isVerb(word: string): boolean {
  return /(?:ed|ing)$/i.test(word);
}

/** A word that names nothing here; "age" may still be worked out from a birth date. */
function stepUnknown(reader: Reader, word: string): void {
  const { draft, pending } = reader;
  reader.at += 1;
  if (/^ages?$/i.test(word)) {
    const { functions, words } = pending;
    if (functions.length > 0)
      for (const name of functions)
        pushOutput(reader, {
          kind: "aggregate",
          name,
          mention: null,
          adjective: "old",
          distinct: false,
          words: [...words, word].join(" "),
        });
    else if (reader.zone === "outputs") pushOutput(reader, adjectiveMeasure("old"));
    clearPending(reader);
    return;
  }
  draft.unexplained.push(word);
  const common = COMMON_WORDS.has(word.toLowerCase());
  const before = reader.items[reader.at - 2];
  const after = peek(reader);
  const governed = before?.kind === "number" || (before?.kind === "operator" && ["count", "aggregate", "superlative", "each", "compare", "with", "frequent", "without", "negation"].includes(before.operator.type));
  const governs = after?.kind === "literal" || (after?.kind === "mention" && after.mention.quoted) || (after?.kind === "operator" && ["compare", "between", "named", "like"].includes(after.operator.type));
  const modifies = after?.kind === "mention" && bestKind(after.mention) === "table" && !after.mention.hint;
  if (!common && (governed || governs || modifies) && !isVerb(word)) draft.lost += 1;
  const asked =
    reader.zone === "outputs" &&
    draft.outputs.length === 0 &&
    draft.heads.length === 0 &&
    !COMMON_WORDS.has(word.toLowerCase());
  const follows = mentionAtReader(reader) === null;
  if (asked && follows) draft.headUnknown = true;
  if (pending.functions.length > 0 && follows) draft.headUnknown = true;
}

function stepNumber(reader: Reader, value: number): boolean {
  const next = operatorAt(reader, 1);
  if (next?.type === "superlative" || next?.type === "frequent" || next?.type === "top") {
    reader.draft.limit = value;
    reader.at += 1;
    return true;
  }
  const mention = mentionAtReader(reader, 1);
  if (
    reader.zone === "outputs" &&
    reader.draft.outputs.length === 0 &&
    mention &&
    bestKind(mention) === "table" &&
    Number.isInteger(value) &&
    value > 0 &&
    reader.at <= 2 &&
    !reader.pending.count
  ) {
    reader.draft.limit = value;
    reader.at += 1;
    return true;
  }
  return false;
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
      if (!(reader.pending.functions.length > 0 && previousIs(reader, "aggregate"))) reader.pending.functions.push(operator.name);
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
      if (operator.type === "negation" && mentionAtReader(reader, 1) && bestKind(mentionAtReader(reader, 1) as Mention) === "value" && mentionAtReader(reader, 2) && bestKind(mentionAtReader(reader, 2) as Mention) === "table") {
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
      if (mentionAtReader(reader, 1) && bestKind(mentionAtReader(reader, 1) as Mention) === "table") reader.pending.count = true;
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

function previousIs(reader: Reader, type: string): boolean {
  const operator = operatorAt(reader, -1);
  return operator?.type === type;
}

function finishPendingUnlessEmpty(reader: Reader): void {
  if (
    (reader.pending.count || reader.pending.functions.length > 0) &&
    reader.lastTable &&
    reader.pending.functions.length === 0
  )
    finishPending(reader);
}

/** "with a number of flights above 3" */
function readCountComparison(reader: Reader): boolean {
  const mention = mentionAtReader(reader, 1);
  const compare = operatorAt(reader, 2);
  const figure = peek(reader, 3);
  if (!mention || compare?.type !== "compare" || figure?.kind !== "number") return false;
  reader.at += 4;
  addFilter(
    reader,
    { type: "having", mention, operator: compare.operator, count: figure.value, high: null, distinct: false },
    mention.words,
  );
  return true;
}

function stepAsk(reader: Reader, word: string, words: string): void {
  const { draft } = reader;
  const first =
    reader.at === 0 ||
    (reader.draft.outputs.length === 0 &&
      reader.draft.tables.length === 0 &&
      reader.draft.filters.length === 0 &&
      !reader.pending.count);
  const joined = previousIs(reader, "and") || reader.items[reader.at - 1]?.kind === "comma";
  if (
    !first &&
    !joined &&
    (word === "who" || word === "where" || word === "which" || word === "whose" || word === "when")
  ) {
    finishPendingUnlessEmpty(reader);
    reader.zone = "filters";
    reader.at += 1;
    return;
  }
  if (!first) {
    finishPending(reader);
    closeNegation(reader);
  }
  reader.zone = "outputs";
  reader.at += 1;
  const adjective = {
    "how old": "old",
    "how tall": "tall",
    "how heavy": "heavy",
    "how big": "large",
    "how large": "large",
    "how high": "high",
    "how far": "far",
    "how long": "long",
  }[words];
  if (words === "how much" && first) draft.ask = "how";
  if (adjective) pushOutput(reader, adjectiveMeasure(adjective));
  else if (word === "when" || word === "where") {
    if (first) draft.ask = word;
    else
      pushOutput(reader, {
        kind: "adjective",
        name: null,
        mention: null,
        adjective: word,
        distinct: false,
        words: word,
      });
  } else if (word === "who") {
    draft.ask = "who";
    const next = mentionAtReader(reader);
    if (next && bestKind(next) !== "table" && (next.hint || /(?:ed|s|made|sold|spent|paid)$/i.test(next.words)) && !isOperator(reader, "superlative")) {
      remember(reader, next);
      reader.at += 1;
      reader.zone = "filters";
    }
  }
}

function stepAnd(reader: Reader): void {
  const next = operatorAt(reader, 1);
  const { draft } = reader;
  if (
    next &&
    ["ask", "command", "count", "aggregate", "each"].includes(next.type) &&
    !(next.type === "ask" && ["who", "whose", "where"].includes((next as { word: string }).word))
  ) {
    const verbOfHaving = next.type === "count" || next.type === "aggregate";
    closeNegation(reader);
    if (!verbOfHaving || reader.zone !== "outputs") {
      finishPending(reader);
      reader.zone = "outputs";
    }
  } else if (reader.negated && draft.filters.at(-1)?.words === OPEN) {
    const following = mentionAtReader(reader, 1);
    const same = following !== null && bestKind(following) === "value";
    if (!same || next) closeNegation(reader);
  }
  reader.connector = "and";
  reader.at += 1;
}

function stepPreposition(reader: Reader, word: string): void {
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
    (draft.outputs.some((output) => output.measure.kind !== "column" || output.measure.mention?.columns[0]?.column.isMeasure === true) ||
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
function readGroups(reader: Reader): void {
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

function stepFrequent(reader: Reader, direction: "asc" | "desc"): void {
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

function stepTop(reader: Reader, direction: "asc" | "desc"): void {
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

function stepSuperlative(reader: Reader, direction: "asc" | "desc", adjective: string | null): void {
  const { draft } = reader;
  const words = peek(reader)?.words ?? "";
  const start = reader.at;
  const direct =
    reader.zone === "outputs" && draft.outputs.length === 0 && draft.tables.length === 0 && draft.ask !== "who" && !previousIs(reader, "with");
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
    if (ranked && bestKind(ranked) === "table" && /^(?:the )?(?:highest|lowest|greatest)$/i.test(words) && draft.outputs.length === 0) {
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

function previousIs2(reader: Reader, at: number, type: string): boolean {
  const item = reader.items[at - 1];
  return item?.kind === "operator" && item.operator.type === type;
}

function stepMention(reader: Reader, mention: Mention): void {
  const { draft } = reader;
  const kind = bestKind(mention);
  const dated = mention.columns.find((option) => option.column.isDate && option.column.column.nullable && option.score >= 0.45);
  if (reader.negated && dated && kind === "column" && /(?:ed|en|t)$/i.test(mention.words) && !readsAsFilter(reader, mention)) {
    // "not yet approved": the date of it is missing.
    reader.negated = false;
    reader.negationUsed = true;
    addFilter(reader, { type: "null", column: { ...mention, columns: [dated] }, present: false }, `not ${mention.words}`);
    reader.at += 1;
    return;
  }
  const previous = reader.items[reader.at - 1];
  const participle = kind === "column" && /(?:ed|ing|made|sold|written)$/i.test(mention.words) && reader.zone === "outputs" && previous?.kind === "mention" && !readsAsFilter(reader, mention);
  if (mention.hint || participle) {
    remember(reader, mention);
    reader.at += 1;
    return;
  }
  const next = mentionAtReader(reader, 1);
  // "the students' first names": an owner before its column.
  if (kind === "value" || !(kind === "table" && (mention.possessive || next !== null))) {
    if (readFilter(reader)) return;
  } else if (
    kind === "table" &&
    mention.columns.length > 0 &&
    (mention.columns[0]?.score ?? 0) >= 0.95 &&
    next &&
    bestKind(next) === "value" &&
    readFilter(reader)
  )
    return;
  if (kind === "value") {
    reader.at += 1;
    draft.unexplained.push(mention.words);
    return;
  }
  draft.explained += 1;
  if (kind === "table") {
    stepTable(reader, mention);
    return;
  }
  stepColumn(reader, mention);
}

/** A participle that a value or comparison follows is a column after all ("directed by Ben Jones"). */
function readsAsFilter(reader: Reader, mention: Mention): boolean {
  const next = peek(reader, 1);
  const following = next?.kind === "operator" && next.operator.type === "preposition" ? peek(reader, 2) : next;
  if (following?.kind === "literal" || following?.kind === "date" || following?.kind === "number") return true;
  if (following?.kind === "operator") return ["compare", "between", "like", "negation"].includes(following.operator.type);
  return following?.kind === "mention" && bestKind(following.mention) === "value" && following.mention.values.some((value) => mention.columns.some((option) => option.column === value.column));
}

function stepTable(reader: Reader, mention: Mention): void {
  const { draft, pending } = reader;
  const next = mentionAtReader(reader, 1);
  const owner =
    mention.possessive ||
    (next !== null &&
      !next.hint &&
      bestKind(next) === "column" &&
      reader.zone === "outputs" &&
      ownsColumn(mention, next));
  const prior = reader.items[reader.at - 1];
  const preposition = prior?.kind === "operator" && prior.operator.type === "preposition" ? prior.operator.word : null;
  if (
    pending.functions.length > 0 &&
    next &&
    /^(amounts?|values?|revenues?|totals?|prices?|volumes?|figures?)$/i.test(next.words)
  )
    reader.items.splice(reader.at + 1, 1);
  draft.tables.push(mention);
  if (reader.zone === "outputs") draft.heads.push(mention);
  reader.lastTable = mention;
  reader.at += 1;
  if (owner) {
    remember(reader, mention);
    return;
  }
  if (reader.zone === "outputs") {
    const counted =
      pending.count && !(preposition && ["in", "for", "from", "among", "within", "at", "on"].includes(preposition));
    if (counted) {
      const { words } = pending;
      const { distinct } = pending;
      clearPending(reader);
      pushOutput(reader, {
        kind: "count",
        name: null,
        mention,
        adjective: null,
        distinct,
        words: [...words, mention.words].join(" "),
      });
    } else if (pending.functions.length > 0 && preposition === null) {
      const { functions, words } = pending;
      clearPending(reader);
      for (const name of functions)
        pushOutput(reader, {
          kind: "aggregate",
          name,
          mention,
          adjective: null,
          distinct: false,
          words: [...words, mention.words].join(" "),
        });
    } else if (pending.count && preposition) {
      // "the number of ... in each museum": wait for what is counted.
    } else if (
      preposition === null &&
      (draft.outputs.length === 0 || joinedByAnd(reader)) &&
      !(draft.orders.length > 0 && draft.outputs.length > 0)
    ) {
      pushOutput(reader, plainMeasure(mention), true);
    }
  } else addFilter(reader, { type: "exists", mention }, mention.words);
  remember(reader, mention);
}

function ownsColumn(table: Mention, column: Mention): boolean {
  return table.tables.some((option) =>
    column.columns.some(
      (candidate) =>
        candidate.column.table === option.table && candidate.score >= (column.columns[0]?.score ?? 0) - 0.1,
    ),
  );
}

function joinedByAnd(reader: Reader): boolean {
  const before = reader.items[reader.at - 2];
  return (
    before?.kind === "comma" ||
    (before?.kind === "operator" && (before.operator.type === "and" || before.operator.type === "ask"))
  );
}

/** A column that says yes or no, standing before what it describes ("open businesses"). */
function isFlag(mention: Mention): boolean {
  return mention.columns[0]?.column.isFlag === true && mention.columns[0].score >= 0.6;
}

function stepColumn(reader: Reader, mention: Mention): void {
  const { draft, pending } = reader;
  const following = mentionAtReader(reader, 1);
  const alone = reader.draft.outputs.length === 0 && following === null && peek(reader, 1)?.kind !== "operator";
  if (isFlag(mention) && (alone || reader.zone === "filters" || (following !== null && bestKind(following) === "table"))) {
    reader.at += 1;
    addFilter(reader, { type: "flag", mention }, mention.words);
    return;
  }
  reader.at += 1;
  const prior = reader.items[reader.at - 2];
  const attached =
    prior?.kind === "operator" &&
    prior.operator.type === "preposition" &&
    ["of", "for", "among", "from", "in"].includes(prior.operator.word);
  if (
    reader.zone === "outputs" &&
    attached &&
    draft.outputs.length > 0 &&
    !pending.count &&
    pending.functions.length === 0
  ) {
    reader.lastColumn = mention;
    remember(reader, mention);
    return;
  }
  if (reader.zone === "outputs") {
    if (pending.count) {
      const { words, distinct } = pending;
      clearPending(reader);
      pushOutput(reader, {
        kind: "count",
        name: null,
        mention,
        adjective: null,
        distinct,
        words: [...words, mention.words].join(" "),
      });
      const another = isOperator(reader, "and") ? mentionAtReader(reader, 1) : null;
      if (distinct && another && bestKind(another) === "column" && !another.hint) reader.pending = { functions: [], count: true, distinct, words };
    } else if (pending.functions.length > 0) {
      const { functions, words } = pending;
      const more = isOperator(reader, "and") && mentionAtReader(reader, 1);
      const following = more ? (mentionAtReader(reader, 1) as Mention) : null;
      clearPending(reader);
      for (const name of functions)
        pushOutput(reader, {
          kind: "aggregate",
          name,
          mention,
          adjective: null,
          distinct: false,
          words: [...words, mention.words].join(" "),
        });
      // "average age and weight": the same aggregate again.
      if (following && bestKind(following) === "column" && following.columns[0]?.column.isMeasure && !following.hint)
        reader.pending = { functions, count: false, distinct: false, words };
    } else if (mention.concept && mention.concept !== "count") pushOutput(reader, { kind: "aggregate", name: mention.concept, mention, adjective: null, distinct: false, words: mention.words });
    else pushOutput(reader, plainMeasure(mention));
    reader.lastColumn = null;
  } else {
    const before = reader.items[reader.at - 2];
    const after = peek(reader);
    const isLast = after === null || after.kind === "comma";
    if (
      before?.kind === "operator" &&
      before.operator.type === "and" &&
      isLast &&
      draft.filters.length > 0 &&
      !/^(has|have)/i.test(before.words)
    ) {
      pushOutput(reader, plainMeasure(mention));
    } else if (
      before?.kind === "operator" &&
      (before.operator.type === "with" || before.operator.type === "negation" || before.operator.type === "without")
    ) {
      addFilter(reader, { type: "flag", mention }, mention.words);
    }
    reader.lastColumn = mention;
  }
  remember(reader, mention);
}
