import { expect, test } from "vitest";
import { answerQuestion } from "./answer-question.ts";
import { businessCatalog } from "./specimens/business-catalog.ts";
import { catalogOf } from "./specimens/catalog-of.ts";
import { clinicCatalog } from "./specimens/clinic-catalog.ts";
import { legacyCatalog } from "./specimens/legacy-catalog.ts";
import { schoolCatalog } from "./specimens/school-catalog.ts";
import { suggestQuestions } from "./suggest-questions.ts";

test.each([
  ["business", businessCatalog],
  ["clinic", clinicCatalog],
  ["legacy", legacyCatalog],
  ["school", schoolCatalog],
])("every suggestion for the %s catalog is one that gets an answer", (_name, catalog) => {
  const questions = suggestQuestions(catalog);
  expect(questions.length).toBeGreaterThanOrEqual(4);
  for (const question of questions) {
    const answer = answerQuestion({ question, catalog, history: [], now: "2026-11-22T12:00:00Z" });
    expect([question, answer.kind]).toEqual([question, "sql"]);
  }
});

test("after an answer the next questions start from its table and do not repeat it", () => {
  const question = "How many projects are there?";
  const answer = answerQuestion({ question, catalog: businessCatalog, history: [], now: "2026-11-22T12:00:00Z" });
  if (answer.kind !== "sql") throw new Error(answer.message);
  const next = suggestQuestions(businessCatalog, { after: { question, sql: answer.sql, plan: answer.plan } });
  expect(next[0]).toContain("projects");
  expect(next).not.toContain(question);
});

test("does not offer what was just asked in other words", () => {
  const question = "number of projects";
  const answer = answerQuestion({ question, catalog: businessCatalog, history: [], now: "2026-11-22T12:00:00Z" });
  if (answer.kind !== "sql") throw new Error(answer.message);
  const after = { question, sql: answer.sql, plan: JSON.parse(JSON.stringify(answer.plan)) as unknown };
  expect(suggestQuestions(businessCatalog, { after })).not.toContain("How many projects are there?");
});

test("the first questions speak of several tables", () => {
  const tables = ["invoices", "time entries", "payments", "projects", "companies", "team members"];
  const spokenOf = suggestQuestions(businessCatalog).map((question) =>
    tables.filter((table) => question.includes(table)).join(),
  );
  expect(new Set(spokenOf).size).toBeGreaterThanOrEqual(3);
});

test("does not count by prose, or by a column that tells nearly every row apart", () => {
  const catalog = catalogOf({
    visits: {
      rows: 12,
      columns: [
        "id integer pk",
        "remark text = late|early|sick|lost|left|none",
        "badge text = a|b|c|d|e|f|g|h|i|j|k",
        "outcome text = good|bad",
      ],
    },
  });
  const questions = suggestQuestions(catalog);
  expect(questions).toContain("How many visits are there for each outcome?");
  expect(questions.join()).not.toMatch(/badge|remark/);
});
