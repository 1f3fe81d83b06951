import type { UIMessageChunk } from "ai";
import { streamChartConfig } from "#app/charts/stream-chart-config.ts";
import { admitSql } from "#app/server/actions/chat/admit-sql.ts";
import { answerChartChange, readChartChange } from "#app/server/actions/chat/edit-chart-turn.ts";
import type { LastChart } from "#app/server/actions/chat/edit-chart-last.ts";
import { presentResult } from "#app/server/actions/chat/present-result.ts";
import { readWithRepairs, type Reading, type UnfinishedReading } from "#app/server/actions/chat/read-with-repairs.ts";
import { namedPartChunk, partChunk } from "#app/server/actions/chat/turn-chunks.ts";
import { loadCatalog } from "#app/server/actions/data/load-catalog.ts";
import { fallbackNotice } from "#app/server/analyst/fallback-notice.ts";
import type { RunKey } from "#app/server/runs/run-log.ts";
import type { RunEnding, Turn, TurnSummary } from "#app/server/runs/start-run.ts";
import { toApplicationError } from "#app/server/platform/to-application-error.ts";
import { executeQuery } from "#app/server/sql/execute-query.ts";
import type { AnalystAnswer, PreviousTurn } from "#app/shared/analyst.ts";
import type { Catalog } from "#app/shared/catalog.ts";
import type { QueryTarget } from "#app/shared/query-target.ts";
import type { ResultSet } from "#app/shared/result-set.ts";

export type TurnQuestion = {
  key: RunKey;
  /** The worker that holds the run. */
  worker: string;
  question: string;
  target: QueryTarget;
  history: PreviousTurn[];
  /** What the turn before ended with, where that was a chart. */
  lastChart?: LastChart | null;
  /** The asker's time, ISO 8601. */
  now: string;
};

type SqlAnswer = Extract<AnalystAnswer, { kind: "sql" }>;

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
      const change = readChartChange(question.question, question.lastChart ?? null);
      if (change !== null) {
        summary = { ...summary, analyst: "offline", plan: change.last.turn };
        yield* answerChartChange({ ...question, catalog }, change, signal);
        yield partChunk("status", { stage: "done" });
        return summary;
      }
      const outcome = yield* readAndRun(question, catalog, signal);
      summary = { ...summary, analyst: outcome.reading.analyst };
      if (outcome.result === null) {
        yield partChunk("status", { stage: "done" });
        return summary;
      }
      const { sql, plan, interpretation, chartHint } = outcome.reading.answer as SqlAnswer;
      const { result } = outcome;
      const after = { question: question.question, sql, plan };
      summary = { ...summary, plan: after };
      const hint = chartHint === null ? {} : { hint: chartHint };
      const charts = () => streamChartConfig(result, { question: question.question, ...hint });
      yield* presentResult({ ...question, catalog, sql, interpretation, result, charts, after }, signal);
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

type RunReading = { reading: Reading; result: ResultSet | null };

/** Reads the question, checks the SQL and runs it; lets a model mend what was refused. */
function readAndRun(
  { question, history, now, target }: TurnQuestion,
  catalog: Catalog,
  signal: AbortSignal,
): AsyncGenerator<UIMessageChunk, RunReading> {
  return readWithRepairs<UIMessageChunk, RunReading>(
    { question, catalog, history, now },
    { signal, show: showUnfinished, check: (reading) => runReading(reading, { catalog, target, signal }) },
  );
}

async function* runReading(
  reading: Reading,
  { catalog, target, signal }: { catalog: Catalog; target: QueryTarget; signal: AbortSignal },
): AsyncGenerator<UIMessageChunk, RunReading> {
  const { answer, analyst, fallback } = reading;
  if (fallback !== undefined) yield namedPartChunk("notice", "fallback", fallbackNotice(fallback));
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
  yield partChunk("status", { stage: "checking" });
  const sql = await admitSql(answer.sql, { catalog, target, signal });
  yield partChunk("status", { stage: "running" });
  return { reading, result: await executeQuery({ target, sql, signal }) };
}

/** What a reading lacks while it is being made. */
const UNFINISHED_READING = { assumptions: [], confidence: null, analyst: null, alternatives: [] };

function* showUnfinished({ interpretation, sql }: UnfinishedReading): Generator<UIMessageChunk> {
  const { summary, chips = [] } = interpretation ?? {};
  if (summary !== undefined) yield partChunk("interpretation", { ...UNFINISHED_READING, summary, chips });
  if (sql !== undefined) yield partChunk("sql", { sql });
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
