import { expect, test } from "vitest";
import { offlineAnalyst } from "./offline-analyst.ts";
import { businessCatalog } from "./specimens/business-catalog.ts";

const request = {
  question: "How many projects are there?",
  catalog: businessCatalog,
  history: [],
  now: "2026-11-22T12:00:00Z",
};

test("streams what it understood, then the answer", async () => {
  const updates = [];
  for await (const update of offlineAnalyst.analyse(request, { signal: new AbortController().signal }))
    updates.push(update);
  expect(updates.map((update) => update.final)).toEqual([false, true]);
  expect(updates.at(-1)).toMatchObject({ analyst: "offline", answer: { kind: "sql" } });
});

test("stops before it starts where the signal is aborted", async () => {
  const aborted = offlineAnalyst.analyse(request, { signal: AbortSignal.abort() });
  await expect(aborted[Symbol.asyncIterator]().next()).rejects.toThrow();
});
