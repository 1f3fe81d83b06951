import { askQuestion } from "./ask-question.ts";
import type { EvalQuestion, GoldEntry, Prediction } from "./eval-formats.ts";
import type { EvalOutcome } from "./eval-report.ts";
import { openEvalTarget, type EvalTarget } from "./eval-target.ts";
import { goldAnswers, goldSql } from "./gold-answers.ts";
import { isRightResult } from "./score-question.ts";
import { loadScratchDatabase } from "./scratch-database.ts";
import type { Analyst } from "#app/shared/analyst.ts";

export type EvalRun = {
  questions: EvalQuestion[];
  gold: Map<string, GoldEntry>;
  /** Folder of `<db>.sql` scripts. */
  databases: string;
  serverUrl: string;
  /** Asked, unless `predictions` holds the answers already. */
  analyst: Analyst | null;
  predictions: Map<string, Prediction>;
  onDatabase(name: string, questions: number): void;
};

/** Asks and scores every question, database by database. */
export async function runEval(run: EvalRun): Promise<EvalOutcome[]> {
  const outcomes: EvalOutcome[] = [];
  for (const [database, questions] of Map.groupBy(run.questions, (question) => question.db)) {
    run.onDatabase(database, questions.length);
    const url = await loadScratchDatabase(run.serverUrl, run.databases, database);
    const target = await openEvalTarget(url, database);
    for (const question of questions) outcomes.push(await evaluateQuestion(run, target, question));
  }
  const positions = new Map(run.questions.map((question, index) => [question, index]));
  return outcomes.toSorted((left, right) => (positions.get(left.question) ?? 0) - (positions.get(right.question) ?? 0));
}

async function evaluateQuestion(run: EvalRun, target: EvalTarget, question: EvalQuestion): Promise<EvalOutcome> {
  const entry = run.gold.get(question.id);
  const { prediction, refusal } = await predict(run, target, question);
  if (!entry && goldSql(question).length === 0) {
    return { question, prediction, kind: "unanswerable", right: prediction.refused, reason: null };
  }
  const outcome = { question, prediction, kind: "answerable", right: false } as const;
  if (prediction.refused) return { ...outcome, reason: refusal };
  try {
    const result = await target.runGuarded(prediction.sql);
    const gold = await goldAnswers(question, entry, target.runGold);
    const right = isRightResult(question, result, gold);
    return { ...outcome, right, reason: right ? null : gold.length === 0 ? "gold does not run" : "wrong rows" };
  } catch (cause) {
    return { ...outcome, reason: `sql: ${cause instanceof Error ? cause.message : String(cause)}` };
  }
}

async function predict(
  run: EvalRun,
  target: EvalTarget,
  question: EvalQuestion,
): Promise<{ prediction: Prediction; refusal: string }> {
  if (!run.analyst) {
    const known = run.predictions.get(question.id);
    const sql = known?.sql ?? "";
    const refused = known?.refused ?? sql === "";
    return {
      prediction: { id: question.id, sql, refused, confidence: known?.confidence ?? 0, ms: known?.ms ?? 0 },
      refusal: "no prediction",
    };
  }
  const { prediction, answer, failure } = await askQuestion(run.analyst, target.catalog, question);
  if (failure !== null) return { prediction, refusal: `threw: ${failure}` };
  const refusal = answer?.kind === "refusal" ? `refused: ${answer.reason}` : "asked back";
  return { prediction, refusal };
}
