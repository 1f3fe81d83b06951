import type { Catalog } from "#app/shared/catalog.ts";

/** Which implementation answered. */
export type AnalystName = "offline" | "model";

export type AnalystRequest = {
  question: string;
  catalog: Catalog;
  /** Earlier turns of the conversation, oldest first; follow-ups edit the last one's plan. */
  history: PreviousTurn[];
  /** The asker's current time, ISO 8601; relative dates start here (the analyst has no clock). */
  now: string;
  /** Set when the last SQL failed in the guard or the database and another try is allowed. */
  repair?: { sql: string; code: string; message: string };
};

export type PreviousTurn = {
  question: string;
  sql: string | null;
  /** The offline analyst's own plan, opaque to everyone else, JSON-safe. */
  plan: unknown;
};

/** One thing the analyst understood, with the words of the question it came from. */
export type InterpretationChip = {
  role: "table" | "measure" | "dimension" | "grain" | "filter" | "sort" | "limit" | "operation";
  label: string;
  words: string | null;
};

export type Interpretation = {
  /** One plain sentence: "Counted projects where status is active, by company." */
  summary: string;
  chips: InterpretationChip[];
};

/** A reading that can be picked: asking `question` gives exactly that reading. */
export type Choice = { label: string; question: string };

export type AnalystAnswer =
  | {
      kind: "sql";
      sql: string;
      interpretation: Interpretation;
      assumptions: string[];
      /** 0..1, calibrated: of answers given at 0.8 about 80 % should be right. */
      confidence: number;
      plan: unknown;
      /** Other readings that came close, at most three. */
      alternatives: Choice[];
      /** A chart the question asked for in words ("as a pie"), if any. */
      chartHint: string | null;
    }
  | { kind: "clarification"; message: string; choices: Choice[] }
  | {
      kind: "refusal";
      reason: RefusalReason;
      message: string;
      /** Words of the question that matched nothing in the data. */
      unplacedWords: string[];
      /** What is there to ask about, for the reader: table names in plain words. */
      available: string[];
      /** Questions one might have meant, each answerable. */
      suggestions: string[];
    };

export type RefusalReason =
  | "unplaced_words"
  | "not_about_data"
  | "not_a_question"
  | "unsupported_language"
  | "unsupported_question"
  | "write_request"
  | "empty_catalog"
  | "low_confidence";

/** What streams while an answer is made; the last item has `final: true`. */
export type AnalystUpdate =
  | { final: false; interpretation?: Partial<Interpretation>; sql?: string }
  | { final: true; answer: AnalystAnswer; analyst: AnalystName; fallback?: FallbackReason };

/** Why the offline analyst answered although a model is set up. Left out where it is the one asked. */
export type FallbackReason = "model_unavailable" | "model_budget_spent";

/**
 * Turns a question into SQL, a clarifying question or a refusal. Never runs SQL, never throws for
 * anything a question may contain; throws only when `signal` aborts or its provider fails.
 */
export type Analyst = {
  name: AnalystName;
  analyse(request: AnalystRequest, options: { signal: AbortSignal }): AsyncIterable<AnalystUpdate>;
};
