import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import postgres from "postgres";
import { expect, inject, test } from "vitest";
import { answerQuestion } from "#app/server/analyst/offline/answer-question.ts";
import { catalogQueryOn } from "#app/server/sql/catalog/catalog-query.ts";
import { introspectCatalog } from "#app/server/sql/catalog/introspect.ts";
import { executeQuery } from "#app/server/sql/execute-query.ts";
import { guardSql } from "#app/server/sql/guard/guard-sql.ts";
import type { Catalog } from "#app/shared/catalog.ts";
import type { QueryTarget } from "#app/shared/query-target.ts";
import { SCHEMA_QUESTIONS } from "#test/schemas/questions.ts";
import { urlForDatabase } from "#test/test-cluster.ts";

const NOW = "2026-11-22T12:00:00.000Z";

for (const [name, questions] of Object.entries(SCHEMA_QUESTIONS)) {
  test(`ten questions about a schema never seen before are answered: ${name}`, { timeout: 60_000 }, async () => {
    await using database = await loadSchema(name);
    const wrong: string[] = [];
    for (const { question, expectedSql, expectedAssumption } of questions) {
      const answer = answerQuestion({ question, catalog: database.catalog, history: [], now: NOW });
      if (answer.kind !== "sql") {
        wrong.push(`${question}: ${answer.kind}, ${answer.message}`);
        continue;
      }
      if (expectedAssumption) expect(answer.assumptions).toContain(expectedAssumption);
      const verdict = await guardSql(answer.sql, database.catalog);
      expect(verdict, `${question}\n${answer.sql}`).toMatchObject({ ok: true });
      const [rows, expected] = await Promise.all([database.run(answer.sql), database.run(expectedSql)]);
      if (rows.join("\n") !== expected.join("\n"))
        wrong.push(`${question}\n${answer.sql}\n${rows.slice(0, 3).join("\n")}`);
    }
    expect(wrong).toEqual([]);
  });
}

type LoadedSchema = AsyncDisposable & { catalog: Catalog; run(sql: string): Promise<string[]> };

async function loadSchema(name: string): Promise<LoadedSchema> {
  const { adminUrl } = inject("testCluster");
  const databaseName = `schema_${randomUUID().slice(0, 8)}`;
  const maintenance = postgres(adminUrl, { max: 1, onnotice: () => undefined });
  await maintenance`create database ${maintenance(databaseName)} template template0`;
  const url = urlForDatabase(adminUrl, databaseName);
  const connection = postgres(url, { max: 1, onnotice: () => undefined });
  await connection.unsafe(readFileSync(new URL(`../../../../test/schemas/${name}.sql`, import.meta.url), "utf8"));
  const target: QueryTarget = { kind: "connected", dataSourceId: name };
  const catalog = await introspectCatalog(catalogQueryOn(connection), { target, schemas: ["public"] });
  await connection.end();
  const resolveTarget = async () => ({ url, searchPath: ["public"], signToken: null });
  return {
    catalog,
    async run(sql) {
      const { rows } = await executeQuery({ target, sql, signal: AbortSignal.timeout(20_000) }, { resolveTarget });
      return rows.map((row) => row.map(comparable).sort().join(" | ")).sort();
    },
    async [Symbol.asyncDispose]() {
      await maintenance`drop database ${maintenance(databaseName)} with (force)`;
      await maintenance.end();
    },
  };
}

/** Numbers to six digits; a midnight and its day alike. */
function comparable(cell: unknown): string {
  const text = String(cell).replace(/ 00:00:00(\+00)?$/, "");
  return text !== "" && Number.isFinite(Number(text)) ? Number(text).toPrecision(6) : text;
}
