/**
 * Planner cost units (one page read in order is one) above which a query is not started. On the machines this was tried on, a
 * million units took some five seconds. A billing plan with another limit passes its own to `estimateCost`.
 */
export const DEFAULT_MAXIMUM_COST = 2_000_000;
