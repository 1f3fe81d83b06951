import { z } from "zod";
import { parseChartConfig } from "#app/charts/parse-chart-config.ts";
import type { ChartConfig } from "#app/charts/config.ts";
import { userClient } from "#app/server/auth/user-client.ts";
import { ApplicationError } from "#app/server/platform/application-error.ts";
import { handleDbError } from "#app/server/platform/handle-db-error.ts";
import { queryTargetSchema, type QueryTarget } from "#app/shared/query-target.ts";
import type { Cell, ResultColumn } from "#app/shared/result-set.ts";

export type StoredResult = {
  sql: string;
  target: QueryTarget;
  columns: ResultColumn[];
  /** The first thousand. */
  rows: Cell[][];
  /** Rows there were. */
  rowCount: number;
  chart: ChartConfig | null;
  /** The charts it had before, oldest first, as they were stored. */
  formerCharts: unknown[];
};

/**
 * A stored result, as the reader may see it.
 *
 * @throws ApplicationError NOT_FOUND for one that is gone, never was, or is not the reader's to see.
 */
export async function readResult(orgId: string, resultId: string): Promise<StoredResult> {
  if (!z.uuid().safeParse(resultId).success) throw new ApplicationError({ code: "NOT_FOUND" });
  const { data, error } = await userClient()
    .from("results")
    .select("sql, target, columns, rows, row_count, chart, chart_history")
    .eq("org_id", orgId)
    .eq("id", resultId)
    .maybeSingle();
  if (error) throw handleDbError(error, "read the result");
  if (!data) throw new ApplicationError({ code: "NOT_FOUND" });
  const result = { columns: data.columns as ResultColumn[], rows: data.rows as Cell[][] };
  return {
    ...result,
    sql: String(data.sql),
    target: queryTargetSchema.parse(data.target),
    rowCount: Number(data.row_count),
    formerCharts: data.chart_history as unknown[],
    chart: data.chart ? parseChartConfig(data.chart, result).config : null,
  };
}
