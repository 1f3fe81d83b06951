import type { DateRange } from "#app/server/analyst/offline/language/read-dates.ts";
import type {
  AggregateName,
  CompareOperator,
  Direction,
  Grain,
} from "#app/server/analyst/offline/language/operators.ts";
import type { Mention } from "./items.ts";

/** What a figure is made of before columns are chosen: a count, an aggregate, or a bare column. */
export type Measure = {
  kind: "count" | "aggregate" | "column" | "adjective";
  name: AggregateName | null;
  mention: Mention | null;
  adjective: string | null;
  distinct: boolean;
  words: string;
  /** Whose column it is, where the question says ("the teacher's name"). */
  owner?: Mention;
};

export type DraftOutput = { measure: Measure; entity: boolean; near: Mention | null; owner: Mention | null };

export type DraftRight =
  | { type: "number"; value: number }
  | { type: "text"; text: string }
  | { type: "date"; range: DateRange }
  | { type: "mention"; mention: Mention }
  | { type: "aggregate"; name: AggregateName; mention: Mention | null; filters: DraftFilter[] }
  | { type: "row-of"; direction: Direction; measure: Measure; filters: DraftFilter[] };

export type DraftCondition =
  | { type: "values"; column: Mention | null; mentions: (Mention | { literal: string })[]; all: boolean }
  | { type: "compare"; left: Measure | null; operator: CompareOperator; right: DraftRight }
  | { type: "between"; left: Measure | null; low: DraftRight; high: DraftRight }
  | { type: "date"; column: Mention | null; operator: CompareOperator | "in"; range: DateRange }
  | { type: "null"; column: Mention; present: boolean }
  | { type: "like"; column: Mention | null; mode: "contains" | "starts" | "ends"; texts: string[] }
  | { type: "exists"; mention: Mention }
  | {
      type: "having";
      mention: Mention;
      operator: CompareOperator;
      count: number;
      high: number | null;
      distinct: boolean;
    }
  | { type: "good"; direction: Direction }
  | { type: "extreme"; column: Mention; direction: Direction }
  | { type: "flag"; mention: Mention }
  | { type: "not"; filters: DraftFilter[] };

export type DraftFilter = {
  connector: "and" | "or";
  condition: DraftCondition;
  words: string;
  /** Mentions right before it, nearest last: they hint at the column or the reference meant. */
  near: Mention[];
  /** The preposition right before it ("from Aberdeen"). */
  lead: string | null;
};

export type DraftOrder = { measure: Measure | null; direction: Direction | null; words: string; byLength: boolean };

/** The reading of a question before columns and joins are settled. */
export type Draft = {
  outputs: DraftOutput[];
  groups: { mention: Mention | null; grain: Grain | null; words: string }[];
  filters: DraftFilter[];
  orders: DraftOrder[];
  limit: number | null;
  distinct: boolean;
  /** Tables the question speaks of, first mention first. */
  tables: Mention[];
  /** Those of them that what is asked for belongs to, not only conditions. */
  heads: Mention[];
  show: boolean;
  ask: "who" | "when" | "where" | "how" | null;
  chart: string | null;
  special: {
    type: "percentage" | "ratio" | "share" | "difference";
    top: DraftFilter[];
    bottom: DraftFilter[] | null;
    topCount: Mention | null;
    bottomCount: Mention | null;
    words: string;
  } | null;
  growth: boolean;
  running: boolean;
  perGroup: boolean;
  averageOfCounts: boolean;
  unexplained: string[];
  /** What is asked for is itself a word that names nothing here. */
  headUnknown: boolean;
  /** Unknown words that a figure, a value or a grouping hangs on: without them the reading is another one. */
  lost: number;
  /** How many content words were understood, for confidence. */
  explained: number;
};

export function emptyDraft(): Draft {
  return {
    outputs: [],
    groups: [],
    filters: [],
    orders: [],
    limit: null,
    distinct: false,
    tables: [],
    heads: [],
    show: false,
    ask: null,
    chart: null,
    special: null,
    growth: false,
    running: false,
    perGroup: false,
    averageOfCounts: false,
    unexplained: [],
    headUnknown: false,
    lost: 0,
    explained: 0,
  };
}
