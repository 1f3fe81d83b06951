import { expect, test } from "vitest";
import type { AnalystAnswer } from "#app/shared/analyst.ts";
import type { Catalog } from "#app/shared/catalog.ts";
import { answerQuestion } from "./answer-question.ts";
import { businessCatalog } from "./specimens/business-catalog.ts";
import { catalogOf } from "./specimens/catalog-of.ts";

const libraryCatalog = catalogOf({
  authors: { rows: 40, columns: ["id integer pk", "name text unique = Ann Ott|Bo Lind"] },
  papers: { rows: 90, columns: ["id integer pk", "title text", "citations integer 0..90"] },
  paper_authors: { rows: 200, columns: ["paper_id integer -> papers.id", "author_id integer -> authors.id"] },
});

function ask(catalog: Catalog, question: string): AnalystAnswer {
  return answerQuestion({ question, catalog, history: [], now: "2026-11-22T12:00:00Z" });
}

test.each([
  ["revenue by city", "This would count some invoices several times, because a company can have several addresses."],
  [
    "total budget by department",
    "This would count some projects several times, because a project can have several time entries.",
  ],
  [
    "total budget by invoice status",
    "This would count some projects several times, because a project can have several invoices.",
  ],
  [
    "total invoice amount and total hours by company",
    "This would count some invoices several times, because a project can have several time entries.",
  ],
])("refuses a figure that would count rows several times: %s", (question, message) => {
  expect(ask(businessCatalog, question)).toMatchObject({ kind: "refusal", reason: "unsupported_question", message });
});

test("takes an equal column from a table that is met once", () => {
  const answer = ask(businessCatalog, "revenue by address country");
  expect(answer).toMatchObject({
    kind: "sql",
    sql: expect.stringContaining("GROUP BY companies.country"),
    assumptions: expect.arrayContaining([
      "The country is that of companies, because a company can have several addresses",
    ]),
  });
  expect(answer.kind === "sql" && answer.sql).not.toContain("addresses");
});

test("a row that belongs to several lines counts in each, and that is said", () => {
  expect(ask(libraryCatalog, "total citations of papers by author")).toMatchObject({
    kind: "sql",
    sql: expect.stringContaining("sum(papers.citations)"),
    assumptions: expect.arrayContaining(["A paper with several authors counts for each of them"]),
  });
});

test.each(["number of projects by department", "total payments by project", "highest budget by department"])(
  "joins that change no figure are let through: %s",
  (question) => {
    const answer = ask(businessCatalog, question);
    expect(answer.kind).toBe("sql");
    expect(answer.kind === "sql" && answer.assumptions.join()).not.toContain("several");
  },
);
