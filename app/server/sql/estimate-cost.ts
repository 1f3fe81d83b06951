import { ApplicationError } from "#app/server/platform/application-error.ts";
import type { QueryTarget } from "#app/shared/query-target.ts";

import { DEFAULT_MAXIMUM_COST, MAXIMUM_GATHERED_BYTES } from "./cost-limit.ts";
import { readPlan, type PlanReading } from "./read-plan.ts";
import { QUERY_DEPENDENCIES, type QueryDependencies, readOnlyTransaction } from "./read-only-transaction.ts";

export type CostEstimate = PlanReading & {
  /** The limit it was held against, to be shown beside it. */
  maximumCost: number;
  affordable: boolean;
  /** What makes it expensive and how to narrow it, in a sentence each; null where it is affordable. */
  reason: string | null;
  suggestion: string | null;
};

type EstimateOptions = {
  target: QueryTarget;
  /** One statement that the guard accepted: it is put behind EXPLAIN, never ANALYZE, so it does not run. */
  sql: string;
  signal: AbortSignal;
  /** A billing plan's own limit, in planner units. */
  maximumCost?: number;
};

const PLANNING_TIMEOUT_MS = 3_000;
/** A plan of a 10 KB query is far below. */
const PLAN_BYTES = 4 * 1024 * 1024;

/**
 * Asks the planner, behind the same wall as the query itself, what a statement would cost. Estimates err by a factor of ten
 * either way: the limit is there for joins without a condition and scans of everything, not for accounting.
 *
 * Throws as `executeQuery` does; a statement that cannot be planned (an unknown column) is QUERY_FAILED here already.
 */
export async function estimateCost(
  options: EstimateOptions,
  dependencies: Partial<QueryDependencies> = {},
): Promise<CostEstimate> {
  const { target, sql, signal, maximumCost = DEFAULT_MAXIMUM_COST } = options;
  const plan = await readOnlyTransaction(
    { target, sql, signal, timeoutMs: PLANNING_TIMEOUT_MS },
    { ...QUERY_DEPENDENCIES, ...dependencies },
    async ({ connection, watch }) => {
      connection.allowBytes(PLAN_BYTES);
      const query = connection.sql
        .unsafe(`explain (format json, verbose) ${sql}`, [], { simple: false } as object)
        .values();
      const [row] = await watch<string[][]>(query);
      return readPlan(row?.[0]);
    },
  );
  const affordable = plan.totalCost <= maximumCost && plan.gatheredBytes <= MAXIMUM_GATHERED_BYTES;
  const narrowing = "Add a condition that narrows it, such as one year or one customer.";
  return {
    ...plan,
    maximumCost,
    affordable,
    reason: affordable ? null : expensiveBecause(plan),
    suggestion: affordable
      ? null
      : plan.hasBareJoin
        ? "Join the tables with a condition (on a.id = b.a_id)."
        : narrowing,
  };
}

/** Throws `QUERY_TOO_EXPENSIVE` with the reason and a way to narrow it; gives the estimate back otherwise. */
export async function requireAffordable(
  options: EstimateOptions,
  dependencies: Partial<QueryDependencies> = {},
): Promise<CostEstimate> {
  const estimate = await estimateCost(options, dependencies);
  if (estimate.affordable) return estimate;
  throw new ApplicationError({ code: "QUERY_TOO_EXPENSIVE", message: `${estimate.reason} ${estimate.suggestion}` });
}

function expensiveBecause(plan: PlanReading): string {
  const where = plan.largestStep.tables.length === 0 ? "" : ` over ${plan.largestStep.tables.join(" and ")}`;
  if (plan.gatheredBytes > MAXIMUM_GATHERED_BYTES) {
    return `This would gather about ${count(plan.largestStep.rows)} rows${where} into one value.`;
  }
  if (plan.hasBareJoin)
    return `This combines every row with every other${where}, about ${count(plan.largestStep.rows)} rows.`;
  return `This would go through about ${count(plan.largestStep.rows)} rows${where}.`;
}

function count(value: number): string {
  return new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 }).format(value);
}
