import { currentAnalyst } from "#app/server/actions/chat/current-analyst.ts";
import { loadCatalog } from "#app/server/actions/data/load-catalog.ts";
import { nowMs } from "#app/server/platform/clock.ts";
import { ApplicationError } from "#app/server/platform/application-error.ts";
import { guardSql } from "#app/server/sql/guard/guard-sql.ts";
import type { GuardRefusal } from "#app/server/sql/guard/verdict.ts";
import type { AnalystAnswer, AnalystName, AnalystRequest } from "#app/shared/analyst.ts";
import type { Catalog } from "#app/shared/catalog.ts";
import type { QueryTarget } from "#app/shared/query-target.ts";
import type { GenerateSqlOutput, GenerateSqlUpdate } from "#app/shared/schemas/generate.ts";

type QuestionToRead = {
  question: string;
  detectedTableIntent?: string | undefined;
  target: QueryTarget;
  signal: AbortSignal;
};

/** SQL that the guard refused goes back to a model at most this often. */
const MAX_REPAIRS = 2;

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

async function* readChecked(
  question: string,
  catalog: Catalog,
  signal: AbortSignal,
): AsyncGenerator<GenerateSqlUpdate, GenerateSqlOutput> {
  const request: AnalystRequest = { question, catalog, history: [], now: new Date(nowMs()).toISOString() };
  const tried = new Set<string>();
  let repair: AnalystRequest["repair"];
  for (;;) {
    const { answer, analyst } = yield* readOnce({ ...request, ...(repair ? { repair } : {}) }, signal);
    if (answer.kind !== "sql") return answer;
    const verdict = await guardSql(answer.sql, catalog);
    if (verdict.ok) return toOutput(answer, analyst);
    const isRepeat = tried.has(answer.sql);
    tried.add(answer.sql);
    if (analyst !== "model" || isRepeat || tried.size > MAX_REPAIRS) throw refused(verdict);
    repair = { sql: answer.sql, code: verdict.code, message: verdict.message };
  }
}

async function* readOnce(
  request: AnalystRequest,
  signal: AbortSignal,
): AsyncGenerator<GenerateSqlUpdate, { answer: AnalystAnswer; analyst: AnalystName }> {
  for await (const update of currentAnalyst().analyse(request, { signal })) {
    if (update.final) return update;
    yield update;
  }
  throw new Error("The analyst ended without an answer.");
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
