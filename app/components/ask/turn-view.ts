import type { Notice, TurnParts, TurnStatus } from "#app/shared/turn.ts";

/** One turn as far as it has arrived: every part may still be missing. */
export type TurnView = {
  id: string;
  question: string;
  stage: TurnStatus["stage"];
  interpretation?: TurnParts["interpretation"];
  sql?: string;
  result?: TurnParts["result"];
  chart?: TurnParts["chart"];
  /** The answer in a sentence. */
  text?: string;
  notices: Notice[];
  suggestions: string[];
  clarification?: TurnParts["clarification"];
  refusal?: TurnParts["refusal"];
  failure?: TurnParts["failure"];
  /** What the SQL does, clause by clause. Missing until somebody asked for it. */
  explanation?: ExplanationStep[];
};

export type ExplanationStep = { label: string; text: string };

export const ANSWER_VIEWS = ["table", "sql", "explain"] as const;

export type AnswerView = (typeof ANSWER_VIEWS)[number];

export function isAnswerView(value: unknown): value is AnswerView {
  return ANSWER_VIEWS.includes(value as AnswerView);
}

/** Whether more of the turn may arrive. */
export function isUnderWay(turn: Pick<TurnView, "stage">): boolean {
  return turn.stage !== "done" && turn.stage !== "stopped" && turn.stage !== "failed";
}
