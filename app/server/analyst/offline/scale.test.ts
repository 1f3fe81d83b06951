import { expect, test } from "vitest";
import { answerQuestion } from "./answer-question.ts";
import { catalogOf } from "./specimens/catalog-of.ts";

function largeCatalog(tables: number) {
  const nouns = [
    "account",
    "shipment",
    "ticket",
    "device",
    "contract",
    "lesson",
    "branch",
    "vessel",
    "recipe",
    "sensor",
  ];
  const columns = [
    "name text",
    "status text = open|closed",
    "amount numeric",
    "created_on date",
    "code text",
    "city text = Lima|Oslo",
    "quantity integer",
    "rating numeric",
    "notes text",
    "price numeric",
    "started_on date",
    "ended_on date",
    "weight numeric",
    "height numeric",
    "color text",
    "region text",
    "country text",
    "email text",
  ];
  return catalogOf(
    Object.fromEntries(
      Array.from({ length: tables }, (_, at) => [
        `${nouns[at % nouns.length]}_${Math.floor(at / nouns.length)}s`,
        {
          columns: [
            "id integer pk",
            at === 0
              ? "parent_id integer"
              : `parent_id integer -> ${nouns[(at - 1) % nouns.length]}_${Math.floor((at - 1) / nouns.length)}s.id`,
            ...columns,
          ],
        },
      ]),
    ),
  );
}

test("a question over 1,000 tables and 20,000 columns takes under 50 ms once the catalog is prepared", () => {
  const catalog = largeCatalog(1_000);
  const questions = [
    "How many sensor 4 are there?",
    "average amount of contract 7 by city",
    "names of vessel 3 with the highest rating",
    "total price of ticket 12 per month in 2024",
    "lesson 9 whose status is open",
  ];
  for (const question of questions) answerQuestion({ question, catalog, history: [], now: "2026-11-22T12:00:00Z" });
  const times = questions.flatMap((question) =>
    [1, 2, 3].map(() => {
      const start = performance.now();
      answerQuestion({ question, catalog, history: [], now: "2026-11-22T12:00:00Z" });
      return performance.now() - start;
    }),
  );
  times.sort((a, b) => a - b);
  expect(times[Math.floor(times.length / 2)]).toBeLessThan(50);
});
