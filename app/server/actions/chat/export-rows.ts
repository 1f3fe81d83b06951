import { z } from "zod";
import { admitSql } from "#app/server/actions/chat/admit-sql.ts";
import { takeExportPlace } from "#app/server/actions/chat/export-places.ts";
import { readResult } from "#app/server/actions/chat/read-result.ts";
import { streamCsv } from "#app/server/actions/chat/stream-csv.ts";
import { loadCatalog } from "#app/server/actions/data/load-catalog.ts";
import { ACTION_RATE_LIMITS } from "#app/server/limits/rate-limit.ts";
import { defineQuery } from "#app/server/pipeline/define-query.ts";
import { minutes, seconds } from "#app/server/platform/clock.ts";
import { executeQuery } from "#app/server/sql/execute-query.ts";

/** Rows one file holds at most, and bytes of their cells; its name says when there were more. */
const EXPORT_LIMITS = { timeoutMs: seconds(30), rows: 100_000, bytes: 24 * 1024 * 1024 };

/**
 * The rows of an answer as a CSV file: its SQL run again, past the same gates and the same wall, so that the file
 * holds all rows and not only those that were kept. Safe to open in a spreadsheet.
 */
export const exportRows = defineQuery({
  name: "chat:export-rows",
  access: "viewer",
  audited: true,
  limit: ACTION_RATE_LIMITS.WRITE_OPERATION,
  input: z.object({ resultId: z.string() }),
  deadlineMs: minutes(2),
  run: async ({ input, auth, signal }) => {
    const { sql, target } = await readResult(auth.orgId, input.resultId);
    const leave = takeExportPlace(auth.userId);
    try {
      const admitted = await admitSql(sql, { catalog: await loadCatalog(target), target, signal });
      const result = await executeQuery({ target, sql: admitted, signal, limits: EXPORT_LIMITS });
      const name = result.truncated === null ? "rows" : `first-${result.rows.length}-rows`;
      return new Response(streamCsv(result, { signal, onEnd: leave }), {
        headers: {
          "content-type": "text/csv; charset=utf-8",
          "content-disposition": `attachment; filename="plainchart-${name}.csv"`,
          "cache-control": "private, no-store",
        },
      });
    } catch (error) {
      leave();
      throw error;
    }
  },
});
