import type { PreviousTurn } from "#app/shared/analyst.ts";
import type { Catalog } from "#app/shared/catalog.ts";
import { judge } from "./confidence.ts";
import { plainName } from "./interpret-plan.ts";
import { normaliseQuestion, tokenise } from "./language/tokenise.ts";
import { linkQuestion } from "./parse/link-question.ts";
import { readQuestion } from "./parse/read-question.ts";
import { buildPlan } from "./plan/build-plan.ts";
import { isRunnable } from "./plan/is-runnable.ts";
import { isUsablePlan } from "./plan/edit-plan.ts";
import type { Plan } from "./plan/plan.ts";
import { printSql, UnjoinableTables } from "./print/print-sql.ts";
import { defaultDate, defaultMeasure } from "./plan/choose-columns.ts";
import { schemaIndexOf, type IndexedColumn, type IndexedTable, type SchemaIndex } from "./schema/schema-index.ts";
import { settleFanOut } from "./settle-fan-out.ts";
import { singularOf } from "./table-words.ts";

const MAX_SUGGESTIONS = 6;
const MAX_TABLES = 4;
const MAX_A_TABLE = 5;
/** Two of each table in turn, so that the first handful speaks of several. */
const A_TABLE_AT_ONCE = 2;
const SURE_ENOUGH = 0.6;
/** No suggestion speaks of today, so any clock will do. */
const CLOCK = "2000-01-01T00:00:00Z";

/** The SQL the analyst itself would answer with; null where it would not, or not surely enough to offer it. */
function sqlFor(question: string, index: SchemaIndex): string | null {
  const draft = readQuestion(linkQuestion(tokenise(normaliseQuestion(question)), index, CLOCK));
  const built = buildPlan(draft, index, CLOCK);
  if (!built || built.plan.select.length === 0 || judge(draft, built.builder).confidence < SURE_ENOUGH) return null;
  if (!isRunnable(built.plan, index)) return null;
  const settled = settleFanOut(built.plan, index);
  return settled.ok ? printed(settled.plan, index) : null;
}

/** A plan as SQL; null where nothing connects its tables. */
function printed(plan: Plan, index: SchemaIndex): string | null {
  try {
    return printSql(plan, index);
  } catch (error) {
    if (error instanceof UnjoinableTables) return null;
    throw error;
  }
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
        "remark",
        "memo",
        "messag",
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
    const tellsRowsApart = column.column.kind !== "enum" && distinct * 2 > (table.table.rowCount ?? Infinity);
    return !column.isKey && !prose && !tellsRowsApart && distinct >= 2 && distinct <= 30 && column.stems.length <= 3;
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

/** What could be asked of one table, the more telling first. */
function questionsAbout(table: IndexedTable, index: SchemaIndex): string[] {
  const name = table.words.join(" ");
  const measure = defaultMeasure(table);
  const measureName = measure ? nameOf(measure) : null;
  const group = category(table);
  const parent = index.edges.find(
    (edge) => edge.from === table && edge.to !== table && edge.to.display[0]?.column.kind === "text",
  )?.to;
  const questions: string[] = [];
  if (group) questions.push(`How many ${name} are there for each ${group}?`);
  if (measureName && defaultDate(table)) questions.push(`What is the total ${measureName} of ${name} by month?`);
  if (parent) questions.push(`Which ${singularOf(parent.table.id, index)} has the most ${name}?`);
  if (measureName && !defaultDate(table)) questions.push(`What is the average ${measureName} of ${name}?`);
  questions.push(`How many ${name} are there?`);
  return questions;
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
  const asked = options.after && isUsablePlan(options.after.plan, index) ? printed(options.after.plan, index) : null;
  const known = new Set([asked]);
  const questions: string[] = [];
  const offered = chosen.slice(0, MAX_TABLES).map((table) => questionsAbout(table, index));
  for (let from = 0; from < MAX_A_TABLE; from += A_TABLE_AT_ONCE) {
    for (const question of offered.flatMap((list) => list.slice(from, from + A_TABLE_AT_ONCE))) {
      if (questions.length === MAX_SUGGESTIONS) return questions;
      const sql = question === options.after?.question ? null : sqlFor(question, index);
      if (sql === null || known.has(sql)) continue;
      known.add(sql);
      questions.push(question);
    }
  }
  return questions;
}
