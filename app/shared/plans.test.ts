import { expect, test } from "vitest";

import { ACTION_RATE_LIMITS, PLAN_MULTIPLIERS } from "#app/server/limits/rate-limit.ts";
import { PLANS, PLAN_IDS } from "#app/shared/plans.ts";

test("the pricing page promises the rates that the limiter keeps", () => {
  expect(PLANS.map(({ id }) => id)).toEqual([...PLAN_IDS]);
  expect(Object.keys(PLAN_MULTIPLIERS)).toEqual([...PLAN_IDS]);
  for (const { id, includes } of PLANS) {
    const rate = ACTION_RATE_LIMITS.AI_GENERATION.maxRequests * PLAN_MULTIPLIERS[id];
    expect(includes).toContain(`${rate} questions a minute for each person`);
  }
});
