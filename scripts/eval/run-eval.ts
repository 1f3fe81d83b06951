import { askQuestion } from "./ask-question.ts";
import type { EvalQuestion, GoldEntry, Prediction } from "./eval-formats.ts";
import type { EvalOutcome } from "./eval-report.ts";
import { openEvalTarget, type EvalTarget } from "./eval-target.ts";
import { goldAnswers, goldSql } from "./gold-answers.ts";
import { isRightResult } from "./score-question.ts";
import { loadScratchDatabase } from "./scratch-database.ts";
import type { Analyst, AnalystRequest } from "#app/shared/analyst.ts";
import type { ResultSet } from "#app/shared/result-set.ts";

/** As in the product. */
const MOST_REPAIRS = 2;

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
  const answerable = entry !== undefined || goldSql(question).length > 0;
  const { prediction, result, problem } = await answer(run, target, question);
  if (!answerable) return { question, prediction, kind: "unanswerable", right: prediction.refused, reason: null };
  const outcome = { question, prediction, kind: "answerable", right: false } as const;
  if (!result) return { ...outcome, reason: problem };
  const gold = await goldAnswers(question, entry, target.runGold);
  const right = isRightResult(question, result, gold);
  return { ...outcome, right, reason: right ? null : gold.length === 0 ? "gold does not run" : "wrong rows" };
}

type Answered = { prediction: Prediction; result: ResultSet | null; problem: string };

/** Asks and runs; a model may mend what the guard or the database refused as often as in the product. */
async function answer(run: EvalRun, target: EvalTarget, question: EvalQuestion): Promise<Answered> {
  let repair: AnalystRequest["repair"];
  let ms = 0;
  for (let repairs = 0; ; repairs++) {
    const { prediction, refusal } = await predict(run, target, question, repair);
    ms += prediction.ms;
    const timed = { ...prediction, ms };
    if (prediction.refused) return { prediction: timed, result: null, problem: refusal };
    try {
      return { prediction: timed, result: await target.runGuarded(prediction.sql), problem: "" };
    } catch (cause) {
      const message = cause instanceof Error ? cause.message : String(cause);
      const last = run.analyst?.name !== "model" || repairs === MOST_REPAIRS;
      if (last) return { prediction: timed, result: null, problem: `sql: ${message}` };
      repair = { sql: prediction.sql, code: "FAILED", message };
    }
  }
}

async function predict(
  run: EvalRun,
  target: EvalTarget,
  question: EvalQuestion,
  repair: AnalystRequest["repair"],
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
  const asked = await askQuestion(run.analyst, target.catalog, question, repair);
  if (asked.failure !== null) return { prediction: asked.prediction, refusal: `threw: ${asked.failure}` };
  const refusal = asked.answer?.kind === "refusal" ? `refused: ${asked.answer.reason}` : "asked back";
  return { prediction: asked.prediction, refusal };
}
