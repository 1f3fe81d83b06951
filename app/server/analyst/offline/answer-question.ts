import type { AnalystAnswer, AnalystRequest, Choice } from "#app/shared/analyst.ts";
import { judge, REFUSAL_THRESHOLD } from "./confidence.ts";
import { readFollowUp } from "./follow-up.ts";
import { interpretPlan, plainName } from "./interpret-plan.ts";
import { normaliseQuestion, tokenise } from "./language/tokenise.ts";
import { leftOutRows } from "./left-out-rows.ts";
import { linkQuestion } from "./parse/link-question.ts";
import { readQuestion } from "./parse/read-question.ts";
import { buildPlan, type BuiltPlan } from "./plan/build-plan.ts";
import type { Builder } from "./plan/builder.ts";
import { isRunnable, tidyOrders } from "./plan/is-runnable.ts";
import { printSql, UnjoinableTables } from "./print/print-sql.ts";
import { refuse } from "./refuse.ts";
import { schemaIndexOf } from "./schema/schema-index.ts";
import { settleFanOut } from "./settle-fan-out.ts";
import { screenQuestion } from "./screen-question.ts";

/** Longer questions are cut before reading, so that a pasted book costs nothing. */
const MAX_READ = 2_001;

/**
 * Reads a question against a catalog and answers with SQL, a refusal or choices. Pure and synchronous; the clock
 * is `request.now`. Never throws for anything a question or a catalog may contain.
 */
export function answerQuestion(request: AnalystRequest): AnalystAnswer {
  const { catalog } = request;
  if (catalog.tables.length === 0) return refuse("empty_catalog", catalog);
  const question = normaliseQuestion(request.question.slice(0, MAX_READ));
  const tokens = tokenise(question);
  const screened = screenQuestion(question, tokens, request.history.length > 0);
  if (screened) return refuse(screened, catalog);
  const index = schemaIndexOf(catalog);
  const items = linkQuestion(tokens, index, request.now);
  const draft = readQuestion(items);
  const edited = readFollowUp(question, request.history, draft, items, index, request.now);
  const built = edited ?? buildPlan(draft, index, request.now);
  if (!built || built.plan.select.length === 0)
    return refuse(draft.unexplained.length > 0 ? "unplaced_words" : "not_about_data", catalog, draft.unexplained);
  const tidied = tidyOrders(built.plan);
  if (!isRunnable(tidied, index)) return refuse("unsupported_question", catalog, draft.unexplained);
  const { confidence, unplaced } = edited ? judgeEdit(draft.unexplained, built) : judge(draft, built.builder);
  if (confidence < REFUSAL_THRESHOLD)
    return refuse(unplaced.length > 0 ? "unplaced_words" : "low_confidence", catalog, [
      ...unplaced,
      ...built.builder.failures,
    ]);
  const settled = settleFanOut(tidied, index);
  if (!settled.ok) return refuse("unsupported_question", catalog, [], settled.message);
  const missed = leftOutRows(settled.plan, index);
  const plan = missed ? { ...settled.plan, assumptions: [...settled.plan.assumptions, missed] } : settled.plan;
  try {
    const sql = printSql(plan, index);
    return {
      kind: "sql",
      sql,
      interpretation: interpretPlan(plan, index),
      assumptions: plan.assumptions,
      confidence,
      plan,
      alternatives: alternativesFor(request.question, built.builder),
      chartHint: plan.chart,
    };
  } catch (error) {
    if (error instanceof UnjoinableTables) return refuse("unsupported_question", catalog, built.builder.failures);
    throw error;
  }
}

/** An edit of a known plan is sure of everything but the words it could not use. */
function judgeEdit(unexplained: string[], built: BuiltPlan): { confidence: number; unplaced: string[] } {
  const unplaced = unexplained.filter(
    (word) => !/^(?:instead|only|just|same|about|drop|fall|rise|increase|decrease|please)s?(?:ped|ed)?$/i.test(word),
  );
  const confidence = 0.85 - 0.25 * Math.min(3, unplaced.length) - 0.2 * Math.min(2, built.builder.failures.length);
  return { confidence: Math.max(0, confidence), unplaced };
}

/** The same question with the doubtful word written out the other way. */
function alternativesFor(question: string, builder: Builder): Choice[] {
  const choices: Choice[] = [];
  for (const tie of builder.valueTies) {
    for (const other of tie.others) {
      const table = plainName(other.column.table.table.name);
      const column = plainName(other.column.column.name);
      choices.push({
        label: `${column} "${other.value.trim()}" (${table})`,
        question: question.replace(tie.words, () => `${table} ${column} "${other.value.trim()}"`),
      });
    }
  }
  for (const close of builder.closeCalls) {
    const name = `${plainName(close.other.table.table.name)} ${plainName(close.other.column.name)}`;
    choices.push({ label: name, question: question.replace(close.words, () => name) });
  }
  return choices
    .filter(
      (choice, at) =>
        choice.question !== question && choices.findIndex((other) => other.question === choice.question) === at,
    )
    .slice(0, 3);
}
