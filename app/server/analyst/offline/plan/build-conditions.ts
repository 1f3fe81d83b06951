import type { DraftFilter } from "#app/server/analyst/offline/parse/draft.ts";
import type { Builder } from "./builder.ts";
import { addHaving, baseNodes, existsFor, mergeOr, negate, place } from "./place-condition.ts";
import type { Plan, PlanCondition } from "./plan.ts";
import { rawCondition } from "./raw-condition.ts";

/** Adds the draft's filters to the plan: as plain conditions where the tables meet one to one, else as subqueries. */
export function buildConditions(plan: Plan, filters: DraftFilter[], builder: Builder): void {
  const base = baseNodes(plan, builder);
  const exists = new Map<string, PlanCondition & { kind: "exists" }>();
  const target: PlanCondition[] = [];
  let previous: PlanCondition | null = null;
  for (const filter of filters) {
    const { condition } = filter;
    let built: PlanCondition | null = null;
    if (condition.type === "having") {
      if (addHaving(plan, condition, builder, base, filter.words)) {
        previous = null;
        continue;
      }
    }
    if (condition.type === "not") built = negate(condition.filters, builder, base, filter.words);
    else {
      const raw = rawCondition(filter, builder);
      if (!raw) {
        builder.failures.push(filter.words);
        continue;
      }
      if (raw.each) {
        for (const each of raw.each) target.push(existsFor([each], [], base, builder, false, raw.words) ?? each);
        previous = null;
        continue;
      }
      const placed = place(raw, base, builder, plan, exists, filter.connector === "or");
      if (placed === "done") {
        previous = null;
        continue;
      }
      built = placed;
    }
    if (!built) continue;
    if (filter.connector === "or" && previous) {
      const at = target.lastIndexOf(previous);
      const merged = mergeOr(previous, built, filter.words);
      target[at] = merged;
      previous = merged;
    } else {
      target.push(built);
      previous = built;
    }
  }
  plan.where.push(...target, ...exists.values());
}
