import type { AnalystAnswer, AnalystRequest, Choice } from "#app/shared/analyst.ts";
import { judge, REFUSAL_THRESHOLD } from "./confidence.ts";
import { interpretPlan, plainName } from "./interpret-plan.ts";
import { normaliseQuestion, tokenise } from "./language/tokenise.ts";
import { linkQuestion } from "./parse/link-question.ts";
import { readQuestion } from "./parse/read-question.ts";
import { buildPlan } from "./plan/build-plan.ts";
import type { Builder } from "./plan/builder.ts";
import { printSql, UnjoinableTables } from "./print/print-sql.ts";
import { refuse } from "./refuse.ts";
import { schemaIndexOf } from "./schema/schema-index.ts";
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
  const screened = screenQuestion(question, tokens);
  if (screened) return refuse(screened, catalog);
  const index = schemaIndexOf(catalog);
  const items = linkQuestion(tokens, index, request.now);
  const draft = readQuestion(items);
  const built = buildPlan(draft, index, request.now);
  if (!built || built.plan.select.length === 0)
    return refuse(draft.unexplained.length > 0 ? "unplaced_words" : "not_about_data", catalog, draft.unexplained);
  const { plan, builder } = built;
  const { confidence, unplaced } = judge(draft, builder);
  if (confidence < REFUSAL_THRESHOLD)
    return refuse(unplaced.length > 0 ? "unplaced_words" : "low_confidence", catalog, [
      ...unplaced,
      ...builder.failures,
    ]);
  try {
    const sql = printSql(plan, index);
    return {
      kind: "sql",
      sql,
      interpretation: interpretPlan(plan, index),
      assumptions: plan.assumptions,
      confidence,
      plan,
      alternatives: alternativesFor(request.question, builder),
      chartHint: plan.chart,
    };
  } catch (error) {
    if (error instanceof UnjoinableTables) return refuse("unsupported_question", catalog, builder.failures);
    throw error;
  }
}

/** The same question with the doubtful word written out the other way. */
function alternativesFor(question: string, builder: Builder): Choice[] {
  const choices: Choice[] = [];
  for (const tie of builder.valueTies) {
    for (const other of tie.others) {
      const label = `${plainName(other.column.column.name)} "${other.value.trim()}" (${plainName(other.column.table.table.name)})`;
      choices.push({
        label,
        question: question.replace(
          tie.words,
          () =>
            `${plainName(other.column.table.table.name)} ${plainName(other.column.column.name)} "${other.value.trim()}"`,
        ),
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
