import type { ModelAnswer } from "#app/server/analyst/model/answer-schema.ts";
import type { AnalystAnswer, AnalystRequest } from "#app/shared/analyst.ts";

const CHOICES_SHOWN = 3;
const NAMES_SHOWN = 12;

/**
 * Turns what a model said into an answer of the product. An SQL answer without SQL, and a repair that
 * repeats the query that failed, are refusals: the same SQL never runs twice.
 */
export function toAnalystAnswer(answer: ModelAnswer, request: AnalystRequest): AnalystAnswer {
  const sql = cleanSql(answer.sql);
  if (answer.kind === "clarify" && answer.choices.length > 0) {
    return {
      kind: "clarification",
      message: answer.message || "This can be read in more than one way.",
      choices: answer.choices.slice(0, CHOICES_SHOWN),
    };
  }
  if (answer.kind === "sql" && sql !== "" && !isSameSql(sql, request.repair?.sql ?? "")) {
    const summary = answer.interpretation || "Answered as asked.";
    return {
      kind: "sql",
      sql,
      interpretation: { summary, chips: [] },
      assumptions: answer.assumptions.filter((assumption) => assumption.trim() !== ""),
      confidence: answer.confidence,
      plan: null,
      alternatives: answer.choices.slice(0, CHOICES_SHOWN),
      chartHint: answer.chart,
    };
  }
  const failedRepair = answer.kind === "sql" && request.repair !== undefined;
  return {
    kind: "refusal",
    reason:
      answer.unplacedWords.length > 0 ? "unplaced_words" : failedRepair ? "low_confidence" : "unsupported_question",
    message: failedRepair
      ? "No query was found that runs and answers this."
      : answer.message || "The tables here hold no answer to this.",
    unplacedWords: answer.unplacedWords,
    available: request.catalog.tables.slice(0, NAMES_SHOWN).map(({ name }) => name.replaceAll("_", " ")),
    suggestions: answer.choices.slice(0, CHOICES_SHOWN).map(({ question }) => question),
  };
}

/** Without the fence and the final semicolon models like to add. */
function cleanSql(sql: string): string {
  return sql
    .trim()
    .replace(/^```(?:sql)?\s*/i, "")
    .replace(/\s*```$/, "")
    .replace(/(?:\s*;)+\s*$/, "")
    .trim();
}

/** The same but for spacing and the case of everything outside quotes. */
export function isSameSql(left: string, right: string): boolean {
  const normal = (sql: string): string =>
    cleanSql(sql).replaceAll(/'(?:[^']|'')*'|"(?:[^"]|"")*"|[^'"]+/g, (part) =>
      /^['"]/.test(part) ? part : part.toLowerCase().replaceAll(/\s+/g, " "),
    );
  return normal(left) === normal(right);
}
