import type { Analyst, AnalystAnswer, AnalystRequest } from "#app/shared/analyst.ts";
import type { Catalog } from "#app/shared/catalog.ts";
import type { EvalQuestion, Prediction } from "./eval-formats.ts";

const QUESTION_TIMEOUT_MS = 120_000;

/** Asks one question with no history. An analyst that throws has not answered; the cause is returned. */
export async function askQuestion(
  analyst: Analyst,
  catalog: Catalog,
  question: EvalQuestion,
  repair?: AnalystRequest["repair"],
): Promise<{ prediction: Prediction; answer: AnalystAnswer | null; failure: string | null }> {
  const start = performance.now();
  let answer: AnalystAnswer | null = null;
  let failure: string | null = null;
  try {
    const request = {
      question: question.question,
      catalog,
      history: [],
      now: new Date().toISOString(),
      ...(repair ? { repair } : {}),
    };
    for await (const update of analyst.analyse(request, { signal: AbortSignal.timeout(QUESTION_TIMEOUT_MS) })) {
      if (update.final) answer = update.answer;
    }
  } catch (cause) {
    failure = cause instanceof Error ? cause.message : String(cause);
  }
  const ms = Math.round((performance.now() - start) * 100) / 100;
  const answered = answer?.kind === "sql" ? answer : null;
  return {
    prediction: {
      id: question.id,
      sql: answered?.sql ?? "",
      refused: answered === null,
      confidence: answered?.confidence ?? 0,
      ms,
    },
    answer,
    failure,
  };
}
