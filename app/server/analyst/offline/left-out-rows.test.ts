import { expect, test } from "vitest";
import type { Catalog } from "#app/shared/catalog.ts";
import { answerQuestion } from "./answer-question.ts";
import { businessCatalog } from "./specimens/business-catalog.ts";
import { clinicCatalog } from "./specimens/clinic-catalog.ts";

function leftOut(catalog: Catalog, question: string): string[] {
  const answer = answerQuestion({ question, catalog, history: [], now: "2026-11-22T12:00:00Z" });
  if (answer.kind !== "sql") throw new Error(answer.message);
  return answer.assumptions.filter((assumption) => assumption.includes("left out"));
}

test.each([
  ["How many treatments did each doctor give?", "Doctors without treatments are left out"],
  ["How many placebo treatments did each doctor give?", "Doctors without such treatments are left out"],
])("says which rows an inner join leaves out: %s", (question, assumption) => {
  expect(leftOut(clinicCatalog, question)).toEqual([assumption]);
});

test.each([
  ["How many projects does each company have?", "Companies without projects are left out"],
  ["total revenue by company", "Companies without invoices are left out"],
  ["total revenue by company in 2025", "Companies without such invoices are left out"],
  ["which company has the fewest projects?", "Companies without projects are left out"],
])("says it of longer paths and of the lowest too: %s", (question, assumption) => {
  expect(leftOut(businessCatalog, question)).toEqual([assumption]);
});

test.each([
  "How many projects are there?",
  "number of projects by status",
  "revenue by industry",
  "which company has the most projects?",
  "top 5 companies by invoiced amount",
  "which clients have more than 5 projects",
  "companies without any projects",
])("says nothing where no row is missed: %s", (question) => {
  expect(leftOut(businessCatalog, question)).toEqual([]);
});
