import type { UIMessageChunk } from "ai";
import type { ChartConfig } from "#app/charts/config.ts";
import { PREVIEW_ROWS, shapeLargeChart } from "#app/server/actions/chat/edit-chart-data.ts";
import { resultNotices } from "#app/server/actions/chat/result-notices.ts";
import { namedPartChunk, partChunk, textChunks } from "#app/server/actions/chat/turn-chunks.ts";
import { narrate } from "#app/server/analyst/narrate/narrate.ts";
import { suggestQuestions } from "#app/server/analyst/offline/suggest-questions.ts";
import type { RunKey } from "#app/server/runs/run-log.ts";
import { storeResult } from "#app/server/runs/run-store.ts";
import { newId } from "#app/server/platform/ids.ts";
import type { Interpretation, PreviousTurn } from "#app/shared/analyst.ts";
import type { Catalog } from "#app/shared/catalog.ts";
import type { QueryTarget } from "#app/shared/query-target.ts";
import type { ResultSet } from "#app/shared/result-set.ts";

/** Follow-up questions offered under an answer. */
const NEXT_QUESTIONS = 3;

export type ResultToPresent = {
  key: RunKey;
  /** The worker that holds the run. */
  worker: string;
  target: QueryTarget;
  catalog: Catalog;
  sql: string;
  interpretation: Interpretation;
  result: ResultSet;
  /** The chart as it takes shape, the last being the finished one. Not asked for where there are no rows. */
  charts: () => Iterable<ChartConfig>;
  /** What the next questions build on. */
  after: PreviousTurn & { sql: string };
};

/**
 * The rows, what to know about them, the chart as it takes shape, the sentence, what to ask next. Returns the id
 * under which the result is stored.
 */
export async function* presentResult(
  { key, worker, target, catalog, sql, interpretation, result, charts, after }: ResultToPresent,
  signal: AbortSignal,
): AsyncGenerator<UIMessageChunk, string> {
  const resultId = newId();
  const stored = { resultId, sql, target, result };
  await storeResult(key, worker, { ...stored, chart: null });
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
    let chart: ChartConfig | null = null;
    for (const config of charts()) {
      chart = config;
      const data = shapeLargeChart(config, result);
      yield partChunk("chart", { resultId, config, ...(data === null ? {} : { data }) });
    }
    await storeResult(key, worker, { ...stored, chart });
  }
  yield* textChunks("narration", narrate({ result, answer: { interpretation } }));
  const questions = suggestQuestions(catalog, { after });
  yield partChunk("suggestions", { questions: questions.slice(0, NEXT_QUESTIONS) });
  return resultId;
}
