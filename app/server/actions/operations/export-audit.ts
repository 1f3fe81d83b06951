import {
  auditFilterSchema,
  readAudit,
  type AuditFilter,
  type AuditRecord,
} from "#app/server/actions/operations/audit-filter.ts";
import { ACTION_RATE_LIMITS } from "#app/server/limits/rate-limit.ts";
import { defineQuery } from "#app/server/pipeline/define-query.ts";
import { minutes } from "#app/server/platform/clock.ts";

const BATCH_ROWS = 1_000;
const COLUMNS = ["sequence", "at", "action", "outcome", "actorId", "requestId", "durationMs", "count"] as const;

/** The filtered audit record as a CSV file, streamed: it is never in memory as a whole. */
export const exportAudit = defineQuery({
  name: "operations:export-audit",
  access: "admin",
  audited: true,
  limit: ACTION_RATE_LIMITS.WRITE_OPERATION,
  input: auditFilterSchema,
  deadlineMs: minutes(2),
  run: ({ input, auth }) =>
    new Response(csvOf(auth.orgId, input), {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="audit-${auth.orgSlug}.csv"`,
      },
    }),
});

function csvOf(orgId: string, filter: AuditFilter): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let before = filter.before;
  let begun = false;
  return new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      if (!begun) controller.enqueue(encoder.encode(`${COLUMNS.join(",")}\r\n`));
      begun = true;
      const events = await readAudit(orgId, { ...filter, before }, BATCH_ROWS);
      if (events.length > 0) controller.enqueue(encoder.encode(events.map(lineOf).join("")));
      if (events.length < BATCH_ROWS) controller.close();
      before = events.at(-1)?.sequence;
    },
  });
}

/** Every value is a number, an id, a code or a name of ours; quoting is for whoever changes that. */
function lineOf(event: AuditRecord): string {
  const cells = COLUMNS.map((column) => {
    const text = String(event[column] ?? "");
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  });
  return `${cells.join(",")}\r\n`;
}
