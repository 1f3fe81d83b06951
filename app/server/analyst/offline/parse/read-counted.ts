import type { CompareOperator } from "#app/server/analyst/offline/language/operators.ts";
import { adjectiveMeasure } from "./adjective-measure.ts";
import type { DraftRight, Measure } from "./draft.ts";
import { isPreposition } from "./prepositions.ts";
import {
  type Reader,
  addFilter,
  bestKind,
  isOperator,
  mentionAtReader,
  operatorAt,
  peek,
  plainMeasure,
} from "./reader.ts";

const OPPOSITE: Record<CompareOperator, CompareOperator> = {
  "=": "!=",
  "!=": "=",
  "<": ">=",
  ">=": "<",
  ">": "<=",
  "<=": ">",
};

export function finishComparison(
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

export function readComparedNumber(
  reader: Reader,
  operator: CompareOperator,
  value: number,
  words: () => string,
): boolean {
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
  const near = reader.trail.findLast(
    (each) => bestKind(each) === "column" && each.columns[0]?.column.isMeasure === true,
  );
  if (near && near.columns[0] && near.columns[0].score >= 0.4) {
    finishComparison(reader, plainMeasure(near), operator, { type: "number", value }, words());
    return true;
  }
  finishComparison(reader, null, operator, { type: "number", value }, words());
  return true;
}

export function readNumberFilter(reader: Reader, value: number, words: () => string): boolean {
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
