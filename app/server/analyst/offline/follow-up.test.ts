import { expect, test } from "vitest";
import type { PreviousTurn } from "#app/shared/analyst.ts";
import { answerQuestion } from "./answer-question.ts";
import { businessCatalog } from "./specimens/business-catalog.ts";

/** Asks one after the other, each plan stored as JSON in between, and gives the last SQL on one line. */
function converse(...questions: string[]): string {
  const history: PreviousTurn[] = [];
  let last = "";
  for (const question of questions) {
    const answer = answerQuestion({ question, catalog: businessCatalog, history, now: "2026-11-22T12:00:00Z" });
    if (answer.kind !== "sql") return `${answer.kind}: ${answer.message}`;
    last = answer.sql.replace(/\s+/g, " ");
    history.push({ question, sql: answer.sql, plan: JSON.parse(JSON.stringify(answer.plan)) });
  }
  return last;
}

test("only some of them", () => {
  expect(converse("How many projects does each company have?", "only active ones")).toContain(
    "WHERE projects.status = 'active'",
  );
});

test("a new period takes the place of the old one", () => {
  const sql = converse("revenue by month in 2025", "and for 2024?");
  expect(sql).toContain("issued_at >= '2024-01-01'");
  expect(sql).not.toContain("2025-02");
  expect(sql.match(/issued_at >=/g)).toHaveLength(1);
});

test("another grain keeps the filters", () => {
  expect(converse("revenue by month in 2025", "by quarter instead")).toBe(
    "SELECT date_trunc('quarter', issued_at)::date AS quarter, sum(amount) AS total_amount FROM invoices WHERE issued_at >= '2025-01-01' AND issued_at < '2026-01-01' GROUP BY date_trunc('quarter', issued_at)::date ORDER BY date_trunc('quarter', issued_at)::date",
  );
});

test("another value of the same column", () => {
  const sql = converse("total revenue of Acme", "what about Globex?");
  expect(sql).toContain("companies.name = 'Globex'");
  expect(sql).not.toContain("Acme");
});

test("same for a value of a table not joined yet", () => {
  expect(converse("How many invoices are overdue?", "same for Acme")).toContain("companies.name = 'Acme'");
});

test("another chart changes nothing else", () => {
  const history: PreviousTurn[] = [];
  const first = answerQuestion({
    question: "revenue by industry",
    catalog: businessCatalog,
    history,
    now: "2026-11-22T12:00:00Z",
  });
  if (first.kind !== "sql") throw new Error(first.message);
  history.push({ question: "revenue by industry", sql: first.sql, plan: first.plan });
  const second = answerQuestion({
    question: "as a pie",
    catalog: businessCatalog,
    history,
    now: "2026-11-22T12:00:00Z",
  });
  expect(second).toMatchObject({ kind: "sql", sql: first.sql, chartHint: "pie" });
});

test("the top of what was shown", () => {
  expect(converse("revenue by company", "top 3")).toMatch(/ORDER BY sum\(invoices\.amount\) DESC NULLS LAST LIMIT 3$/);
});

test("why did it drop compares with the period before", () => {
  const sql = converse("revenue by month in 2026", "why did it drop in May?");
  expect(sql).toContain("AS before");
  expect(sql).toContain("issued_at >= '2026-04-01' AND issued_at < '2026-05-01'");
  expect(sql).toContain("issued_at >= '2026-05-01' AND issued_at < '2026-06-01'");
});

test("a whole new question is not taken for a follow-up", () => {
  expect(converse("revenue by month in 2025", "How many projects are there?")).toBe(
    "SELECT count(*) AS projects_count FROM projects",
  );
});

test.each([
  null,
  7,
  "plan",
  {},
  { version: 1, entity: "nowhere" },
  {
    version: 1,
    entity: "projects",
    select: [{}],
    where: [{ kind: "?" }],
    groupBy: [],
    having: [],
    orderBy: [],
    through: [],
  },
])("a plan nobody made is ignored: %j", (plan) => {
  const answer = answerQuestion({
    question: "only active ones",
    catalog: businessCatalog,
    history: [{ question: "x", sql: null, plan }],
    now: "2026-11-22T12:00:00Z",
  });
  expect(["sql", "refusal"]).toContain(answer.kind);
});

test("by another column keeps the figure", () => {
  const byIndustry = converse("total revenue", "by industry");
  expect(byIndustry).toContain("SELECT companies.industry, sum(invoices.amount)");
  expect(converse("revenue by month", "and by country instead?")).toContain(
    "SELECT companies.country, sum(invoices.amount)",
  );
});

test("a follow-up may not count rows several times either", () => {
  expect(converse("total revenue", "by city")).toContain("This would count some invoices several times");
});
