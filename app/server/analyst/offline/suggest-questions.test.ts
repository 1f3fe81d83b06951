import { expect, test } from "vitest";
import { answerQuestion } from "./answer-question.ts";
import { businessCatalog } from "./specimens/business-catalog.ts";
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
