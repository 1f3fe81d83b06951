import type { SupabaseClient } from "@supabase/supabase-js";
import type { ChartData } from "#app/charts/chart-data.ts";
import type { ChartConfig } from "#app/charts/config.ts";
import { serviceClient } from "#app/server/auth/service-client.ts";
import { seconds } from "#app/server/platform/clock.ts";
import { handleDbError } from "#app/server/platform/handle-db-error.ts";
import { withRetry } from "#app/server/platform/with-retry.ts";
import type { StoredPart } from "#app/server/runs/collect-parts.ts";
import type { RunKey } from "#app/server/runs/run-log.ts";
import type { AnalystName } from "#app/shared/analyst.ts";
import type { QueryTarget } from "#app/shared/query-target.ts";
import type { ResultSet } from "#app/shared/result-set.ts";

/** Seconds a claim holds without being renewed; four missed renewals lose it. */
const LEASE_SECONDS = 20;

/** Milliseconds for one call of a runner to the database. */
const CALL_MS = seconds(8);

/** Rows kept with an answer, so that its table and chart can be drawn again without asking the database. */
const STORED_ROWS = 1_000;

export type RunStatus = "queued" | "running" | "done" | "stopped" | "failed" | "interrupted";

export type RunOutcome = {
  status: "done" | "stopped" | "failed";
  analyst: AnalystName | null;
  errorCode: string | null;
  /** What a follow-up question builds on; JSON-safe. */
  plan: unknown;
  parts: StoredPart[];
};

export type RunClaim = { runId: string; claimed: boolean; status: RunStatus };

/**
 * Stores the question and claims its run in one transaction, as the asking user. The same message id
 * again answers the run there is, with `claimed: false`.
 *
 * @throws ApplicationError NOT_FOUND for another's conversation or target, FORBIDDEN for a viewer.
 */
export async function claimRun(
  client: SupabaseClient,
  turn: {
    orgId: string;
    conversationId: string;
    messageId: string;
    runId: string;
    question: string;
    target: QueryTarget;
    worker: string;
  },
): Promise<RunClaim> {
  const { data, error } = await client.rpc("start_turn", {
    p_conversation_id: turn.conversationId,
    p_org_id: turn.orgId,
    p_message_id: turn.messageId,
    p_question: turn.question,
    p_run_id: turn.runId,
    p_worker: turn.worker,
    p_lease_seconds: LEASE_SECONDS,
    p_title: titleOf(turn.question),
    p_target: turn.target,
  });
  if (error) throw handleDbError(error, "claim a run");
  return { runId: data.run_id, claimed: data.claimed, status: data.status };
}

/** Keeps a claim; not `active` means that the run was taken away or settled and its worker must let go. */
export async function renewRunLease(key: RunKey, worker: string): Promise<{ active: boolean; stopRequested: boolean }> {
  const data = (await callService("renew_run_lease", {
    p_run_id: key.runId,
    p_worker: worker,
    p_lease_seconds: LEASE_SECONDS,
  })) as { active: boolean; stop_requested: boolean };
  return { active: data.active, stopRequested: data.stop_requested };
}

/** Settles a run and stores its message. The first settlement wins, so that trying again is harmless. */
export async function finishRun(key: RunKey, worker: string, outcome: RunOutcome): Promise<void> {
  await withRetry(() =>
    callService("finish_run", {
      p_run_id: key.runId,
      p_worker: worker,
      p_status: outcome.status,
      p_parts: outcome.parts,
      p_analyst: outcome.analyst,
      p_error_code: outcome.errorCode,
      p_plan: outcome.plan,
    }),
  );
}

/** Stores what a run's SQL returned, under an id that chart, export and re-run refer to. */
export async function storeResult(
  key: RunKey,
  worker: string,
  stored: { resultId: string; sql: string; target: QueryTarget; result: ResultSet; chart: unknown },
): Promise<void> {
  const { result } = stored;
  await callService("store_result", {
    p_result_id: stored.resultId,
    p_run_id: key.runId,
    p_worker: worker,
    p_sql: stored.sql,
    p_target: stored.target,
    p_columns: result.columns,
    p_rows: result.rows.slice(0, STORED_ROWS),
    p_row_count: result.rows.length,
    p_truncated: result.truncated,
    p_elapsed_ms: result.elapsedMs,
    p_chart: stored.chart,
  });
}

/**
 * Keeps what a result's chart draws, shaped from all its rows, and, where given, the configs it had before. Drawn
 * values must not be forged, so this is no user's own right; callers have checked whose result it is.
 */
export async function storeChartState(
  orgId: string,
  resultId: string,
  state: { data: ChartData | null; history?: readonly ChartConfig[] },
): Promise<void> {
  const { error } = await serviceClient()
    .from("results")
    .update({ chart_data: state.data, ...(state.history ? { chart_history: state.history } : {}) })
    .eq("org_id", orgId)
    .eq("id", resultId);
  if (error) throw handleDbError(error, "store a chart");
}

/** Whether a worker still holds the run; settles it as interrupted where its lease is over. */
export async function isRunAlive(key: RunKey): Promise<boolean> {
  await callService("interrupt_expired_runs", {});
  const { data, error } = await serviceClient()
    .from("runs")
    .select("status")
    .eq("org_id", key.orgId)
    .eq("id", key.runId)
    .maybeSingle();
  if (error) throw handleDbError(error, "read a run's status");
  return data?.status === "running" || data?.status === "queued";
}

async function callService(name: string, parameters: Record<string, unknown>): Promise<unknown> {
  const { data, error } = await serviceClient().rpc(name, parameters).abortSignal(AbortSignal.timeout(CALL_MS));
  if (error) throw handleDbError(error, name);
  return data;
}

/** A conversation is called after its first question. */
function titleOf(question: string): string {
  const line = question.replaceAll(/\s+/g, " ");
  return line.length <= 80 ? line : `${line.slice(0, 79)}…`;
}
