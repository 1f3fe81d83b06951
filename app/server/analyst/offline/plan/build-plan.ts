import { emptyPlan } from "./empty-plan.ts";
import { addAddress } from "./add-address.ts";
import type { Draft } from "#app/server/analyst/offline/parse/draft.ts";
import type { SchemaIndex } from "#app/server/analyst/offline/schema/schema-index.ts";
import { addGroups } from "./add-groups.ts";
import { addOrders } from "./add-orders.ts";
import { addOutputs, entityColumns, personTable, whereOrWhen } from "./add-outputs.ts";
import { buildConditions } from "./build-conditions.ts";
import { buildSpecial } from "./build-special.ts";
import type { Builder } from "./builder.ts";
import { chooseTable, defaultDate } from "./choose-columns.ts";
import { chooseEntity, preferCoveringTables, weighTables } from "./choose-entity.ts";
import { aliasOf, columnExpression } from "./measure-expression.ts";
import { type Plan, isAggregate, sameExpression } from "./plan.ts";
import { addTimeWindow, settleGroups } from "./settle-groups.ts";
import {
  attachEntity,
  countExtremes,
  dropRepeatedOrders,
  findContradictions,
  keepTies,
  pickExtremeRow,
  showRanking,
  simplifyCounts,
} from "./settle-plan.ts";

export type BuiltPlan = { plan: Plan; builder: Builder };

/** A builder that knows nothing but the question yet. */
export function newBuilder(draft: Draft, index: SchemaIndex, now: string): Builder {
  return {
    index,
    now,
    draft,
    addConditions: buildConditions,
    lastTable: null,
    context: { index, tables: new Map(), support: new Map(), entity: null },
    measured: [],
    assumptions: [],
    failures: [],
    scores: [],
    closeCalls: [],
    valueTies: [],
  };
}

/** Settles a draft against the catalog. Null where it says nothing that could be asked. */
export function buildPlan(draft: Draft, index: SchemaIndex, now: string): BuiltPlan | null {
  const builder = newBuilder(draft, index, now);
  weighTables(builder, draft);
  preferCoveringTables(draft, builder);
  const entity = chooseEntity(builder, draft);
  if (!entity) return null;
  builder.context.entity = entity;
  const head = draft.heads.find((mention) => chooseTable(mention, builder.context) === entity);
  if (head && draft.outputs.every((output) => output.measure.mention !== head))
    builder.scores.push(head.tables.find((option) => option.table === entity)?.score ?? 0.6);
  const plan = emptyPlan(entity.table.id);
  plan.limit = draft.limit;
  plan.distinct = draft.distinct;
  plan.chart = draft.chart;
  addOutputs(plan, draft, builder);
  if (draft.special) buildSpecial(plan, draft, builder);
  if (plan.select.length === 0 && draft.ask === "when") {
    const date = defaultDate(entity);
    if (date) plan.select.push({ expression: columnExpression(date), alias: null, words: "when" });
  }
  if (plan.select.length === 0 && draft.ask === "where") {
    const place = whereOrWhen("where", builder);
    if (place) plan.select.push({ expression: columnExpression(place), alias: null, words: "where" });
  }
  if (plan.select.length === 0 && draft.ask === "who") {
    const person = personTable(entity, builder);
    if (person) {
      builder.context.entity = person;
      plan.entity = person.table.id;
      for (const column of person.display)
        plan.select.push({ expression: columnExpression(column), alias: null, words: "who" });
    }
  }
  addGroups(plan, draft, builder);
  const ordersOnly = plan.select.length === 0 && plan.groupBy.length === 0;
  if (ordersOnly)
    for (const column of entityColumns(entity, builder, draft.show))
      plan.select.push({ expression: columnExpression(column.column, column.via), alias: null, words: null });
  addOrders(plan, draft, builder);
  pickExtremeRow(plan, draft);
  dropRepeatedOrders(plan, draft);
  showRanking(plan, draft);
  buildConditions(plan, draft.filters, builder);
  if (draft.ask === "where") addAddress(plan, builder);
  keepTies(plan, draft);
  findContradictions(plan, builder);
  countExtremes(plan, builder);
  settleGroups(plan, draft, builder);
  attachEntity(plan, builder);
  simplifyCounts(plan, builder);
  addTimeWindow(plan, draft, builder);
  for (const output of plan.select) output.alias ??= aliasOf(output.expression, builder);
  if (plan.distinct && plan.select.some((output) => isAggregate(output.expression))) plan.distinct = false;
  if (plan.distinct)
    plan.orderBy = plan.orderBy.filter((order) =>
      plan.select.some((output) => sameExpression(output.expression, order.expression)),
    );
  if (plan.groupBy.some((group) => group.expression.kind === "grain") && plan.orderBy.length === 0) {
    const grain = plan.groupBy.find((group) => group.expression.kind === "grain");
    if (grain) plan.orderBy.push({ expression: grain.expression, direction: "asc", words: null });
  }
  plan.assumptions = [...new Set(builder.assumptions)];
  return { plan, builder };
}
