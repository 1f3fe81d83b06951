import type { PreviousTurn } from "#app/shared/analyst.ts";
import type { Catalog } from "#app/shared/catalog.ts";
import { singular } from "./language/stem-word.ts";
import { judge } from "./confidence.ts";
import { plainName } from "./interpret-plan.ts";
import { normaliseQuestion, tokenise } from "./language/tokenise.ts";
import { linkQuestion } from "./parse/link-question.ts";
import { readQuestion } from "./parse/read-question.ts";
import { buildPlan } from "./plan/build-plan.ts";
import { isRunnable } from "./plan/is-runnable.ts";
import { joinsOf } from "./print/print-sql.ts";
import { defaultDate, defaultMeasure } from "./plan/choose-columns.ts";
import { schemaIndexOf, type IndexedColumn, type IndexedTable } from "./schema/schema-index.ts";

const MAX_SUGGESTIONS = 6;
const SURE_ENOUGH = 0.6;
/** No suggestion speaks of today, so any clock will do. */
const CLOCK = "2000-01-01T00:00:00Z";

/** Whether the analyst itself would answer, surely enough to offer it. */
function isAnswerable(question: string, catalog: Catalog): boolean {
  const index = schemaIndexOf(catalog);
  const draft = readQuestion(linkQuestion(tokenise(normaliseQuestion(question)), index, CLOCK));
  const built = buildPlan(draft, index, CLOCK);
  if (!built || built.plan.select.length === 0 || judge(draft, built.builder).confidence < SURE_ENOUGH) return false;
  return isRunnable(built.plan, index) && joinsOf(built.plan, index) !== null;
}

function weight(table: IndexedTable): number {
  const rows = Math.log10(1 + (table.table.rowCount ?? 10));
  const named = table.display[0]?.column.kind === "text" ? 1 : 0;
  return (table.isLink ? -10 : 0) + rows + named + (defaultMeasure(table) ? 1.5 : 0) + (defaultDate(table) ? 1 : 0);
}

/** A column with few values to count by: labels before short texts, never prose. */
function category(table: IndexedTable): string | null {
  const fits = (column: IndexedColumn) => {
    const distinct = column.column.enumValues?.length ?? column.column.statistics?.distinct ?? 0;
    const prose = column.stems.some((stem) =>
      [
        "note",
        "descript",
        "comment",
        "text",
        "detail",
        "websit",
        "url",
        "email",
        "phone",
        "street",
        "address",
        "name",
        "titl",
        "postcod",
        "zip",
      ].includes(stem),
    );
    return !column.isKey && !prose && distinct >= 2 && distinct <= 30 && column.stems.length <= 3;
  };
  const column =
    table.columns.find((each) => each.column.kind === "enum" && fits(each)) ??
    table.columns.find((each) => each.column.kind === "text" && fits(each));
  return column ? plainName(column.column.name) : null;
}

/** The words of a column's name without "total", which the question says itself. */
function nameOf(column: IndexedColumn): string {
  return plainName(column.column.name)
    .replace(/^(?:tot|total) /, "")
    .replace(/\bamt\b/, "amount")
    .replace(/\bqty\b/, "quantity");
}

function singularName(name: string): string {
  const words = plainName(name).split(" ");
  return [...words.slice(0, -1), singular(words.at(-1) ?? "")].join(" ");
}

/**
 * Questions about this data that the offline analyst answers itself: for an empty conversation, or, with `after`,
 * next steps from the last answer. At most six.
 */
export function suggestQuestions(catalog: Catalog, options: { after?: PreviousTurn } = {}): string[] {
  const index = schemaIndexOf(catalog);
  const plan = options.after?.plan as { entity?: unknown } | null | undefined;
  const focus = typeof plan?.entity === "string" ? index.byId.get(plan.entity) : undefined;
  const tables = index.tables.filter((table) => !table.isLink).sort((a, b) => weight(b) - weight(a));
  const chosen = focus ? [focus, ...tables.filter((table) => table !== focus)] : tables;
  const questions: string[] = [];
  const add = (question: string | null) => {
    if (
      question &&
      questions.length < MAX_SUGGESTIONS &&
      isAnswerable(question, catalog) &&
      question !== options.after?.question &&
      !questions.includes(question)
    )
      questions.push(question);
  };
  for (const table of chosen.slice(0, 4)) {
    const name = table.words.join(" ");
    const measure = defaultMeasure(table);
    const measureName = measure ? nameOf(measure) : null;
    const group = category(table);
    const parent = index.edges.find(
      (edge) => edge.from === table && edge.to !== table && edge.to.display[0]?.column.kind === "text",
    )?.to;
    if (group) add(`How many ${name} are there for each ${group}?`);
    if (measureName && defaultDate(table)) add(`What is the total ${measureName} of ${name} by month?`);
    if (parent) add(`Which ${singularName(parent.words.join(" "))} has the most ${name}?`);
    if (measureName && !defaultDate(table)) add(`What is the average ${measureName} of ${name}?`);
    add(`How many ${name} are there?`);
  }
  return questions;
}
