import type { Grain } from "#app/server/analyst/offline/language/operators.ts";
import type { Mention } from "./items.ts";
import { isPreposition } from "./prepositions.ts";
import { type Reader, addFilter, isOperator, operatorAt, peek, plainMeasure } from "./reader.ts";

/** "from 2024 to 2025": one stretch of time; under growth or a difference, its two ends. */
export function readPeriod(reader: Reader, words: () => string): boolean {
  const first = peek(reader);
  const second = peek(reader, 2);
  const before = operatorAt(reader, -1);
  if (
    first?.kind !== "date" ||
    second?.kind !== "date" ||
    !isPreposition(reader, "to", 1) ||
    before?.type !== "preposition" ||
    before.word !== "from"
  )
    return false;
  const column = reader.lastColumn;
  reader.at += 3;
  if (reader.draft.growth || reader.draft.special?.type === "difference") {
    addFilter(reader, { type: "date", column, operator: "in", range: first.range }, first.words);
    reader.connector = "or";
    addFilter(reader, { type: "date", column, operator: "in", range: second.range }, second.words);
    if (!reader.draft.groups.some((group) => group.grain !== null))
      reader.draft.groups.push({ mention: null, grain: first.range.grain, words: words() });
    return true;
  }
  addFilter(
    reader,
    {
      type: "between",
      left: column ? plainMeasure(column) : null,
      low: { type: "date", range: first.range },
      high: { type: "date", range: second.range },
    },
    words(),
  );
  return true;
}

/** "in 2024 and 2025": either period; figures are shown for each. */
export function readMoreDates(reader: Reader, column: Mention | null, grain: Grain): void {
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
    const figure =
      reader.pending.count ||
      reader.draft.outputs.some((output) => output.measure.kind === "aggregate" || output.measure.kind === "count");
    if (and && figure && !reader.draft.groups.some((group) => group.grain !== null))
      reader.draft.groups.push({ mention: null, grain, words: next.words });
  }
}
