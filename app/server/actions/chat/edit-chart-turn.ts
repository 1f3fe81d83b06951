import type { UIMessageChunk } from "ai";
import type { ChartEdit } from "#app/charts/apply-chart-edit.ts";
import type { ChartInput } from "#app/charts/chart-input.ts";
import type { ChartConfig } from "#app/charts/config.ts";
import { parseChartConfig } from "#app/charts/parse-chart-config.ts";
import { parseChartFollowUp } from "#app/charts/parse-chart-follow-up.ts";
import { stageChartConfig } from "#app/charts/stream-chart-config.ts";
import { admitSql } from "#app/server/actions/chat/admit-sql.ts";
import { applyChartEdits } from "#app/server/actions/chat/edit-chart-apply.ts";
import { shapeLargeChart } from "#app/server/actions/chat/edit-chart-data.ts";
import type { LastChart } from "#app/server/actions/chat/edit-chart-last.ts";
import { describeChartEdit } from "#app/server/actions/chat/edit-chart-words.ts";
import { presentResult } from "#app/server/actions/chat/present-result.ts";
import { partChunk } from "#app/server/actions/chat/turn-chunks.ts";
import type { RunKey } from "#app/server/runs/run-log.ts";
import { storeChartState } from "#app/server/runs/run-store.ts";
import { executeQuery } from "#app/server/sql/execute-query.ts";
import type { Catalog } from "#app/shared/catalog.ts";

/** Former charts kept with a result. */
const KEPT_CHARTS = 20;

/** A follow-up that is about the picture and not about the data. */
export type ChartChange = { last: LastChart; edits: ChartEdit[] | "undo" };

/** Null where the text is a question for the data, or there is no chart it could be about. */
export function readChartChange(text: string, last: LastChart | null): ChartChange | null {
  if (last === null) return null;
  const edits = parseChartFollowUp(text, last.config, { columns: last.columns, rows: [] });
  return edits === null ? null : { last, edits };
}

type ChartTurn = { key: RunKey; worker: string; question: string; catalog: Catalog };

/** Shows the answer before once more, its SQL run again past the guard, with the chart changed as was asked. */
export async function* answerChartChange(
  turn: ChartTurn,
  { last, edits }: ChartChange,
  signal: AbortSignal,
): AsyncGenerator<UIMessageChunk, void> {
  const { catalog } = turn;
  const { sql } = last.turn;
  const { target } = last;
  yield interpretationChunk(turn.question, "The answer before, drawn differently.");
  yield partChunk("sql", { sql });
  yield partChunk("status", { stage: "checking" });
  const admitted = await admitSql(sql, { catalog, target, signal });
  yield partChunk("status", { stage: "running" });
  const result = await executeQuery({ target, sql: admitted, signal });
  const { config, former, words } = changeChart(last, edits, result);
  yield interpretationChunk(turn.question, words);
  const interpretation = { summary: words, chips: [] };
  const charts = () => stageChartConfig(config);
  const presented = { ...turn, target, sql, interpretation, result, charts, after: last.turn };
  const resultId = yield* presentResult(presented, signal);
  await storeChartState(turn.key.orgId, resultId, {
    data: shapeLargeChart(config, result),
    history: former.slice(-KEPT_CHARTS),
  });
}

function changeChart(
  { config: before, former }: LastChart,
  edits: ChartEdit[] | "undo",
  result: ChartInput,
): { config: ChartConfig; former: ChartConfig[]; words: string } {
  const current = parseChartConfig(before, result).config;
  if (edits === "undo") {
    const previous = former.at(-1);
    if (previous === undefined) return { config: current, former, words: "There is no earlier chart to go back to." };
    const config = parseChartConfig(previous, result).config;
    return { config, former: former.slice(0, -1), words: "The answer before, with the chart as it was." };
  }
  const { config, refused } = applyChartEdits(current, edits, result);
  if (refused !== null) return { config, former, words: `The answer before, unchanged. ${refused.reason}` };
  const words = `The answer before, ${edits.map((edit) => describeChartEdit(edit)).join(" and ")}.`;
  return { config, former: [...former, current], words };
}

function interpretationChunk(question: string, summary: string): UIMessageChunk {
  return partChunk("interpretation", {
    summary,
    chips: [{ role: "operation", label: "change the chart", words: question }],
    assumptions: [],
    confidence: 1,
    analyst: "offline",
    alternatives: [],
  });
}
