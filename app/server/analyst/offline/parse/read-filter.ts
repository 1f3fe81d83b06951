import { adjectiveSense, type CompareOperator, type Grain } from "#app/server/analyst/offline/language/operators.ts";
import type { DraftFilter, DraftRight, Measure } from "./draft.ts";
import { emptyDraft } from "./draft.ts";
import type { Mention } from "./items.ts";
import {
  addFilter,
  bestKind,
  isOperator,
  mentionAtReader,
  operatorAt,
  peek,
  plainMeasure,
  remember,
  type Reader,
} from "./reader.ts";
import { readMeasure } from "./read-measure.ts";

function skipSmall(reader: Reader, from: number): number {
  let offset = from;
  while (
    isOperator(reader, "preposition", offset) &&
    ["of", "in", "at", "to", "as", "for", "on", "from"].includes((operatorAt(reader, offset) as { word: string }).word)
  )
    offset += 1;
  return offset;
}

/** What stands on the right of a comparison, at `offset`; `length` items are used up. */
function readRight(reader: Reader, offset: number): { right: DraftRight; length: number } | null {
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
function readAggregateRight(reader: Reader, left: Mention | null): DraftRight | null {
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
    if (!readFilter(inner)) inner.at += 1;
    if (inner.at === before) break;
  }
  if (inner.draft.filters.length > 0) reader.at = inner.at;
  return inner.draft.filters;
}

/** "than the car with the largest horsepower": the same column of that one row. */
function readRowOf(reader: Reader, left: Mention | null): DraftRight | null {
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

export function adjectiveMeasure(adjective: string): Measure {
  return {
    kind: "adjective",
    name: null,
    mention: null,
    adjective: adjectiveSense(adjective).base,
    distinct: false,
    words: adjective,
  };
}

/** A list of values or figures: "A, B or C", "both A and B", "32 or 33". Starts at `offset`. */
function readValueList(
  reader: Reader,
  offset: number,
): { mentions: (Mention | { literal: string })[]; length: number; all: boolean } | null {
  const mentions: (Mention | { literal: string })[] = [];
  let length = 0;
  let all = false;
  let viaOr = false;
  let viaAnd = false;
  let at = offset;
  if (isOperator(reader, "both", at)) {
    all = true;
    at += 1;
  } else if (isOperator(reader, "either", at)) {
    viaOr = true;
    at += 1;
  }
  for (;;) {
    const item = peek(reader, at);
    if (item?.kind === "mention" && bestKind(item.mention) === "value" && !item.mention.hint)
      mentions.push(item.mention);
    else if (item?.kind === "literal") mentions.push({ literal: item.text });
    else if (item?.kind === "number") mentions.push({ literal: String(item.value) });
    else break;
    at += 1;
    length = at - offset;
    let next = at;
    let joiner: "and" | "or" | "comma" | null = null;
    if (peek(reader, next)?.kind === "comma") {
      joiner = "comma";
      next += 1;
    }
    if (isOperator(reader, "and", next)) {
      joiner = "and";
      next += 1;
    } else if (isOperator(reader, "or", next)) {
      joiner = "or";
      next += 1;
    }
    if (joiner === null) break;
    while (isOperator(reader, "either", next)) next += 1;
    const following = peek(reader, next);
    const continues =
      following !== null &&
      (following.kind === "literal" ||
        (following.kind === "number" && typeof mentions[0] === "object" && "literal" in (mentions[0] ?? {})) ||
        (following.kind === "mention" &&
          bestKind(following.mention) === "value" &&
          sharesColumn(mentions[0], following.mention)));
    if (!continues) break;
    if (joiner === "and") viaAnd = true;
    if (joiner === "or") viaOr = true;
    at = next;
  }
  if (mentions.length === 0) return null;
  return { mentions, length, all: mentions.length > 1 && (all || (viaAnd && !viaOr)) };
}

function sharesColumn(first: Mention | { literal: string } | undefined, second: Mention): boolean {
  if (!first || "literal" in first) return true;
  return first.values.some((a) => second.values.some((b) => a.column === b.column));
}

const OPPOSITE: Record<CompareOperator, CompareOperator> = {
  "=": "!=",
  "!=": "=",
  "<": ">=",
  ">=": "<",
  ">": "<=",
  "<=": ">",
};

function finishComparison(
  reader: Reader,
  left: Measure | null,
  operator: CompareOperator,
  right: DraftRight,
  words: string,
): void {
  if (reader.negated && right.type !== "mention" && right.type !== "text") {
    reader.negated = false;
    reader.negationUsed = true;
    finishComparison(reader, left, OPPOSITE[operator], right, words);
    return;
  }
  if (right.type === "date" && (left === null || left.kind !== "adjective")) {
    addFilter(reader, { type: "date", column: left?.mention ?? null, operator, range: right.range }, words);
    return;
  }
  addFilter(reader, { type: "compare", left, operator, right }, words);
}

/** Whether the word after a value says which column it stands in, itself or as a reference to the value's table. */
function describesValue(after: Mention, mentions: (Mention | { literal: string })[]): boolean {
  const best = after.columns[0]?.score ?? 0;
  const isTable = bestKind(after) === "table";
  if (best < 0.5 || (isTable && best < 0.9)) return false;
  return mentions.some(
    (mention) =>
      !("literal" in mention) &&
      mention.values.some((value) =>
        after.columns.some(
          (option) =>
            option.score >= best - 0.1 &&
            ((option.column === value.column && (!isTable || !after.tables.some((table) => table.score >= 0.95 && table.table.display.length > 0 && table.table !== value.column.table && table.score > best))) ||
              (!isTable && option.column.references?.toTable === value.column.table.table.id && option.column.column.kind !== "text")),
        ),
      ),
  );
}

/** A word that names a table and a column alike is the column where a value comes right after it. */
function valueFollows(reader: Reader, mention: Mention): boolean {
  const next = peek(reader, 1);
  const exact = (mention.columns[0]?.score ?? 0) >= 0.9;
  if (!exact || !next || bestKind(mention) !== "table") return false;
  if (next.kind === "literal") return true;
  return (
    next.kind === "mention" &&
    bestKind(next.mention) === "value" &&
    next.mention.values.some((value) => mention.columns.some((option) => option.column === value.column))
  );
}

/**
 * Tries to read one condition where the reader stands ("age above 30", "in Paris", "more than 5 flights",
 * "since March"). Moves past it and records it, or returns false and stays.
 */
export function readFilter(reader: Reader): boolean {
  const item = peek(reader);
  if (!item) return false;
  const start = reader.at;
  const before = operatorAt(reader, -1);
  reader.lead = before?.type === "preposition" ? before.word : null;
  const words = () =>
    reader.items
      .slice(start, reader.at)
      .map((each) => each.words)
      .join(" ");
  if (
    item.kind === "mention" &&
    !item.mention.hint &&
    item.mention.columns.length > 0 &&
    (bestKind(item.mention) === "column" || valueFollows(reader, item.mention))
  ) {
    if (readColumnFilter(reader, item.mention, words)) return true;
  }
  if (item.kind === "mention" && bestKind(item.mention) === "value" && !item.mention.hint) {
    const within = item.mention.quoted && isPreposition(reader, "in", 1) ? mentionAtReader(reader, 2) : null;
    if (
      within &&
      bestKind(within) === "column" &&
      within.columns[0]?.column.column.kind === "text" &&
      !within.columns.some((option) =>
        item.mention.values.some((value) => value.column === option.column && value.score > 0.9),
      )
    ) {
      reader.at += 3;
      addFilter(
        reader,
        { type: "like", column: within, mode: "contains", texts: [item.mention.words.trim()] },
        words(),
      );
      return true;
    }
    const list = readValueList(reader, 0);
    if (!list) return false;
    reader.at += list.length;
    const both = reader.both;
    reader.both = false;
    let column = reader.lastColumn;
    // "the Alton airport", "PPT template type", "blue eyes": a column named right after.
    const after = mentionAtReader(reader);
    if (after && !after.hint && describesValue(after, list.mentions)) {
      column = after;
      reader.at += 1;
      reader.draft.explained += 1;
    }
    addFilter(
      reader,
      { type: "values", column, mentions: list.mentions, all: list.all || (both && list.mentions.length > 1) },
      words(),
    );
    for (const mention of list.mentions) if (!("literal" in mention)) remember(reader, mention);
    reader.lastColumn = null;
    return true;
  }
  if (item.kind === "literal") {
    const within = isPreposition(reader, "in", 1) ? mentionAtReader(reader, 2) : null;
    if (within && bestKind(within) === "column" && within.columns[0]?.column.column.kind === "text") {
      reader.at += 3;
      addFilter(reader, { type: "like", column: within, mode: "contains", texts: [item.text.trim()] }, words());
      return true;
    }
    const list = readValueList(reader, 0);
    if (!list) return false;
    reader.at += list.length;
    addFilter(reader, { type: "values", column: reader.lastColumn, mentions: list.mentions, all: list.all }, words());
    reader.lastColumn = null;
    return true;
  }
  if (item.kind === "date" && readPeriod(reader, words)) return true;
  if (item.kind === "date") {
    reader.at += 1;
    const after = isOperator(reader, "suffix") ? (operatorAt(reader) as { operator: CompareOperator }).operator : null;
    if (after) reader.at += 1;
    const column = reader.lastColumn;
    addFilter(reader, { type: "date", column, operator: after ?? "in", range: item.range }, words());
    if (after === null) readMoreDates(reader, column, item.range.grain);
    return true;
  }
  if (item.kind === "number") return readNumberFilter(reader, item.value, words);
  if (item.kind !== "operator") return false;
  if (item.operator.type === "compare") {
    const operator = item.operator.operator;
    reader.at += 1;
    const { lastColumn } = reader;
    const aggregate = readAggregateRight(reader, lastColumn);
    if (aggregate) {
      if (aggregate.type === "aggregate" && aggregate.mention) {
        finishComparison(reader, plainMeasure(lastColumn ?? aggregate.mention), operator, aggregate, words());
        reader.lastColumn = null;
        return true;
      }
    }
    if (isOperator(reader, "count")) reader.at += 1;
    const rightItem = peek(reader);
    if (rightItem?.kind === "number") {
      reader.at += 1;
      return readComparedNumber(reader, operator, rightItem.value, words);
    }
    if (rightItem?.kind === "date") {
      reader.at += 1;
      const mention = mentionAtReader(reader);
      if (rightItem.range.bareYear && mention && !mention.hint && mention.columns[0]?.column.isMeasure) {
        reader.at += 1;
        finishComparison(
          reader,
          plainMeasure(mention),
          operator,
          { type: "number", value: rightItem.range.year ?? 0 },
          words(),
        );
        return true;
      }
      addFilter(reader, { type: "date", column: lastColumn, operator, range: rightItem.range }, words());
      reader.lastColumn = null;
      return true;
    }
    if (rightItem?.kind === "mention" && bestKind(rightItem.mention) === "value" && operator === "!=") {
      reader.negated = true;
      const done = readFilter(reader);
      return done;
    }
    // "below age 30", "over height 200"
    const column = mentionAtReader(reader);
    if (column && !column.hint && column.columns.length > 0) {
      const offset = skipSmall(reader, 1);
      const right = readRight(reader, offset);
      if (right && (right.right.type === "number" || right.right.type === "date")) {
        reader.at += offset + right.length;
        finishComparison(reader, plainMeasure(column), operator, right.right, words());
        return true;
      }
      // "heavier than average" has no column; "above the dog's weight" is not understood.
    }
    const rowOf = readRowOf(reader, lastColumn);
    if (rowOf && lastColumn) {
      finishComparison(reader, plainMeasure(lastColumn), operator, rowOf, words());
      return true;
    }
    // "a greater weight than 10", "a larger accelerate than the car with ..."
    if (column && !column.hint && column.columns.length > 0 && isOperator(reader, "than", 1)) {
      reader.at += 2;
      const inner = readAggregateRight(reader, column) ?? readRowOf(reader, column);
      const right = inner ? null : readRight(reader, 0);
      if (inner) finishComparison(reader, plainMeasure(column), operator, inner, words());
      else if (right) {
        reader.at += right.length;
        finishComparison(reader, plainMeasure(column), operator, right.right, words());
      } else {
        reader.at = start;
        return false;
      }
      return true;
    }
    reader.at = start;
    return false;
  }
  if (item.operator.type === "comparative") {
    const { adjective } = item.operator;
    const sense = adjectiveSense(adjective);
    const operator: CompareOperator = sense.flipped ? "<" : ">";
    reader.at += 1;
    if (isOperator(reader, "aggregate") || isOperator(reader, "superlative")) {
      const aggregate = readAggregateRight(reader, null);
      if (aggregate) {
        addFilter(reader, { type: "compare", left: adjectiveMeasure(adjective), operator, right: aggregate }, words());
        return true;
      }
    }
    const column = mentionAtReader(reader);
    if (column && !column.hint && column.columns.length > 0 && isOperator(reader, "than", 1)) {
      reader.at += 2;
      const inner = readAggregateRight(reader, column) ?? readRowOf(reader, column);
      const right = inner ? null : readRight(reader, 0);
      if (right) reader.at += right.length;
      const value = inner ?? right?.right;
      if (value) {
        finishComparison(reader, plainMeasure(column), operator, value, words());
        return true;
      }
    }
    const right = readRight(reader, 0);
    if (right) {
      reader.at += right.length;
      addFilter(reader, { type: "compare", left: adjectiveMeasure(adjective), operator, right: right.right }, words());
      return true;
    }
    reader.at = start;
    return false;
  }
  if (item.operator.type === "between") {
    const low = readRight(reader, 1);
    if (
      low &&
      (isOperator(reader, "and", 1 + low.length) ||
        isPreposition(reader, "to", 1 + low.length) ||
        peek(reader, 1 + low.length)?.words === "-")
    ) {
      const high = readRight(reader, 2 + low.length);
      if (high) {
        reader.at += 2 + low.length + high.length;
        const mention = mentionAtReader(reader);
        if (mention && low.right.type === "number" && high.right.type === "number" && bestKind(mention) === "table") {
          reader.at += 1;
          addFilter(
            reader,
            {
              type: "having",
              mention,
              operator: ">=",
              count: low.right.value,
              high: high.right.value,
              distinct: false,
            },
            words(),
          );
          return true;
        }
        let left = reader.lastColumn ? plainMeasure(reader.lastColumn) : null;
        if (!left && mention && !mention.hint && bestKind(mention) === "column") {
          left = plainMeasure(mention);
          reader.at += 1;
        }
        addFilter(reader, { type: "between", left, low: low.right, high: high.right }, words());
        reader.lastColumn = null;
        return true;
      }
    }
    return false;
  }
  if (item.operator.type === "like") return readLike(reader, reader.lastColumn, words);
  if (item.operator.type === "null" && reader.lastColumn) {
    reader.at += 1;
    const present = reader.negated;
    reader.negated = false;
    addFilter(reader, { type: "null", column: reader.lastColumn, present }, words());
    reader.lastColumn = null;
    return true;
  }
  if (item.operator.type === "null") {
    const column = mentionAtReader(reader, 1);
    if (column && column.columns.length > 0 && bestKind(column) === "column") {
      reader.at += 2;
      addFilter(reader, { type: "null", column, present: reader.negated }, words());
      reader.negated = false;
      return true;
    }
  }
  if (item.operator.type === "good") {
    const next = mentionAtReader(reader, 1);
    if (next) {
      reader.at += 1;
      addFilter(reader, { type: "good", direction: item.operator.direction }, words());
      return true;
    }
  }
  return false;
}

/** "from 2024 to 2025": one stretch of time; under growth or a difference, its two ends. */
function readPeriod(reader: Reader, words: () => string): boolean {
  const first = peek(reader);
  const second = peek(reader, 2);
  const before = operatorAt(reader, -1);
  if (first?.kind !== "date" || second?.kind !== "date" || !isPreposition(reader, "to", 1) || before?.type !== "preposition" || before.word !== "from") return false;
  const column = reader.lastColumn;
  reader.at += 3;
  if (reader.draft.growth || reader.draft.special?.type === "difference") {
    addFilter(reader, { type: "date", column, operator: "in", range: first.range }, first.words);
    reader.connector = "or";
    addFilter(reader, { type: "date", column, operator: "in", range: second.range }, second.words);
    if (!reader.draft.groups.some((group) => group.grain !== null)) reader.draft.groups.push({ mention: null, grain: first.range.grain, words: words() });
    return true;
  }
  addFilter(reader, { type: "between", left: column ? plainMeasure(column) : null, low: { type: "date", range: first.range }, high: { type: "date", range: second.range } }, words());
  return true;
}

/** "in 2024 and 2025": either period; figures are shown for each. */
function readMoreDates(reader: Reader, column: Mention | null, grain: Grain): void {
  for (let steps = 0; steps < 12; steps += 1) {
    const and = isOperator(reader, "and");
    let offset = and || isOperator(reader, "or") || peek(reader)?.kind === "comma" ? 1 : 0;
    if (offset === 0) return;
    while (isOperator(reader, "and", offset) || isOperator(reader, "preposition", offset)) offset += 1;
    const next = peek(reader, offset);
    if (next?.kind !== "date") return;
    reader.at += offset + 1;
    reader.connector = "or";
    addFilter(reader, { type: "date", column, operator: "in", range: next.range }, next.words);
    const figure = reader.pending.count || reader.draft.outputs.some((output) => output.measure.kind === "aggregate" || output.measure.kind === "count");
    if (and && figure && !reader.draft.groups.some((group) => group.grain !== null)) reader.draft.groups.push({ mention: null, grain, words: next.words });
  }
}

function isPreposition(reader: Reader, word: string, offset = 0): boolean {
  const operator = operatorAt(reader, offset);
  return operator?.type === "preposition" && operator.word === word;
}

function readLike(reader: Reader, column: Mention | null, words: () => string): boolean {
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

function readColumnFilter(reader: Reader, column: Mention, words: () => string): boolean {
  let offset = 1;
  let negated = false;
  const start = reader.at;
  for (let steps = 0; steps < 4; steps += 1) {
    if (isOperator(reader, "negation", offset)) {
      negated = true;
      offset += 1;
    } else if (isOperator(reader, "preposition", offset) || isOperator(reader, "named", offset)) offset += 1;
    else if (mentionAtReader(reader, offset)?.hint) offset += 1;
    else break;
  }
  const plainGap = offset === 1;
  const item = peek(reader, offset);
  if (!item) return false;
  const viaPreposition = !plainGap && !negated;
  const prepositions = reader.items
    .slice(reader.at + 1, reader.at + offset)
    .filter((each) => each.kind === "operator" && each.operator.type === "preposition")
    .map((each) => each.words.toLowerCase());
  if (item.kind === "operator") {
    const { operator } = item;
    if (
      operator.type === "compare" ||
      operator.type === "comparative" ||
      operator.type === "between" ||
      operator.type === "like" ||
      operator.type === "null"
    ) {
      reader.at += offset;
      reader.lastColumn = column;
      if (negated) reader.negated = !reader.negated;
      if (readFilter(reader)) {
        reader.draft.explained += 1;
        remember(reader, column);
        reader.negated = false;
        return true;
      }
      reader.at = start;
      reader.lastColumn = null;
      return false;
    }
    if ((operator.type === "both" || operator.type === "either") && plainGap) {
      const list = readValueList(reader, offset);
      if (list) {
        reader.at += offset + list.length;
        addFilter(reader, { type: "values", column, mentions: list.mentions, all: list.all }, words());
        return true;
      }
    }
    return false;
  }
  const upper = peek(reader, offset + 2);
  if (item.kind === "number" && (isPreposition(reader, "to", offset + 1) || isOperator(reader, "and", offset + 1)) && upper?.kind === "number" && (prepositions.includes("from") || isPreposition(reader, "to", offset + 1))) {
    reader.at += offset + 3;
    addFilter(reader, { type: "between", left: plainMeasure(column), low: { type: "number", value: item.value }, high: { type: "number", value: upper.value } }, words());
    return true;
  }
  if (item.kind === "number" && column.columns[0]?.column.column.kind !== "date") {
    if (
      viaPreposition &&
      !prepositions.every((word) => word === "of" || word === "is" || word === "at" || word === "to" || word === "as")
    )
      return false;
    // "grade 10", "age is 32 or 33", "cylinders 8 or more"
    const suffix = operatorAt(reader, offset + 1);
    if (suffix?.type === "suffix") {
      reader.at += offset + 2;
      addFilter(
        reader,
        {
          type: "compare",
          left: plainMeasure(column),
          operator: suffix.operator,
          right: { type: "number", value: item.value },
        },
        words(),
      );
      return true;
    }
    const list = readValueList(reader, offset);
    if (!list) return false;
    const after = mentionAtReader(reader, offset + list.length);
    if (after && bestKind(after) === "table" && plainGap && !after.hint) return false;
    reader.at += offset + list.length;
    if (negated) reader.negated = true;
    addFilter(reader, { type: "values", column, mentions: list.mentions, all: false }, words());
    if (negated) reader.negated = false;
    return true;
  }
  if (item.kind === "date") {
    const dated = column.columns.some(
      (option) =>
        option.column.isDate ||
        option.column.isYear ||
        (option.score >= 0.6 && /date|time|year|month/.test(option.column.column.name)),
    );
    const numeric = column.columns[0]?.column.isMeasure === true;
    if (item.range.bareYear && numeric && plainGap) {
      reader.at += offset + 1;
      addFilter(
        reader,
        {
          type: "compare",
          left: plainMeasure(column),
          operator: "=",
          right: { type: "number", value: item.range.year ?? 0 },
        },
        words(),
      );
      return true;
    }
    if (!dated) return false;
    if (prepositions.some((word) => word === "of" || word === "for") && reader.zone === "outputs") return false;
    reader.at += offset + 1;
    if (negated) reader.negated = true;
    addFilter(reader, { type: "date", column, operator: "in", range: item.range }, words());
    return true;
  }
  if (
    item.kind === "literal" ||
    (item.kind === "mention" && bestKind(item.mention) === "value" && !item.mention.hint)
  ) {
    const fits =
      item.kind === "literal" ||
      column.columns.some((option) =>
        item.mention.values.some(
          (value) =>
            value.column === option.column ||
            (option.column.references?.toTable === value.column.table.table.id &&
              value.column.table.display.includes(value.column)),
        ),
      );
    if (!fits) return false;
    const lookedUp = prepositions.some(
      (word) => word === "of" || word === "for" || word === "in" || word === "from" || word === "by" || word === "at",
    );
    if (lookedUp && reader.zone === "outputs" && !/_?by$/.test(column.columns[0]?.column.column.name ?? "")) {
      const direct =
        item.kind === "mention" &&
        column.columns.some((option) => option.score >= (column.columns[0]?.score ?? 0) - 0.12 && item.mention.values.some((value) => value.column === option.column));
      const wanted = reader.pending.count || reader.pending.functions.length > 0 || reader.draft.outputs.length > 0;
      if (!direct || !wanted) return false;
    }
    const list = readValueList(reader, offset);
    if (!list) return false;
    reader.at += offset + list.length;
    const wasNegated = reader.negated;
    if (negated) reader.negated = true;
    const all = list.all || (reader.both && list.mentions.length > 1);
    reader.both = false;
    addFilter(reader, { type: "values", column, mentions: list.mentions, all }, words());
    if (negated) reader.negated = wasNegated;
    remember(reader, column);
    reader.lastColumn = null;
    return true;
  }
  return false;
}

function readComparedNumber(reader: Reader, operator: CompareOperator, value: number, words: () => string): boolean {
  const { lastColumn } = reader;
  if (lastColumn) {
    finishComparison(reader, plainMeasure(lastColumn), operator, { type: "number", value }, words());
    reader.lastColumn = null;
    if (isOperator(reader, "years-old")) reader.at += 1;
    return true;
  }
  return readCounted(reader, operator, value, words);
}

/** After a figure: "5 flights" counts rows, "4 cylinders" compares a column. */
function readCounted(reader: Reader, operator: CompareOperator, value: number, words: () => string): boolean {
  if (isOperator(reader, "years-old")) {
    reader.at += 1;
    addFilter(
      reader,
      { type: "compare", left: adjectiveMeasure("old"), operator, right: { type: "number", value } },
      words(),
    );
    return true;
  }
  let distinct = false;
  let offset = 0;
  while (isOperator(reader, "distinct", offset) || (isOperator(reader, "preposition", offset) && offset > 0)) {
    distinct = true;
    offset += 1;
  }
  while (
    mentionAtReader(reader, offset)?.hint ||
    (peek(reader, offset)?.kind === "unknown" && mentionAtReader(reader, offset + 1))
  )
    offset += 1;
  const mention = mentionAtReader(reader, offset);
  if (mention && !mention.hint && bestKind(mention) !== "value") {
    reader.at += offset + 1;
    const column = mention.columns.find((option) => option.column.isMeasure && option.score >= 0.6);
    const tableScore = mention.tables[0]?.score ?? 0;
    if (column && column.score + 0.01 >= tableScore && !(tableScore >= 0.95 && column.score < 0.99)) {
      finishComparison(reader, plainMeasure(mention), operator, { type: "number", value }, words());
    } else {
      const negated = reader.negated;
      reader.negated = false;
      addFilter(
        reader,
        {
          type: "having",
          mention,
          operator: negated ? OPPOSITE[operator] : operator,
          count: value,
          high: null,
          distinct,
        },
        words(),
      );
    }
    return true;
  }
  const noun = peek(reader, offset);
  if (noun?.kind === "unknown") {
    reader.draft.lost += 1;
    reader.draft.unexplained.push(noun.words);
    reader.at += offset + 1;
    return true;
  }
  const near = reader.trail.findLast((each) => bestKind(each) === "column" && each.columns[0]?.column.isMeasure === true);
  if (near && near.columns[0] && near.columns[0].score >= 0.4) {
    finishComparison(reader, plainMeasure(near), operator, { type: "number", value }, words());
    return true;
  }
  finishComparison(reader, null, operator, { type: "number", value }, words());
  return true;
}

function readNumberFilter(reader: Reader, value: number, words: () => string): boolean {
  const suffix = operatorAt(reader, 1);
  if (suffix?.type === "suffix") {
    reader.at += 2;
    return readComparedNumber(reader, suffix.operator, value, words);
  }
  // "1 to 2 paragraphs"
  const high = peek(reader, 2);
  if ((isPreposition(reader, "to", 1) || peek(reader, 1)?.words === "-") && high?.kind === "number") {
    const mention = mentionAtReader(reader, 3);
    if (mention) {
      reader.at += 4;
      if (bestKind(mention) === "table")
        addFilter(
          reader,
          { type: "having", mention, operator: ">=", count: value, high: high.value, distinct: false },
          words(),
        );
      else
        addFilter(
          reader,
          {
            type: "between",
            left: plainMeasure(mention),
            low: { type: "number", value },
            high: { type: "number", value: high.value },
          },
          words(),
        );
      return true;
    }
  }
  if (isOperator(reader, "years-old", 1)) {
    reader.at += 1;
    return readCounted(reader, "=", value, words);
  }
  const mention = mentionAtReader(reader, 1);
  if (mention && !mention.hint && bestKind(mention) !== "value" && reader.zone === "filters") {
    reader.at += 1;
    return readCounted(reader, "=", value, words);
  }
  const column = mention?.columns.find((option) => option.column.isMeasure && option.score >= 0.9);
  if (mention && column && !mention.tables.some((table) => table.score >= column.score)) {
    reader.at += 2;
    addFilter(
      reader,
      { type: "compare", left: plainMeasure(mention), operator: "=", right: { type: "number", value } },
      words(),
    );
    return true;
  }
  if (reader.zone === "filters" && !mention) {
    const near = reader.trail.at(-1);
    if (near && near.columns.length > 0 && bestKind(near) === "column") {
      reader.at += 1;
      addFilter(reader, { type: "values", column: near, mentions: [{ literal: String(value) }], all: false }, words());
      return true;
    }
    if (near && near.tables.length > 0) {
      const id = near.tables[0]?.table.primaryKey[0];
      if (id && id.column.kind === "integer") {
        reader.at += 1;
        addFilter(
          reader,
          {
            type: "values",
            column: { ...near, tables: [], values: [], columns: [{ kind: "column", column: id, score: 0.9 }] },
            mentions: [{ literal: String(value) }],
            all: false,
          },
          words(),
        );
        return true;
      }
    }
  }
  return false;
}
