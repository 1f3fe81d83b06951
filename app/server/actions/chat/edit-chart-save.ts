import type { ChartData } from "#app/charts/chart-data.ts";
import { userClient } from "#app/server/auth/user-client.ts";
import { ApplicationError } from "#app/server/platform/application-error.ts";
import { handleDbError } from "#app/server/platform/handle-db-error.ts";
import { storeChartState } from "#app/server/runs/run-store.ts";

type ChartEditCall =
  | { rpc: "edit_chart"; parameters: { p_result_id: string; p_chart: unknown } }
  | { rpc: "undo_chart_edit"; parameters: { p_result_id: string } };

/**
 * Stores a chart as the person who changed it, then what it draws. Whoever reads between the two finds values of
 * another config, and draws the rows at hand instead.
 *
 * @throws ApplicationError NOT_FOUND for a chart in somebody else's conversation.
 */
export async function saveEditedChart(orgId: string, edit: ChartEditCall, data: ChartData | null): Promise<void> {
  const { error } = await userClient().rpc(edit.rpc, edit.parameters);
  if (error?.code === "P0002") throw new ApplicationError({ code: "NOT_FOUND", cause: error });
  if (error) throw handleDbError(error, "change the chart");
  await storeChartState(orgId, edit.parameters.p_result_id, { data });
}
