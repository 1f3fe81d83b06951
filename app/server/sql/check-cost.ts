import type { QueryTarget } from "#app/shared/query-target.ts";

import { type CostEstimate, requireAffordable } from "./estimate-cost.ts";
import type { GuardAcceptance } from "./guard/verdict.ts";

/** The cost gate for a statement the guard let through. Throws `QUERY_TOO_EXPENSIVE`, and as `executeQuery` does. */
export function checkCost(options: {
  target: QueryTarget;
  guarded: GuardAcceptance;
  signal: AbortSignal;
}): Promise<CostEstimate> {
  const { target, guarded, signal } = options;
  return requireAffordable({ target, sql: guarded.sql, signal });
}
