import path from "node:path";
import postgres from "postgres";
import { buildPrompt } from "#app/server/analyst/model/build-prompt.ts";
import { answerQuestion } from "#app/server/analyst/offline/answer-question.ts";
import { catalogQueryOn } from "#app/server/sql/catalog/catalog-query.ts";
import { introspectCatalog } from "#app/server/sql/catalog/introspect.ts";
import { valueIndexOf } from "#app/server/sql/catalog/value-index.ts";
import { startPostgres } from "#local/postgres.ts";
import { createLargeSchema } from "./large-schema.ts";

const [tables = 1_000, rows = 200] = process.argv.slice(2).map(Number);
const LOOKUPS = 500;
const QUESTIONS = [
  "total amount of invoice lines by region",
  "orders of amber birch 7",
  "which supplier has the most shipments in cedar",
  "average score of tickets since march",
];

const projectDir = path.resolve(import.meta.dirname, "../..");
const server = await startPostgres({
  projectDir,
  name: "eval",
  settings: { fsync: "off", full_page_writes: "off", synchronous_commit: "off" },
});
const admin = postgres(server.url, { max: 1, onnotice() {} });
await admin.unsafe("drop database if exists bench_catalog with (force)");
await admin.unsafe("create database bench_catalog");
const url = new URL(server.url);
url.pathname = "/bench_catalog";
const connection = postgres(url.href, { max: 1, onnotice() {} });

try {
  await createLargeSchema(connection, tables, rows);
  const before = heapMegabytes();
  let roundTrips = 0;
  const query = catalogQueryOn(connection);
  const started = performance.now();
  const catalog = await introspectCatalog(
    (sql) => {
      roundTrips += 1;
      return query(sql);
    },
    { target: { kind: "connected", dataSourceId: "bench" }, schemas: ["public"] },
  );
  const columns = catalog.tables.reduce((sum, table) => sum + table.columns.length, 0);
  const values = catalog.tables
    .flatMap((table) => table.columns)
    .reduce((sum, column) => sum + (column.values?.distinct.length ?? 0), 0);
  print("tables, columns, rows each", `${catalog.tables.length}, ${columns}, ${rows}`);
  print("build", `${ms(performance.now() - started)}, ${roundTrips} round trips`);
  print("relationships inferred", String(catalog.relationships.length));
  print("values kept", String(values));
  print("as JSON", `${(JSON.stringify(catalog).length / 1e6).toFixed(1)} MB`);
  print("in memory", `${(heapMegabytes() - before).toFixed(1)} MB`);

  const beforeIndex = heapMegabytes();
  const index = timed("value index, first use", () => {
    const made = valueIndexOf(catalog);
    made.similar("amber birhc 7", 5);
    return made;
  });
  print("value index in memory", `${(heapMegabytes() - beforeIndex).toFixed(1)} MB`);
  spread("same text", () => index.same("amber birch 7"));
  spread("misspelt text", () => index.similar("amber birhc 7", 5));
  spread("values mentioned in a question", (turn) => index.mentioned(QUESTIONS[turn % QUESTIONS.length] ?? "", 20));
  const options = { sharing: "values", schemaCharacters: 48_000 } as const;
  const ask = (turn: number): number => {
    const request = {
      question: QUESTIONS[turn % QUESTIONS.length] ?? "",
      catalog,
      history: [],
      now: "2026-11-22T10:00:00Z",
    };
    return buildPrompt(request, options).prompt.length;
  };
  const answerOffline = (turn: number): string => {
    const question = QUESTIONS[turn % QUESTIONS.length] ?? "";
    return answerQuestion({ question, catalog, history: [], now: "2026-11-22T10:00:00Z" }).kind;
  };
  timed("first offline answer (builds its indexes)", () => answerOffline(0));
  print("offline indexes in memory", `${(heapMegabytes() - beforeIndex).toFixed(1)} MB with the value index`);
  spread("offline answer", answerOffline, 100);
  timed("first prompt (builds the table search)", () => ask(0));
  spread("prompt", ask, 50);
} finally {
  await connection.end();
  await admin.unsafe("drop database bench_catalog with (force)");
  await admin.end();
  await server.stop();
}

function timed<Result>(name: string, work: () => Result): Result {
  const start = performance.now();
  const result = work();
  print(name, ms(performance.now() - start));
  return result;
}

function spread(name: string, work: (turn: number) => unknown, turns = LOOKUPS): void {
  const times = Array.from({ length: turns }, (_, turn) => {
    const start = performance.now();
    work(turn);
    return performance.now() - start;
  }).toSorted((left, right) => left - right);
  print(name, `p50 ${ms(times[Math.floor(turns / 2)] ?? 0)}, p95 ${ms(times[Math.floor(turns * 0.95)] ?? 0)}`);
}

function heapMegabytes(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 1e6;
}

function ms(duration: number): string {
  return duration < 10 ? `${duration.toFixed(2)} ms` : `${Math.round(duration)} ms`;
}

function print(name: string, value: string): void {
  console.log(`${name.padEnd(42)}${value}`);
}
