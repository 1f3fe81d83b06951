import fc from "fast-check";
import { expect, test } from "vitest";
import { parse } from "libpg-query";
import { answerQuestion } from "./answer-question.ts";
import { businessCatalog } from "./specimens/business-catalog.ts";
import { clinicCatalog } from "./specimens/clinic-catalog.ts";
import { legacyCatalog } from "./specimens/legacy-catalog.ts";
import { schoolCatalog } from "./specimens/school-catalog.ts";

const CATALOGS = [businessCatalog, clinicCatalog, legacyCatalog, schoolCatalog];
const WORDS = (
  "how many show list what which who average total maximum most least highest top 3 5 2024 projects students companies orders customers name names age budget status active " +
  "for each by per month year with without not no never both either and or , . ? whose than more less between 10 and 20 in of the is are the 'Math' \"Acme\" O'Brien percentage ratio " +
  "difference to of share running total growth as a pie chart instead only same sorted by descending alphabetical order distinct different last 30 days since March 2024 before after " +
  "null missing contain start with good best oldest youngest above below average at least at most equal to hours invoices overdue it them ones why drop ( ) - % $ 50% \\ ; -- /* */"
).split(" ");

const sentence = fc.array(fc.constantFrom(...WORDS), { minLength: 0, maxLength: 30 }).map((words) => words.join(" "));
const anything = fc.oneof(
  { weight: 5, arbitrary: sentence },
  { weight: 1, arbitrary: fc.string({ maxLength: 300, unit: "grapheme" }) },
  { weight: 1, arbitrary: fc.string({ maxLength: 200, unit: "binary" }) },
);

test("any question gets a clear answer, and any SQL given is one well-formed SELECT", async () => {
  await fc.assert(
    fc.asyncProperty(anything, sentence, fc.constantFrom(...CATALOGS), async (question, next, catalog) => {
      const first = answerQuestion({ question, catalog, history: [], now: "2026-11-22T12:00:00Z" });
      const history = [
        {
          question,
          sql: first.kind === "sql" ? first.sql : null,
          plan: first.kind === "sql" ? JSON.parse(JSON.stringify(first.plan)) : null,
        },
      ];
      const second = answerQuestion({ question: next, catalog, history, now: "2026-11-22T12:00:00Z" });
      for (const answer of [first, second]) {
        if (answer.kind === "sql") {
          const tree = await parse(answer.sql);
          expect(tree.stmts?.map(({ stmt }) => Object.keys(stmt ?? {}))).toEqual([["SelectStmt"]]);
          expect(answer.confidence).toBeGreaterThan(0);
          expect(answer.confidence).toBeLessThanOrEqual(1);
        } else if (answer.kind === "refusal") expect(answer.message.length).toBeGreaterThan(0);
      }
    }),
    { numRuns: 400 },
  );
}, 60_000);

test("very long questions are answered at once", () => {
  for (const question of [
    "projects ".repeat(3_000),
    "a".repeat(20_000),
    "how many ".repeat(200),
    `"${"x".repeat(1_900)}"`,
    "and or not ".repeat(170),
    "1 ".repeat(1_000),
  ]) {
    const start = performance.now();
    answerQuestion({ question, catalog: businessCatalog, history: [], now: "2026-11-22T12:00:00Z" });
    expect(performance.now() - start).toBeLessThan(1_000);
  }
});

test("a clock that makes no sense is no reason to fail", () => {
  expect(
    answerQuestion({ question: "invoices of last month", catalog: businessCatalog, history: [], now: "soon" }).kind,
  ).toBe("sql");
});
