import type { Draft, DraftFilter } from "#app/server/analyst/offline/parse/draft.ts";
import { bestKind } from "#app/server/analyst/offline/parse/reader.ts";
import type { Mention } from "#app/server/analyst/offline/parse/items.ts";
import { buildConditions } from "./build-conditions.ts";
import type { Builder } from "./builder.ts";
import { aliasOf, refOf } from "./measure-expression.ts";
import { chooseTable } from "./choose-columns.ts";
import { isAggregate, type Plan, type PlanCondition, type PlanExpression } from "./plan.ts";

function conditionsOf(filters: DraftFilter[], plan: Plan, builder: Builder): PlanCondition[] {
  const scratch: Plan = { ...plan, where: [], having: [], groupBy: [], select: plan.select, through: plan.through };
  buildConditions(scratch, filters, builder);
  return scratch.where;
}

function countOf(mention: Mention | null, filter: PlanCondition[], plan: Plan, builder: Builder): PlanExpression {
  const table =
    mention && bestKind(mention) === "table" ? chooseTable(mention, builder.context) : builder.context.entity;
  const key = table?.primaryKey[0];
  if (!table || !key) return { kind: "count", column: null, distinct: false, filter };
  return { kind: "count", column: refOf(key), distinct: true, filter };
}

/** Ratios, percentages, shares and differences of counts, each side with its own conditions. */
export function buildSpecial(plan: Plan, draft: Draft, builder: Builder): void {
  const { special } = draft;
  if (!special) return;
  if (special.type === "share") {
    const figure = plan.select.find((output) => isAggregate(output.expression));
    const of: PlanExpression = figure?.expression ?? countOf(special.topCount, [], plan, builder);
    const expression: PlanExpression = { kind: "window", name: "share", of, orderBy: null };
    plan.select.push({ expression, alias: aliasOf(expression, builder), words: special.words });
    plan.where.push(...conditionsOf(special.top, plan, builder));
    return;
  }
  const topConditions = conditionsOf(special.top, plan, builder);
  if (special.type === "percentage") {
    const shared = conditionsOf(special.bottom ?? [], plan, builder);
    plan.where.push(...shared);
    if (topConditions.length === 0 && draft.groups.length > 0) {
      const expression: PlanExpression = {
        kind: "window",
        name: "share",
        of: countOf(special.topCount, [], plan, builder),
        orderBy: null,
      };
      plan.select.push({ expression, alias: aliasOf(expression, builder), words: special.words });
      return;
    }
    const distinctTop = topConditions.filter(
      (condition) =>
        !shared.some(
          (known) => JSON.stringify({ ...known, words: null }) === JSON.stringify({ ...condition, words: null }),
        ),
    );
    const expression: PlanExpression = {
      kind: "divide",
      top: countOf(special.bottomCount, distinctTop, plan, builder),
      bottom: countOf(special.bottomCount, [], plan, builder),
      percent: true,
    };
    plan.select.push({ expression, alias: "percentage", words: special.words });
    return;
  }
  const bottomConditions = conditionsOf(special.bottom ?? [], plan, builder);
  const top = countOf(special.topCount, topConditions, plan, builder);
  const bottom = countOf(special.bottomCount, bottomConditions, plan, builder);
  const expression: PlanExpression =
    special.type === "ratio"
      ? { kind: "divide", top, bottom, percent: false }
      : { kind: "subtract", left: top, right: bottom };
  plan.select.push({ expression, alias: aliasOf(expression, builder), words: special.words });
}
