import { readWithRepairs, type Reading } from "#app/server/actions/chat/read-with-repairs.ts";
import { loadCatalog } from "#app/server/actions/data/load-catalog.ts";
import { nowMs } from "#app/server/platform/clock.ts";
import { ApplicationError } from "#app/server/platform/application-error.ts";
import { guardSql } from "#app/server/sql/guard/guard-sql.ts";
import type { GuardRefusal } from "#app/server/sql/guard/verdict.ts";
import type { AnalystAnswer, AnalystName } from "#app/shared/analyst.ts";
import type { Catalog } from "#app/shared/catalog.ts";
import type { QueryTarget } from "#app/shared/query-target.ts";
import type { GenerateSqlOutput, GenerateSqlUpdate } from "#app/shared/schemas/generate.ts";

type QuestionToRead = {
  question: string;
  detectedTableIntent?: string | undefined;
  target: QueryTarget;
  signal: AbortSignal;
};

/**
 * Reads one question, outside any conversation, without running anything. The SQL of the last item has
 * passed the guard; SQL streamed before it has not.
 *
 * @throws ApplicationError SQL_REFUSED where no SQL could be made that the guard admits.
 */
export async function* readQuestion(asked: QuestionToRead): AsyncGenerator<GenerateSqlUpdate, void> {
  const catalog = await loadCatalog(asked.target);
  const result = yield* readChecked(asked.question, catalog, asked.signal);
  const table = result.kind === "sql" ? null : tableWords(asked.detectedTableIntent, catalog);
  if (table === null || mentions(asked.question, table)) {
    yield { final: true, result };
    return;
  }
  // The question alone led nowhere: try it with the table the caller has in mind, and say so.
  const hinted = yield* readChecked(`${asked.question} in ${table}`, catalog, asked.signal);
  const assumption = `Taken to be about ${table}, as the caller said.`;
  const better = hinted.kind === "sql" ? { ...hinted, assumptions: [assumption, ...hinted.assumptions] } : result;
  yield { final: true, result: better };
}

function readChecked(
  question: string,
  catalog: Catalog,
  signal: AbortSignal,
): AsyncGenerator<GenerateSqlUpdate, GenerateSqlOutput> {
  return readWithRepairs<GenerateSqlUpdate, GenerateSqlOutput>(
    { question, catalog, history: [], now: new Date(nowMs()).toISOString() },
    { signal, show: (update) => [update], check: (reading) => guardReading(reading, catalog) },
  );
}

// oxlint-disable-next-line require-yield -- a check may show things; this one has nothing to show
async function* guardReading({ answer, analyst }: Reading, catalog: Catalog): AsyncGenerator<never, GenerateSqlOutput> {
  if (answer.kind !== "sql") return answer;
  const verdict = await guardSql(answer.sql, catalog);
  if (!verdict.ok) throw refused(verdict);
  return toOutput(answer, analyst);
}

function toOutput(answer: Extract<AnalystAnswer, { kind: "sql" }>, analyst: AnalystName): GenerateSqlOutput {
  const { kind, sql, interpretation, assumptions, confidence, alternatives } = answer;
  return { kind, sql, interpretation, assumptions, confidence, alternatives, analyst };
}

function refused({ message, suggestion, code }: GuardRefusal): ApplicationError {
  return new ApplicationError({
    code: "SQL_REFUSED",
    message: suggestion === null ? message : `${message} ${suggestion}`,
    cause: new Error(`The guard refused generated SQL: ${code}`),
  });
}

/** The table's name in plain words, where the hint names one of the catalog. */
function tableWords(hint: string | undefined, catalog: Catalog): string | null {
  const wanted = hint
    ?.trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, "_");
  const table = catalog.tables.find(({ id, name }) => id.toLowerCase() === wanted || name.toLowerCase() === wanted);
  return table === undefined ? null : table.name.replaceAll("_", " ");
}

function mentions(question: string, table: string): boolean {
  return question.toLowerCase().includes(table.toLowerCase());
}
