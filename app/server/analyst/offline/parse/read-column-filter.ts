import type { Mention } from "./items.ts";
import { isPreposition } from "./prepositions.ts";
import { readValueList } from "./read-value-list.ts";
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

export function readColumnFilter(reader: Reader, column: Mention, words: () => string): boolean {
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
      if (reader.readFilter(reader)) {
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
  if (
    item.kind === "number" &&
    (isPreposition(reader, "to", offset + 1) || isOperator(reader, "and", offset + 1)) &&
    upper?.kind === "number" &&
    (prepositions.includes("from") || isPreposition(reader, "to", offset + 1))
  ) {
    reader.at += offset + 3;
    addFilter(
      reader,
      {
        type: "between",
        left: plainMeasure(column),
        low: { type: "number", value: item.value },
        high: { type: "number", value: upper.value },
      },
      words(),
    );
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
        column.columns.some(
          (option) =>
            option.score >= (column.columns[0]?.score ?? 0) - 0.12 &&
            item.mention.values.some((value) => value.column === option.column),
        );
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
