import type { Plan } from "./plan.ts";

/** A plan about a table that asks for nothing yet. */
export function emptyPlan(entity: string): Plan {
  return {
    version: 1,
    entity,
    select: [],
    distinct: false,
    where: [],
    groupBy: [],
    having: [],
    orderBy: [],
    limit: null,
    through: [],
    chart: null,
    assumptions: [],
  };
}
