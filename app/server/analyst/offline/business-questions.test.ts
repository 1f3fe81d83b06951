import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Catalog } from "#app/shared/catalog.ts";
import { answerQuestion } from "./answer-question.ts";

/** What people of a projects business ask of their own tables, with the glossary the demo ships. */
const catalog = JSON.parse(
  readFileSync(new URL("./projects-business.fixture.json", import.meta.url), "utf8"),
) as Catalog;

const QUESTIONS: [question: string, ...needed: RegExp[]][] = [
  ["How many active projects does each company have?", /count\(/i, /'active'/, /companies/, /group by/i],
  ["Show me active projects", /from projects/i, /'active'/],
  ["Total amount of invoices by month", /sum\((invoices\.)?amount\)/i, /date_trunc\('month'/i, /group by/i],
  ["revenue by month in 2025", /sum\((invoices\.)?amount\)/i, /date_trunc\('month'/i, /2025-01-01/],
  ["revenue by industry", /sum\(invoices\.amount\)/i, /industry/, /group by/i],
  ["total revenue last year", /sum\((invoices\.)?amount\)/i, /2025-01-01/, /2026-01-01/],
  ["top 5 companies by invoiced amount", /sum\(invoices\.amount\)/i, /companies\.name/, /desc/i, /limit 5/i],
  ["top 5 clients by revenue", /sum\(invoices\.amount\)/i, /companies\.name/, /desc/i, /limit 5/i],
  ["which company has the most overdue invoices?", /count\(/i, /'overdue'/, /companies\.name/, /limit 1/i],
  ["average budget of completed projects", /avg\((projects\.)?budget\)/i, /'completed'/],
  ["average invoice amount per company, top 3", /avg\(invoices\.amount\)/i, /companies\.name/, /limit 3/i],
  ["which clients have more than 5 projects", /companies/, /name/, /> 5/],
  [
    "How many hours did each team member log last quarter?",
    /sum\(time_entries\.hours\)/i,
    /team_members/,
    /2026-07-01/,
    /2026-10-01/,
  ],
  ["who logged the most hours in 2025?", /sum\(time_entries\.hours\)/i, /team_members/, /2025-01-01/, /limit 1/i],
  ["What share of invoices is overdue?", /100/, /'overdue'/, /(filter|case|select count)/i],
  ["What percentage of projects are active?", /100/, /'active'/, /(filter|case|select count)/i],
  ["Which country has the highest revenue?", /sum\(invoices\.amount\)/i, /country/, /desc/i, /limit 1/i],
  ["monthly hours in 2025", /sum\((time_entries\.)?hours\)/i, /date_trunc\('month'/i, /group by/i],
  ["running total of hours by month in 2025", /sum\(.*\) over \(order by/is, /date_trunc\('month'/i],
  ["growth of revenue by year", /lag\(/i, /date_trunc\('year'/i],
  ["number of invoices issued past 90 days", /count\(/i, /2026-08-2/],
  ["unpaid invoices over 10000", /invoices/, /> 10000/, /'paid'|paid_/i],
  ["companies without any projects", /companies/, /not exists|not in|is null/i],
  ["projects with budget above average", /avg\(/i, /budget/],
  ["number of projects by status and priority", /count\(/i, /status/, /priority/, /group by/i],
  ["total hours per project, highest first", /sum\(time_entries\.hours\)/i, /projects\.name/, /desc/i],
  ["how many people work here", /count\(/i, /team_members/],
];

for (const [question, ...needed] of QUESTIONS) {
  test(question, () => {
    const answer = answerQuestion({ question, catalog, history: [], now: "2026-11-22T12:00:00.000Z" });
    expect(answer).toMatchObject({ kind: "sql" });
    for (const part of needed) expect(answer.kind === "sql" ? answer.sql : "").toMatch(part);
  });
}
