import { z } from "zod";

import { auditFilterSchema, readAudit } from "#app/server/actions/operations/audit-filter.ts";
import { checkChain, type ChainState } from "#app/server/actions/operations/check-chain.ts";
import { ACTION_RATE_LIMITS } from "#app/server/limits/rate-limit.ts";
import { defineQuery } from "#app/server/pipeline/define-query.ts";
import { listActions } from "#app/server/platform/action-registry.ts";

const PAGE_ROWS = 100;

/** One page of the organisation's audit record and, on request, whether its hash chain holds. */
export const listAudit = defineQuery({
  name: "operations:list-audit",
  access: "admin",
  limit: ACTION_RATE_LIMITS.USER_ACTION,
  input: auditFilterSchema.extend({ verify: z.stringbool().optional().catch(undefined) }),
  run: async ({ input: { verify, ...filter }, auth }) => {
    const unchecked: ChainState = { state: "unchecked" };
    const [events, chain] = await Promise.all([
      readAudit(auth.orgId, filter, PAGE_ROWS),
      verify ? checkChain(auth.orgId) : unchecked,
    ]);
    return {
      events,
      /** For the link to older events; null at the end. */
      before: events.length === PAGE_ROWS ? events.at(-1)!.sequence : null,
      chain,
      /** For the filter. */
      actions: listActions().map(({ name }) => name),
    };
  },
});
