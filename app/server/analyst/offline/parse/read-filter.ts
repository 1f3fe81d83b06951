import { adjectiveSense } from "#app/server/analyst/offline/language/adjectives.ts";
import type { CompareOperator } from "#app/server/analyst/offline/language/operators.ts";
import { adjectiveMeasure } from "./adjective-measure.ts";
import { isPreposition, skipSmall } from "./prepositions.ts";
import { readColumnFilter } from "./read-column-filter.ts";
import { finishComparison, readComparedNumber, readNumberFilter } from "./read-counted.ts";
import { readLike } from "./read-like.ts";
import { readMoreDates, readPeriod } from "./read-periods.ts";
import { readAggregateRight, readRight, readRowOf } from "./read-right-side.ts";
import { describesValue, readValueList, valueFollows } from "./read-value-list.ts";
import {
  type Reader,
  addFilter,
  bestKind,
  isOperator,
  mentionAtReader,
  operatorAt,
  peek,
  plainMeasure,
  remember,
} from "./reader.ts";

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
