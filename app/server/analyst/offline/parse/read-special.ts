import { emptyDraft } from "./draft.ts";
import type { DraftFilter } from "./draft.ts";
import type { Mention } from "./items.ts";
import { isOperator, mentionAtReader, operatorAt, peek, bestKind, type Reader } from "./reader.ts";

type Kind = "percentage" | "ratio" | "share" | "difference";
type ReadPart = (reader: Reader, stop: (reader: Reader) => boolean) => void;

function side(
  reader: Reader,
  readPart: ReadPart,
  stop: (reader: Reader) => boolean,
): { filters: DraftFilter[]; table: Mention | null; before: number } {
  const inner: Reader = {
    ...reader,
    draft: emptyDraft(),
    zone: "filters",
    negated: false,
    connector: "and",
    both: false,
    lastColumn: null,
    trail: [],
    pending: { functions: [], count: false, distinct: false, words: [] },
  };
  readPart(inner, stop);
  reader.at = inner.at;
  reader.draft.unexplained.push(...inner.draft.unexplained);
  reader.draft.explained += inner.draft.explained;
  reader.draft.groups.push(...inner.draft.groups);
  reader.draft.orders.push(...inner.draft.orders);
  if (inner.draft.limit !== null) reader.draft.limit = inner.draft.limit;
  const first = inner.draft.filters.find((filter) => filter.condition.type === "exists");
  const table = first?.condition.type === "exists" ? first.condition.mention : (inner.draft.tables[0] ?? null);
  const at = first ? inner.draft.filters.indexOf(first) : 0;
  const filters = inner.draft.filters.filter((filter) => filter !== first);
  return { filters, table, before: at };
}

function isWord(reader: Reader, words: string[]): boolean {
  const operator = operatorAt(reader);
  return operator?.type === "preposition" && words.includes(operator.word);
}

/** "ratio of A to B", "percentage of A that are B", "difference between A and B". */
export function readSpecial(reader: Reader, kind: Kind, readPart: ReadPart): boolean {
  const { draft } = reader;
  const words = peek(reader)?.words ?? "";
  if (draft.special) return false;
  reader.at += 1;
  if (isOperator(reader, "count")) reader.at += 1;
  if (kind === "ratio" || kind === "difference") {
    const top = side(
      reader,
      readPart,
      (inner) =>
        isWord(inner, ["to"]) ||
        isWord(inner, ["among"]) ||
        ((kind === "difference" || /between/.test(words)) && isOperator(inner, "and")),
    );
    if (!(isWord(reader, ["to", "among"]) || isOperator(reader, "and"))) {
      draft.filters.push(...top.filters);
      if (top.table) draft.tables.push(top.table);
      draft.unexplained.push(words);
      return true;
    }
    const total = isWord(reader, ["among"]);
    reader.at += 1;
    while (isOperator(reader, "count") || isOperator(reader, "aggregate")) reader.at += 1;
    const bottom = side(
      reader,
      readPart,
      (inner) =>
        isOperator(inner, "each") ||
        isOperator(inner, "order") ||
        isOperator(inner, "grain") ||
        peek(inner)?.kind === "comma",
    );
    if (top.table) draft.tables.push(top.table);
    if (bottom.table) draft.tables.push(bottom.table);
    draft.special = {
      type: kind,
      top: top.filters,
      bottom: total ? [...bottom.filters] : bottom.filters,
      topCount: top.table,
      bottomCount: bottom.table ?? top.table,
      words,
    };
    return true;
  }
  // percentage: "of X that are Y", "of Y X among all X"
  const top = side(
    reader,
    readPart,
    (inner) => isWord(inner, ["among"]) || isOperator(inner, "each") || isOperator(inner, "order"),
  );
  if (isWord(reader, ["among"])) {
    reader.at += 1;
    const bottom = side(
      reader,
      readPart,
      (inner) => isOperator(inner, "each") || isOperator(inner, "order") || peek(inner)?.kind === "comma",
    );
    draft.special = {
      type: "percentage",
      top: top.filters,
      bottom: bottom.filters,
      topCount: top.table,
      bottomCount: bottom.table ?? top.table,
      words,
    };
  } else if (kind === "percentage" && top.before > 0 && top.before < top.filters.length) {
    // "percent of female heroes were published by X": the first are the whole, the rest the part.
    draft.special = {
      type: "percentage",
      top: top.filters.slice(top.before),
      bottom: top.filters.slice(0, top.before),
      topCount: top.table,
      bottomCount: top.table,
      words,
    };
  } else
    draft.special = {
      type: kind === "share" ? "share" : "percentage",
      top: top.filters,
      bottom: [],
      topCount: top.table,
      bottomCount: top.table,
      words,
    };
  if (top.table) draft.tables.push(top.table);
  const next = mentionAtReader(reader);
  if (next && bestKind(next) === "table" && !top.table) draft.tables.push(next);
  return true;
}
