import type { AggregateName, Operator } from "#app/server/analyst/offline/language/operators.ts";
import type { Draft, DraftCondition, Measure } from "./draft.ts";
import type { Item, Mention } from "./items.ts";

/** Marks a negated condition that further ones may still join. */
export const OPEN = "\u0000open";

/** Where the reader stands in a question; shared by the readers of filters, orders and outputs. */
export type Reader = {
  items: Item[];
  at: number;
  draft: Draft;
  zone: "outputs" | "filters";
  connector: "and" | "or";
  negated: boolean;
  /** Whether the current "not" has found its object. */
  negationUsed: boolean;
  both: boolean;
  pending: { functions: AggregateName[]; count: boolean; distinct: boolean; words: string[] };
  /** Column named last without a condition of its own yet. */
  lastColumn: Mention | null;
  lastTable: Mention | null;
  /** The last few mentions and hints, oldest first. */
  trail: Mention[];
  lead: string | null;
  /** Reads one condition where it stands; held here because parts of a condition may hold conditions themselves. */
  readFilter: (reader: Reader) => boolean;
};

export function peek(reader: Reader, offset = 0): Item | null {
  return reader.items[reader.at + offset] ?? null;
}

export function operatorAt(reader: Reader, offset = 0): Operator | null {
  const item = peek(reader, offset);
  return item?.kind === "operator" ? item.operator : null;
}

export function isOperator<Type extends Operator["type"]>(reader: Reader, type: Type, offset = 0): boolean {
  return operatorAt(reader, offset)?.type === type;
}

export function mentionAtReader(reader: Reader, offset = 0): Mention | null {
  const item = peek(reader, offset);
  return item?.kind === "mention" ? item.mention : null;
}

export function remember(reader: Reader, mention: Mention): void {
  reader.trail.push(mention);
  if (reader.trail.length > 5) reader.trail.shift();
}

export function addFilter(reader: Reader, condition: DraftCondition, words: string): void {
  const filter = { connector: reader.connector, condition, words, near: [...reader.trail], lead: reader.lead };
  reader.connector = "and";
  if (reader.negated) reader.negationUsed = true;
  const last = reader.draft.filters.at(-1);
  if (reader.negated && last?.condition.type === "not" && last.words === OPEN) last.condition.filters.push(filter);
  else if (reader.negated) {
    reader.draft.filters.push({
      connector: filter.connector,
      condition: { type: "not", filters: [{ ...filter, connector: "and" }] },
      words: OPEN,
      near: [],
      lead: null,
    });
  } else reader.draft.filters.push(filter);
  reader.draft.explained += 1;
}

/** Ends the reach of a "not". */
export function closeNegation(reader: Reader): void {
  const last = reader.draft.filters.at(-1);
  if (reader.negated && last?.words !== OPEN && !reader.negationUsed) {
    // A "not" that reached nothing would turn the answer round.
    reader.draft.lost += 2;
    reader.draft.unexplained.push("not");
  }
  reader.negated = false;
  reader.negationUsed = false;
  if (last?.words === OPEN)
    last.words =
      last.condition.type === "not"
        ? `not ${last.condition.filters.map((filter) => filter.words).join(" ")}`
        : last.words;
}

export function plainMeasure(mention: Mention, words = mention.words): Measure {
  return { kind: "column", name: null, mention, adjective: null, distinct: false, words };
}

export function bestKind(mention: Mention): "table" | "column" | "value" {
  const table = mention.tables[0]?.score ?? 0;
  const column = mention.columns[0]?.score ?? 0;
  const value = mention.values[0]?.score ?? 0;
  if (mention.quoted) return value > 0 ? "value" : "column";
  if (value > table + 0.02 && value > column + 0.02) return "value";
  if (table >= column) return table > 0 ? "table" : "value";
  return "column";
}
