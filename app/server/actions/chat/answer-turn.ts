import type { UIMessageChunk } from "ai";
import type { ChartConfig } from "#app/charts/config.ts";
import { shapeChartData } from "#app/charts/shape-chart-data.ts";
import { streamChartConfig } from "#app/charts/stream-chart-config.ts";
import { currentAnalyst } from "#app/server/actions/chat/current-analyst.ts";
import { resultNotices } from "#app/server/actions/chat/result-notices.ts";
import { namedPartChunk, partChunk, textChunks } from "#app/server/actions/chat/turn-chunks.ts";
import { loadCatalog } from "#app/server/actions/data/load-catalog.ts";
import { fallbackNotice } from "#app/server/analyst/fallback-notice.ts";
import { narrate } from "#app/server/analyst/narrate/narrate.ts";
import { suggestQuestions } from "#app/server/analyst/offline/suggest-questions.ts";
import type { RunKey } from "#app/server/runs/run-log.ts";
import { storeResult } from "#app/server/runs/run-store.ts";
import type { RunEnding, Turn, TurnSummary } from "#app/server/runs/start-run.ts";
import { ApplicationError } from "#app/server/platform/application-error.ts";
import { newId } from "#app/server/platform/ids.ts";
import { toApplicationError } from "#app/server/platform/to-application-error.ts";
import { checkCost } from "#app/server/sql/check-cost.ts";
import { executeQuery } from "#app/server/sql/execute-query.ts";
import { guardSql } from "#app/server/sql/guard/guard-sql.ts";
import type { AnalystAnswer, AnalystName, FallbackReason, PreviousTurn } from "#app/shared/analyst.ts";
import type { Catalog } from "#app/shared/catalog.ts";
import type { QueryTarget } from "#app/shared/query-target.ts";
import type { ResultSet } from "#app/shared/result-set.ts";

/** SQL that the guard or the database refused goes back to a model at most this often. */
const MAX_REPAIRS = 2;

/** Rows sent along with the answer; the rest is fetched by the result's id. */
const PREVIEW_ROWS = 200;

/** Pixels a chart is shaped for. */
const CHART_WIDTH = 720;

/** Follow-up questions offered under an answer. */
const NEXT_QUESTIONS = 3;

export type TurnQuestion = {
  key: RunKey;
  /** The worker that holds the run. */
  worker: string;
  question: string;
  target: QueryTarget;
  history: PreviousTurn[];
  /** The asker's time, ISO 8601. */
  now: string;
};

type SqlAnswer = Extract<AnalystAnswer, { kind: "sql" }>;
type Reading = { answer: AnalystAnswer; analyst: AnalystName; fallback: FallbackReason | null };

/**
 * One question from reading to chart, as chunks of an AI SDK UI message stream. Everything that can go
 * wrong with a question becomes a part that says so; only defects of ours are thrown.
 */
export function answerTurn(question: TurnQuestion): Turn {
  return async function* turn(signal) {
    let summary: TurnSummary = { status: "done", analyst: null, errorCode: null, plan: null };
    try {
      yield partChunk("status", { stage: "reading" });
      const catalog = await loadCatalog(question.target);
      const outcome = yield* readAndRun(question, catalog, signal);
      summary = { ...summary, analyst: outcome.reading.analyst };
      if (outcome.result === null) {
        yield partChunk("status", { stage: "done" });
        return summary;
      }
      const answer = outcome.reading.answer as SqlAnswer;
      summary = { ...summary, plan: { question: question.question, sql: answer.sql, plan: answer.plan } };
      yield* present(question, catalog, answer, outcome.result, signal);
      yield partChunk("status", { stage: "done" });
      return summary;
    } catch (error) {
      if (signal.aborted) return yield* endedEarly(signal.reason as RunEnding, summary);
      const { code, message } = toApplicationError(error);
      yield partChunk("failure", { code, message, hint: hintFor(code) });
      yield partChunk("status", { stage: "failed" });
      return { ...summary, status: "failed", errorCode: code };
    }
  };
}

/** Reads the question, checks the SQL and runs it; lets a model mend what was refused. */
async function* readAndRun(
  question: TurnQuestion,
  catalog: Catalog,
  signal: AbortSignal,
): AsyncGenerator<UIMessageChunk, { reading: Reading; result: ResultSet | null }> {
  const tried = new Set<string>();
  let repair: { sql: string; code: string; message: string } | undefined;
  for (;;) {
    const reading = yield* read(question, catalog, repair, signal);
    const { answer, analyst } = reading;
    if (reading.fallback !== null) yield namedPartChunk("notice", "fallback", fallbackNotice(reading.fallback));
    if (answer.kind === "clarification") {
      yield partChunk("clarification", { message: answer.message, choices: answer.choices });
      return { reading, result: null };
    }
    if (answer.kind === "refusal") {
      const { kind: _, ...refusal } = answer;
      yield partChunk("refusal", refusal);
      return { reading, result: null };
    }
    yield partChunk("interpretation", {
      ...answer.interpretation,
      assumptions: answer.assumptions,
      confidence: answer.confidence,
      analyst,
      alternatives: answer.alternatives,
    });
    yield partChunk("sql", { sql: answer.sql });
    try {
      yield partChunk("status", { stage: "checking" });
      const result = yield* check(question, catalog, answer.sql, signal);
      return { reading, result };
    } catch (error) {
      if (signal.aborted) throw error;
      tried.add(answer.sql);
      const { code, message } = toApplicationError(error);
      const mendable = analyst === "model" && (code === "SQL_REFUSED" || code === "QUERY_FAILED");
      if (!mendable || tried.size > MAX_REPAIRS || repair?.sql === answer.sql) throw error;
      repair = { sql: answer.sql, code, message };
    }
  }
}

/** What a reading lacks while it is being made. */
const UNFINISHED_READING = { assumptions: [], confidence: null, analyst: null, alternatives: [] };

async function* read(
  question: TurnQuestion,
  catalog: Catalog,
  repair: { sql: string; code: string; message: string } | undefined,
  signal: AbortSignal,
): AsyncGenerator<UIMessageChunk, Reading> {
  const request = {
    question: question.question,
    catalog,
    history: question.history,
    now: question.now,
    ...(repair ? { repair } : {}),
  };
  for await (const update of currentAnalyst().analyse(request, { signal })) {
    if (update.final) return { ...update, fallback: update.fallback ?? null };
    const { summary, chips = [] } = update.interpretation ?? {};
    if (summary !== undefined) yield partChunk("interpretation", { ...UNFINISHED_READING, summary, chips });
    if (update.sql !== undefined) yield partChunk("sql", { sql: update.sql });
  }
  throw new Error("The analyst ended without an answer.");
}

/** Guard, cost gate, execution: the only way from a text to rows. */
async function* check(
  question: TurnQuestion,
  catalog: Catalog,
  sql: string,
  signal: AbortSignal,
): AsyncGenerator<UIMessageChunk, ResultSet> {
  const guarded = await guardSql(sql, catalog);
  if (!guarded.ok) {
    const message = guarded.suggestion === null ? guarded.message : `${guarded.message} ${guarded.suggestion}`;
    throw new ApplicationError({ code: "SQL_REFUSED", message, cause: guarded });
  }
  await checkCost({ target: question.target, guarded, signal });
  yield partChunk("status", { stage: "running" });
  return await executeQuery({ target: question.target, sql: guarded.sql, signal });
}

/** The rows, what to know about them, the chart as it takes shape, the sentence, what to ask next. */
async function* present(
  question: TurnQuestion,
  catalog: Catalog,
  answer: SqlAnswer,
  result: ResultSet,
  signal: AbortSignal,
): AsyncGenerator<UIMessageChunk, void> {
  const resultId = newId();
  const stored = { resultId, sql: answer.sql, target: question.target, result };
  await storeResult(question.key, question.worker, { ...stored, chart: null });
  signal.throwIfAborted();
  const { columns, truncated, elapsedMs } = result;
  yield partChunk("result", {
    resultId,
    columns,
    rows: result.rows.slice(0, PREVIEW_ROWS),
    rowCount: result.rows.length,
    truncated,
    elapsedMs,
  });
  for (const [index, notice] of resultNotices(result).entries()) {
    yield namedPartChunk("notice", String(index), notice);
  }
  if (result.rows.length > 0) {
    yield partChunk("status", { stage: "drawing" });
    const hint = answer.chartHint ?? undefined;
    let chart: ChartConfig | null = null;
    for (const config of streamChartConfig(result, { question: question.question, ...(hint ? { hint } : {}) })) {
      chart = config;
      yield partChunk("chart", { resultId, config, ...shapedData(config, result) });
    }
    await storeResult(question.key, question.worker, { ...stored, chart });
  }
  yield* textChunks("narration", narrate({ result, answer }));
  const questions = suggestQuestions(catalog, {
    after: { question: question.question, sql: answer.sql, plan: answer.plan },
  });
  yield partChunk("suggestions", { questions: questions.slice(0, NEXT_QUESTIONS) });
}

/** A result larger than its preview is drawn from all its rows here, since the page never gets them. */
function shapedData(config: ChartConfig, result: ResultSet) {
  return result.rows.length > PREVIEW_ROWS ? { data: shapeChartData(config, result, { width: CHART_WIDTH }) } : {};
}

async function* endedEarly(why: RunEnding, summary: TurnSummary): AsyncGenerator<UIMessageChunk, TurnSummary> {
  if (why === "deadline") {
    yield partChunk("failure", {
      code: "DEADLINE_EXCEEDED",
      message: "This took longer than two minutes and was stopped.",
      hint: "Narrow the question, for example to one year.",
    });
    yield partChunk("status", { stage: "failed" });
    return { ...summary, status: "failed", errorCode: "DEADLINE_EXCEEDED" };
  }
  if (why === "shutdown") {
    yield partChunk("failure", {
      code: "SERVICE_UNAVAILABLE",
      message: "Plainchart was restarted while this was being answered.",
      hint: "Your question was kept. Ask it again.",
    });
    yield partChunk("status", { stage: "failed" });
    return { ...summary, status: "failed", errorCode: "SERVICE_UNAVAILABLE" };
  }
  yield partChunk("status", { stage: "stopped" });
  return { ...summary, status: "stopped", errorCode: "CANCELLED" };
}

function hintFor(code: string): string | null {
  if (code === "QUERY_TIMEOUT" || code === "QUERY_TOO_EXPENSIVE")
    return "Narrow the question, for example to one year or one company.";
  if (code === "SERVICE_UNAVAILABLE") return "Your question was kept. Try again in a moment.";
  return null;
}
