import { z } from "zod";
import { csvRows } from "#app/charts/export/chart-csv.ts";
import { readResult } from "#app/server/actions/chat/read-result.ts";
import { loadCatalog } from "#app/server/actions/data/load-catalog.ts";
import { ACTION_RATE_LIMITS } from "#app/server/limits/rate-limit.ts";
import { defineQuery } from "#app/server/pipeline/define-query.ts";
import { seconds } from "#app/server/platform/clock.ts";
import { ApplicationError } from "#app/server/platform/application-error.ts";
import { executeQuery } from "#app/server/sql/execute-query.ts";
import { guardSql } from "#app/server/sql/guard/guard-sql.ts";
import type { Cell } from "#app/shared/result-set.ts";

/** Rows one file holds at most; its name says when there were more. */
const EXPORT_LIMITS = { timeoutMs: seconds(30), rows: 100_000, bytes: 64 * 1024 * 1024 };

/**
 * The rows of an answer as a CSV file: its SQL run again, past the same guard and the same wall, so that
 * the file holds all rows and not only those that were kept. Safe to open in a spreadsheet.
 */
export const exportRows = defineQuery({
  name: "chat:export-rows",
  access: "viewer",
  audited: true,
  limit: ACTION_RATE_LIMITS.ANALYTICS_QUERY,
  input: z.object({ resultId: z.string() }),
  deadlineMs: seconds(40),
  run: async ({ input, auth, signal }) => {
    const { sql, target } = await readResult(auth.orgId, input.resultId);
    const guarded = await guardSql(sql, await loadCatalog(target));
    if (!guarded.ok) throw new ApplicationError({ code: "SQL_REFUSED", message: guarded.message });
    const result = await executeQuery({ target, sql: guarded.sql, signal, limits: EXPORT_LIMITS });
    const header = result.columns.map(({ name }) => name);
    const name = result.truncated === null ? "rows" : `first-${result.rows.length}-rows`;
    return new Response(csvRows([header, ...result.rows.map((row) => row.map(field))]).join(""), {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="plainchart-${name}.csv"`,
        "cache-control": "private, no-store",
      },
    });
  },
});

function field(cell: Cell): string | number | null {
  return typeof cell === "boolean" ? String(cell) : cell;
}
