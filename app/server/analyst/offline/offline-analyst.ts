import type { Analyst } from "#app/shared/analyst.ts";
import { answerQuestion } from "./answer-question.ts";

/** The analyst that needs no key: pure, synchronous inside, and never throws for what a question may hold. */
export const offlineAnalyst = {
  name: "offline",
  async *analyse(request, { signal }) {
    signal.throwIfAborted();
    const answer = answerQuestion(request);
    if (answer.kind === "sql") yield { final: false, interpretation: answer.interpretation, sql: answer.sql };
    yield { final: true, answer, analyst: "offline" };
  },
} satisfies Analyst;
