import type { ChartData } from "#app/charts/chart-data.ts";
import type { ChartInput } from "#app/charts/chart-input.ts";
import type { ChartConfig } from "#app/charts/config.ts";
import { shapeChartData } from "#app/charts/shape-chart-data.ts";
import { admitSql } from "#app/server/actions/chat/admit-sql.ts";
import type { StoredResult } from "#app/server/actions/chat/read-result.ts";
import { loadCatalog } from "#app/server/actions/data/load-catalog.ts";
import { reportError } from "#app/server/platform/report-error.ts";
import { executeQuery } from "#app/server/sql/execute-query.ts";

/** Rows sent along with the answer; the rest is fetched by the result's id. */
export const PREVIEW_ROWS = 200;

/** Pixels a chart is shaped for. */
const CHART_WIDTH = 720;

/** A result larger than its preview is drawn from all its rows here, since the page never gets them; else null. */
export function shapeLargeChart(config: ChartConfig, result: ChartInput): ChartData | null {
  return result.rows.length > PREVIEW_ROWS ? shapeChartData(config, result, { width: CHART_WIDTH }) : null;
}

/** `missing` says in a sentence that these are not all the rows; null where they are. */
export type WholeResult = { rows: ChartInput; missing: string | null };

/**
 * All rows of a stored result. Only the first thousand are kept; for more its SQL runs again, past the same guard and
 * the same wall. Where that fails, the kept rows, and a sentence that says so.
 */
export async function readWholeResult(stored: StoredResult, signal: AbortSignal): Promise<WholeResult> {
  if (stored.rowCount <= stored.rows.length) return { rows: stored, missing: null };
  const { target } = stored;
  try {
    const sql = await admitSql(stored.sql, { catalog: await loadCatalog(target), target, signal });
    return { rows: await executeQuery({ target, sql, signal }), missing: null };
  } catch (error) {
    if (signal.aborted) throw error;
    reportError(error, { context: { operation: "chart:rerun" } });
    const [drawn, all] = [stored.rows.length, stored.rowCount].map((count) => count.toLocaleString("en"));
    return {
      rows: stored,
      missing: `Drawn from the first ${drawn} of ${all} rows: the rest could not be read just now.`,
    };
  }
}

/** What an edited chart of a stored result draws, with what is missing said; null where the page has all rows. */
export function shapeEditedChart(config: ChartConfig, { rows, missing }: WholeResult): ChartData | null {
  const data = shapeLargeChart(config, rows);
  return data === null || missing === null ? data : { ...data, notices: [...data.notices, missing] };
}
