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
  let bottomConditions = conditionsOf(special.bottom ?? [], plan, builder);
  const topTable =
    special.topCount && bestKind(special.topCount) === "table" ? chooseTable(special.topCount, builder.context) : null;
  const bottomTable =
    special.bottomCount && bestKind(special.bottomCount) === "table"
      ? chooseTable(special.bottomCount, builder.context)
      : null;
  if (topTable && bottomTable && topTable !== bottomTable && draft.groups.length === 0) {
    const sides = [
      { table: topTable, filters: special.top },
      { table: bottomTable, filters: special.bottom ?? [] },
    ].map(({ table, filters }): PlanExpression => {
      const inner: Plan = {
        ...plan,
        entity: table.table.id,
        select: [
          { expression: { kind: "count", column: null, distinct: false, filter: [] }, alias: null, words: null },
        ],
        where: [],
        having: [],
        groupBy: [],
        orderBy: [],
        limit: null,
        through: [],
        distinct: false,
      };
      buildConditions(inner, filters, { ...builder, context: { ...builder.context, entity: table } });
      return { kind: "query", plan: inner };
    });
    const [left, right] = sides;
    if (left && right) {
      const expression: PlanExpression =
        special.type === "ratio"
          ? { kind: "divide", top: left, bottom: right, percent: false }
          : { kind: "subtract", left, right };
      plan.select.push({ expression, alias: aliasOf(expression, builder), words: special.words });
    }
    return;
  }
  if (topConditions.length > 0 && bottomConditions.length > topConditions.length) {
    // "... to restaurants rated below 4 in New York": what only the second side says holds for both.
    const leftOf = (condition: PlanCondition) =>
      "left" in condition ? JSON.stringify(condition.left) : condition.kind;
    const known = new Set(topConditions.map(leftOf));
    const shared = bottomConditions.filter((condition) => !known.has(leftOf(condition)));
    if (shared.length < bottomConditions.length) {
      plan.where.push(...shared);
      bottomConditions = bottomConditions.filter((condition) => !shared.includes(condition));
    }
  }
  const top = countOf(special.topCount, topConditions, plan, builder);
  const bottom = countOf(special.bottomCount, bottomConditions, plan, builder);
  const expression: PlanExpression =
    special.type === "ratio"
      ? { kind: "divide", top, bottom, percent: false }
      : { kind: "subtract", left: top, right: bottom };
  plan.select.push({ expression, alias: aliasOf(expression, builder), words: special.words });
}
