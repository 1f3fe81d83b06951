import type { ChartData } from "#app/charts/chart-data.ts";
import type { ChartConfig } from "#app/charts/config.ts";
import type { AnalystName, Choice, Interpretation, RefusalReason } from "#app/shared/analyst.ts";
import type { Cell, ResultColumn, TruncationReason } from "#app/shared/result-set.ts";

/**
 * The typed data parts of one streamed turn, as the AI SDK's UI message stream carries them
 * (`data-interpretation`, `data-sql`, ...). A part sent again with the same id replaces the former.
 */
export type TurnParts = {
  status: TurnStatus;
  interpretation: Interpretation & {
    assumptions: string[];
    /** Null while the reading is still being made. */
    confidence: number | null;
    analyst: AnalystName | null;
    alternatives: Choice[];
  };
  sql: { sql: string };
  result: ResultPreview;
  chart: {
    resultId: string;
    config: ChartConfig;
    /** Shaped on the server, where the result is larger than its preview. */
    data?: ChartData;
  };
  notice: Notice;
  suggestions: { questions: string[] };
  clarification: { message: string; choices: Choice[] };
  refusal: {
    reason: RefusalReason;
    message: string;
    unplacedWords: string[];
    available: string[];
    suggestions: string[];
  };
  failure: { code: string; message: string; hint: string | null };
};

export type TurnStatus = {
  stage: "queued" | "reading" | "checking" | "running" | "drawing" | "done" | "stopped" | "failed";
};

/** The first rows; the whole stored result is fetched by id. */
export type ResultPreview = {
  resultId: string;
  columns: ResultColumn[];
  rows: Cell[][];
  /** Rows stored under the id. */
  rowCount: number;
  truncated: TruncationReason | null;
  elapsedMs: number;
};

/** Something a careful reader should know before trusting the answer. */
export type Notice = {
  kind: "empty" | "all_null" | "truncated" | "fan_out" | "fallback" | "unchecked_number";
  message: string;
};
