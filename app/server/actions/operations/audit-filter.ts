import { z } from "zod";

import { userClient } from "#app/server/auth/user-client.ts";
import { handleDbError } from "#app/server/platform/handle-db-error.ts";

/** What the audit page may ask for; all parts are optional. */
export const auditFilterSchema = z.object({
  action: z.string().max(80).optional().catch(undefined),
  outcome: z
    .string()
    .regex(/^[A-Z_]{1,40}$/)
    .optional()
    .catch(undefined),
  actorId: z.uuid().optional().catch(undefined),
  /** Events older than this one; the last of the page before. */
  before: z.coerce.number().int().positive().optional().catch(undefined),
});

export type AuditFilter = z.output<typeof auditFilterSchema>;

export type AuditRecord = {
  sequence: number;
  /** ISO 8601 */
  at: string;
  action: string;
  /** OK, REDIRECT or an error code. */
  outcome: string;
  actorId: string | null;
  requestId: string | null;
  durationMs: number | null;
  /** Above one where rejections were folded. */
  count: number;
};

type Row = {
  sequence: number;
  created_at: string;
  action: string;
  outcome: string;
  actor_id: string | null;
  request_id: string | null;
  detail: { durationMs?: number; count?: number };
};

/** Events of one organisation, newest first, read as the user: only its admins see any. */
export async function readAudit(orgId: string, filter: AuditFilter, limit: number): Promise<AuditRecord[]> {
  let query = userClient()
    .from("audit_events")
    .select("sequence, created_at, action, outcome, actor_id, request_id, detail")
    .eq("org_id", orgId)
    .order("sequence", { ascending: false })
    .limit(limit);
  if (filter.action !== undefined) query = query.eq("action", filter.action);
  if (filter.outcome !== undefined) query = query.eq("outcome", filter.outcome);
  if (filter.actorId !== undefined) query = query.eq("actor_id", filter.actorId);
  if (filter.before !== undefined) query = query.lt("sequence", filter.before);
  const { data, error } = await query;
  if (error !== null) throw handleDbError(error, "read audit");
  return (data as Row[]).map((row) => ({
    sequence: row.sequence,
    at: new Date(row.created_at).toISOString(),
    action: row.action,
    outcome: row.outcome,
    actorId: row.actor_id,
    requestId: row.request_id,
    durationMs: row.detail.durationMs ?? null,
    count: row.detail.count ?? 1,
  }));
}
