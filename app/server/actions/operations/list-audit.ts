import { auditFilterSchema, readAudit } from "#app/server/actions/operations/audit-filter.ts";
import { verifyAudit } from "#app/server/audit/verify-audit.ts";
import { ACTION_RATE_LIMITS } from "#app/server/limits/rate-limit.ts";
import { defineQuery } from "#app/server/pipeline/define-query.ts";
import { listActions } from "#app/server/platform/action-registry.ts";

const PAGE_ROWS = 100;

/** One page of the organisation's audit record, and whether its hash chain holds. */
export const listAudit = defineQuery({
  name: "operations:list-audit",
  access: "admin",
  limit: ACTION_RATE_LIMITS.USER_ACTION,
  input: auditFilterSchema,
  run: async ({ input, auth }) => {
    const [events, broken] = await Promise.all([readAudit(auth.orgId, input, PAGE_ROWS), verifyAudit(auth.orgId)]);
    return {
      events,
      /** For the link to older events; null at the end. */
      before: events.length === PAGE_ROWS ? events.at(-1)!.sequence : null,
      /** The first event that does not fit its chain, or null: the chain holds. */
      broken: broken[0] ?? null,
      /** For the filter. */
      actions: listActions().map(({ name }) => name),
    };
  },
});
