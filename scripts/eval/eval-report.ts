import type { EvalQuestion, Prediction } from "./eval-formats.ts";

/** What became of one question. */
export type EvalOutcome = {
  question: EvalQuestion;
  prediction: Prediction;
  /** Answerable questions have gold; unanswerable ones should be refused. */
  kind: "answerable" | "unanswerable";
  right: boolean;
  /** Why there is no right answer: "wrong rows", "refused: ...", "sql: ...". */
  reason: string | null;
};

export type EvalSummary = {
  accuracy: number;
  coverage: number;
  precision: number;
  falseAnswers: number;
  questions: number;
};

/** Percentages; 0 where there is nothing to divide by. */
export function summarise(outcomes: EvalOutcome[]): EvalSummary {
  const answerable = outcomes.filter((outcome) => outcome.kind === "answerable");
  const unanswerable = outcomes.filter((outcome) => outcome.kind === "unanswerable");
  const answered = answerable.filter((outcome) => !outcome.prediction.refused);
  const right = answerable.filter((outcome) => outcome.right).length;
  return {
    accuracy: percent(right, answerable.length),
    coverage: percent(answered.length, answerable.length),
    precision: percent(right, answered.length),
    falseAnswers: percent(unanswerable.filter((outcome) => !outcome.prediction.refused).length, unanswerable.length),
    questions: outcomes.length,
  };
}

/** The line programs read: `accuracy 61.3 coverage 80.1 precision 76.5 false-answers 4.2 questions 479`. */
export function summaryLine(summary: EvalSummary): string {
  const { accuracy, coverage, precision, falseAnswers, questions } = summary;
  const figure = (value: number): string => value.toFixed(1);
  return `accuracy ${figure(accuracy)} coverage ${figure(coverage)} precision ${figure(precision)} false-answers ${figure(falseAnswers)} questions ${questions}`;
}

/** Figures by category and database, how well confidence is calibrated, times, and the failures. */
export function reportLines(outcomes: EvalOutcome[], failuresShown: number): string[] {
  return [
    ...groupLines("category", outcomes, categoryOf),
    ...groupLines("database", outcomes, (outcome) => outcome.question.db),
    ...calibrationLines(outcomes),
    ...failureLines(outcomes, failuresShown),
    ...timeLines(outcomes),
  ];
}

export function categoryOf({ question }: EvalOutcome): string {
  const { extra, category } = question;
  return extra?.category ?? extra?.difficulty ?? extra?.hardness ?? category ?? "-";
}

function groupLines(title: string, outcomes: EvalOutcome[], keyOf: (outcome: EvalOutcome) => string): string[] {
  const groups = Map.groupBy(outcomes, keyOf);
  const width = Math.max(24, ...[...groups.keys()].map((key) => key.length + 2));
  const header = `${`by ${title}`.padEnd(width)}questions  accuracy  coverage  precision  false-answers`;
  const lines = [...groups]
    .toSorted(([left], [right]) => left.localeCompare(right))
    .map(([key, members]) => {
      const summary = summarise(members);
      const cells = [summary.accuracy, summary.coverage, summary.precision, summary.falseAnswers];
      const widths = [10, 10, 11, 15];
      const figures = cells.map((cell, index) => cell.toFixed(1).padStart(widths[index] ?? 10)).join("");
      return `${key.padEnd(width)}${String(members.length).padStart(9)}${figures}`;
    });
  return ["", header, ...lines];
}

function calibrationLines(outcomes: EvalOutcome[]): string[] {
  const answered = outcomes.filter((outcome) => !outcome.prediction.refused);
  if (answered.length === 0) return [];
  const groups = Map.groupBy(answered, ({ prediction }) => Math.min(9, Math.floor(prediction.confidence * 10)));
  const lines = [...groups]
    .toSorted(([left], [right]) => right - left)
    .map(([tenth, members]) => {
      const right = members.filter((outcome) => outcome.right).length;
      return `  ${(tenth / 10).toFixed(1)}-${((tenth + 1) / 10).toFixed(1)}  ${String(members.length).padStart(5)} answers, ${percent(right, members.length).toFixed(1)} % right`;
    });
  return ["", "by confidence", ...lines];
}

function failureLines(outcomes: EvalOutcome[], shown: number): string[] {
  const failures = outcomes.filter(isFailure);
  if (failures.length === 0) return [];
  const reasons = [...Map.groupBy(failures, ({ reason }) => classOf(reason))]
    .toSorted(([, left], [, right]) => right.length - left.length)
    .map(([reason, members]) => `${String(members.length).padStart(5)}  ${reason}`);
  const sorted = failures.toSorted((left, right) =>
    [left.question.db, categoryOf(left), left.question.id]
      .join()
      .localeCompare([right.question.db, categoryOf(right), right.question.id].join()),
  );
  const details = sorted
    .slice(0, shown)
    .flatMap((outcome) => [
      `- ${outcome.question.id} [${outcome.question.db}, ${categoryOf(outcome)}] ${outcome.question.question}`,
      `    ${outcome.reason ?? "answered, though it should be refused"}`,
      ...(outcome.prediction.sql ? [`    ${outcome.prediction.sql.replaceAll(/\s+/g, " ")}`] : []),
    ]);
  const more =
    sorted.length > shown ? [`  ... ${sorted.length - shown} more; --failures ${sorted.length} lists all`] : [];
  return ["", "failures by reason", ...reasons, ...(shown > 0 ? ["", "failures"] : []), ...details, ...more];
}

function isFailure(outcome: EvalOutcome): boolean {
  return outcome.kind === "answerable" ? !outcome.right : !outcome.prediction.refused;
}

/** The reason without its particulars, so that alike failures count together. */
function classOf(reason: string | null): string {
  return (reason ?? "answered, though it should be refused").replaceAll(/"[^"]*"|\d+/g, "_").slice(0, 90);
}

function timeLines(outcomes: EvalOutcome[]): string[] {
  const times = outcomes.map((outcome) => outcome.prediction.ms).toSorted((left, right) => left - right);
  const at = (share: number): string => (times[Math.floor((times.length - 1) * share)] ?? 0).toFixed(1);
  return ["", `question to answer, ms: p50 ${at(0.5)}, p95 ${at(0.95)}, max ${at(1)}`];
}

function percent(part: number, whole: number): number {
  return whole === 0 ? 0 : (100 * part) / whole;
}
