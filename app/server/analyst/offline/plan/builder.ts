import type { Draft, DraftFilter } from "#app/server/analyst/offline/parse/draft.ts";
import type { IndexedColumn, IndexedTable, SchemaIndex } from "#app/server/analyst/offline/schema/schema-index.ts";
import type { ValueOption } from "#app/server/analyst/offline/parse/items.ts";
import type { Context } from "./choose-columns.ts";
import type { Plan } from "./plan.ts";

/** What is known while a plan takes shape, and what confidence is computed from afterwards. */
export type Builder = {
  index: SchemaIndex;
  now: string;
  draft: Draft;
  /** Adds conditions to a plan; held here because a condition may compare with a figure that has its own. */
  addConditions: (plan: Plan, filters: DraftFilter[], builder: Builder) => void;
  /** Table of the column chosen last: columns named together tend to come from one table. */
  lastTable: IndexedTable | null;
  context: Context;
  /** Tables whose figures are shown: dates speak of them first. */
  measured: IndexedTable[];
  assumptions: string[];
  /** Words that could not be turned into anything. */
  failures: string[];
  /** How well each chosen name fits its words, 0..1. */
  scores: number[];
  closeCalls: { words: string; chosen: IndexedColumn; other: IndexedColumn }[];
  valueTies: { words: string; chosen: ValueOption; others: ValueOption[] }[];
};
