import { chartConfigSchema, type ChartConfig } from "#app/charts/config.ts";
import { userClient } from "#app/server/auth/user-client.ts";
import { handleDbError } from "#app/server/platform/handle-db-error.ts";
import type { PreviousTurn } from "#app/shared/analyst.ts";
import { queryTargetSchema, type QueryTarget } from "#app/shared/query-target.ts";
import type { ResultColumn } from "#app/shared/result-set.ts";

/** The chart a conversation's last turn ended with: what "make it stacked" is said about. */
export type LastChart = {
  turn: PreviousTurn & { sql: string };
  target: QueryTarget;
  columns: ResultColumn[];
  config: ChartConfig;
  /** The configs it had before, oldest first. */
  former: ChartConfig[];
};

/** Null where the last turn has no chart, or there is none. Rows are not read: they are asked for again. */
export async function readLastChart(orgId: string, conversationId: string): Promise<LastChart | null> {
  const run = await userClient()
    .from("runs")
    .select("id, plan")
    .eq("org_id", orgId)
    .eq("conversation_id", conversationId)
    .order("started_at", { ascending: false })
    .limit(1)
    .maybeSingle();
  if (run.error) throw handleDbError(run.error, "read the conversation");
  if (!run.data?.plan) return null;
  const result = await userClient()
    .from("results")
    .select("sql, target, columns, chart, chart_history")
    .eq("org_id", orgId)
    .eq("run_id", run.data.id)
    .maybeSingle();
  if (result.error) throw handleDbError(result.error, "read the last chart");
  const config = chartConfigSchema.safeParse(result.data?.chart);
  if (!result.data || !config.success) return null;
  const { sql, target, columns, chart_history: history } = result.data;
  return {
    turn: { ...(run.data.plan as PreviousTurn), sql: String(sql) },
    target: queryTargetSchema.parse(target),
    columns: columns as ResultColumn[],
    config: config.data,
    former: (history as unknown[]).flatMap((former) => chartConfigSchema.safeParse(former).data ?? []),
  };
}
