import type { AggregateName } from "#app/server/analyst/offline/language/operators.ts";
import type { Draft } from "#app/server/analyst/offline/parse/draft.ts";
import type { Item } from "#app/server/analyst/offline/parse/items.ts";
import type { SchemaIndex } from "#app/server/analyst/offline/schema/schema-index.ts";
import { buildConditions } from "./build-conditions.ts";
import { addGroups } from "./add-groups.ts";
import { addOrders } from "./add-orders.ts";
import { addOutputs } from "./add-outputs.ts";
import { newBuilder, type BuiltPlan } from "./build-plan.ts";
import { settleGroups } from "./settle-groups.ts";
import { simplifyCounts } from "./settle-plan.ts";
import { weighTables } from "./choose-entity.ts";
import type { Builder } from "./builder.ts";
import { chooseDate } from "./build-dates.ts";
import { aliasOf, collectNodes, refOf } from "./measure-expression.ts";
import {
  isAggregate,
  sameExpression,
  tablesOfCondition,
  type Plan,
  type PlanCondition,
  type PlanExpression,
  type PlanGroup,
} from "./plan.ts";

/** Checks that a stored plan still fits the catalog: it may come from another version, or from nobody's hand. */
export function isUsablePlan(value: unknown, index: SchemaIndex): value is Plan {
  if (typeof value !== "object" || value === null) return false;
  const plan = value as Partial<Plan>;
  if (plan.version !== 1 || typeof plan.entity !== "string" || !index.byId.has(plan.entity)) return false;
  const lists = [plan.select, plan.where, plan.groupBy, plan.having, plan.orderBy, plan.through];
  if (!lists.every(Array.isArray) || plan.select?.length === 0) return false;
  try {
    if (!isWellFormed(plan as Plan)) return false;
    return [...columnsIn(JSON.parse(JSON.stringify(plan)))].every(
      ({ table, column }) => index.byId.get(table)?.byName.has(column) === true,
    );
  } catch {
    return false;
  }
}

const EXPRESSIONS = new Set([
  "column",
  "count",
  "aggregate",
  "grain",
  "length",
  "age",
  "divide",
  "subtract",
  "window",
  "query",
]);
const CONDITIONS = new Set(["compare", "in", "between", "null", "like", "any", "all", "not", "exists"]);

/** Renders it once: a plan that can't be walked or described is not one of ours. */
function isWellFormed(plan: Plan): boolean {
  const expressions = [...plan.select, ...plan.groupBy, ...plan.orderBy].map((part) => part.expression);
  if (!expressions.every((expression) => EXPRESSIONS.has(expression?.kind))) return false;
  if (![...plan.where, ...plan.having].every((condition) => CONDITIONS.has(condition?.kind))) return false;
  collectNodes(plan);
  [...plan.where, ...plan.having].forEach((condition) => tablesOfCondition(condition, () => undefined));
  return true;
}

function* columnsIn(value: unknown): Generator<{ table: string; column: string }> {
  if (typeof value !== "object" || value === null) return;
  const record = value as Record<string, unknown>;
  if (typeof record.table === "string" && typeof record.column === "string")
    yield { table: record.table, column: record.column };
  for (const inner of Object.values(record)) yield* columnsIn(inner);
}

/** The columns a condition speaks about, to find what a new one replaces. */
function subjectOf(condition: PlanCondition): string {
  if (condition.kind === "all" || condition.kind === "any") return condition.items.map(subjectOf)[0] ?? "";
  if (condition.kind === "not") return subjectOf(condition.item);
  if (condition.kind === "exists")
    return condition.where.map(subjectOf)[0] ?? `exists ${condition.through.map((node) => node.table).join()}`;
  return "left" in condition ? JSON.stringify(condition.left) : "";
}

function contextOf(builder: Builder, previous: Plan): void {
  builder.context.entity = builder.index.byId.get(previous.entity) ?? null;
  for (const node of collectNodes(previous)) builder.context.tables.set(node.table, 0.9);
  builder.context.tables.set(previous.entity, 1);
}

/** Reads a follow-up as changes to the plan before it; null where it changes nothing. */
export function editPlan(
  previous: Plan,
  draft: Draft,
  items: Item[],
  index: SchemaIndex,
  now: string,
): BuiltPlan | null {
  const builder = newBuilder(draft, index, now);
  weighTables(builder, draft);
  contextOf(builder, previous);
  const plan = structuredClone(previous);
  plan.assumptions = [];
  let changed = false;
  if (draft.chart) {
    plan.chart = draft.chart;
    changed = true;
  }
  if (isWhy(items)) changed = compareWithBefore(plan, draft, builder) || changed;
  else {
    changed = changeAggregate(plan, draft, items, builder) || changed;
    changed = changeGroups(plan, draft, items, builder) || changed;
    changed = changeFilters(plan, draft, builder) || changed;
    changed = changeOrder(plan, draft, builder) || changed;
  }
  if (draft.distinct && !plan.select.some((output) => isAggregate(output.expression))) {
    plan.distinct = true;
    changed = true;
  }
  plan.assumptions = [...new Set(builder.assumptions)];
  return changed ? { plan, builder } : null;
}

function isWhy(items: Item[]): boolean {
  return items.some((item) => item.kind === "operator" && item.operator.type === "ask" && item.operator.word === "why");
}

/** "the average instead", "show their emails too". */
function changeAggregate(plan: Plan, draft: Draft, items: Item[], builder: Builder): boolean {
  const asked = items.flatMap((item): AggregateName[] =>
    item.kind === "operator" && item.operator.type === "aggregate" ? [item.operator.name] : [],
  );
  const [name] = asked;
  if (name && draft.outputs.length === 0) {
    let done = false;
    const swap = (expression: PlanExpression): PlanExpression => {
      if (expression.kind !== "aggregate") return expression;
      done = true;
      return { ...expression, name };
    };
    plan.orderBy = plan.orderBy.map((order) => ({ ...order, expression: swap(order.expression) }));
    plan.select = plan.select.map((output) => {
      const expression = swap(output.expression);
      return expression === output.expression ? output : { ...output, expression, alias: aliasOf(expression, builder) };
    });
    if (done) return true;
  }
  if (draft.outputs.length === 0) return false;
  const extra: Plan = { ...plan, select: [], through: [] };
  addOutputs(extra, draft, builder);
  const added = extra.select.filter(
    (output) => !plan.select.some((known) => sameExpression(known.expression, output.expression)),
  );
  if (added.length === 0) return false;
  const replace = items.some((item) => /^instead$/i.test(item.words));
  if (replace) {
    const keys = plan.select.filter((output) =>
      plan.groupBy.some((group) => sameExpression(group.expression, output.expression)),
    );
    plan.select = [...keys, ...added];
    plan.orderBy = plan.orderBy.filter((order) =>
      plan.select.some((output) => sameExpression(output.expression, order.expression)),
    );
  } else plan.select.push(...added);
  plan.through.push(...extra.through);
  return true;
}

/** "by month instead", "also by region". */
function changeGroups(plan: Plan, draft: Draft, items: Item[], builder: Builder): boolean {
  if (draft.groups.length === 0) return false;
  const adds =
    items.some((item) => /^(?:also|and|too|additionally)$/i.test(item.words)) &&
    !items.some((item) => /^instead$/i.test(item.words));
  const isKey = (expression: PlanExpression) =>
    plan.groupBy.some((group) => sameExpression(group.expression, expression));
  const figures = plan.select.filter((output) => isAggregate(output.expression));
  const kept: PlanGroup[] = adds ? plan.groupBy : [];
  const keptOutputs = adds
    ? plan.select.filter((output) => !isAggregate(output.expression) && isKey(output.expression))
    : [];
  plan.select = [
    ...keptOutputs,
    ...(figures.length > 0
      ? figures
      : [
          {
            expression: { kind: "count", column: null, distinct: false, filter: [] } as PlanExpression,
            alias: "count",
            words: null,
          },
        ]),
  ];
  plan.groupBy = kept;
  plan.distinct = false;
  if (!adds) {
    plan.orderBy = plan.orderBy.filter(
      (order) => isAggregate(order.expression) && !draft.groups.some((group) => group.grain),
    );
    plan.limit =
      draft.limit ?? (draft.groups.some((group) => group.grain) ? null : plan.limit === 1 ? null : plan.limit);
    plan.through = plan.through.filter((node) => node.table === plan.entity);
  }
  addGroups(plan, draft, builder);
  settleGroups(plan, draft, builder);
  simplifyCounts(plan, builder);
  const grain = plan.groupBy.find((group) => group.expression.kind === "grain");
  if (grain && plan.orderBy.length === 0)
    plan.orderBy.push({ expression: grain.expression, direction: "asc", words: null });
  return true;
}

/** "only active ones", "and for 2023?", "same for Acme": a new condition takes the place of one on the same column. */
function changeFilters(plan: Plan, draft: Draft, builder: Builder): boolean {
  if (draft.filters.length === 0) return false;
  const scratch: Plan = {
    ...plan,
    where: [],
    having: [],
    select: [...plan.select],
    groupBy: [...plan.groupBy],
    through: [...plan.through],
  };
  buildConditions(scratch, draft.filters, builder);
  if (scratch.where.length === 0 && scratch.having.length === 0) return false;
  const subjects = new Set(scratch.where.map(subjectOf));
  plan.where = [...plan.where.filter((condition) => !subjects.has(subjectOf(condition))), ...scratch.where];
  plan.having = [...plan.having, ...scratch.having];
  plan.groupBy = scratch.groupBy;
  plan.through = scratch.through;
  return true;
}

function changeOrder(plan: Plan, draft: Draft, builder: Builder): boolean {
  let changed = false;
  if (draft.orders.length > 0) {
    const ordered: Plan = { ...plan, orderBy: [], select: [...plan.select], through: [...plan.through] };
    addOrders(ordered, draft, builder);
    if (ordered.orderBy.length > 0) {
      plan.orderBy = ordered.orderBy;
      plan.through = ordered.through;
      changed = true;
    }
  }
  if (draft.limit !== null) {
    plan.limit = draft.limit;
    if (plan.orderBy.length === 0) {
      const figure = plan.select.find((output) => isAggregate(output.expression));
      if (figure) plan.orderBy.push({ expression: figure.expression, direction: "desc", words: null });
    }
    changed = true;
  }
  return changed;
}

/** "why did it drop in May?": the figure of that period beside the one before, split by what tells rows apart. */
function compareWithBefore(plan: Plan, draft: Draft, builder: Builder): boolean {
  const figure = plan.select.find((output) => isAggregate(output.expression));
  const dated = draft.filters.find((filter) => filter.condition.type === "date");
  if (!figure || dated?.condition.type !== "date" || !dated.condition.range.from || !dated.condition.range.to)
    return false;
  const known = plan.groupBy.find((group) => group.expression.kind === "grain")?.expression;
  const column =
    known?.kind === "grain"
      ? known.column
      : (() => {
          const found = chooseDate(null, [], builder);
          return found ? refOf(found) : null;
        })();
  if (!column) return false;
  const { range } = dated.condition;
  const from = new Date(`${range.from}T00:00:00Z`);
  const to = new Date(`${range.to}T00:00:00Z`);
  const before = new Date(from);
  if (range.grain === "month") before.setUTCMonth(before.getUTCMonth() - 1);
  else if (range.grain === "year") before.setUTCFullYear(before.getUTCFullYear() - 1);
  else if (range.grain === "quarter") before.setUTCMonth(before.getUTCMonth() - 3);
  else before.setTime(from.getTime() - (to.getTime() - from.getTime()));
  const left: PlanExpression = { kind: "column", column };
  const within = (start: Date | string, end: string | null): PlanCondition[] => [
    {
      kind: "compare",
      left,
      operator: ">=",
      right: typeof start === "string" ? start : start.toISOString().slice(0, 10),
      words: null,
    },
    { kind: "compare", left, operator: "<", right: end ?? "", words: null },
  ];
  const subject = JSON.stringify(left);
  plan.where = [
    ...plan.where.filter((condition) => subjectOf(condition) !== subject),
    { kind: "all", items: within(before, range.to), words: dated.words },
  ];
  const filtered = (conditions: PlanCondition[]): PlanExpression | null => {
    const { expression } = figure;
    const adds = expression.kind === "aggregate" && expression.name !== "min" && expression.name !== "max";
    if (expression.kind === "count" || adds) return { ...expression, filter: [...expression.filter, ...conditions] };
    return null;
  };
  const now = filtered(within(range.from ?? "", range.to));
  const earlier = filtered(within(before, range.from));
  if (!now || !earlier) return false;
  const split = breakdown(plan, builder);
  const change: PlanExpression = { kind: "subtract", left: now, right: earlier };
  plan.select = [
    ...(split ? [{ expression: split, alias: null, words: null }] : []),
    { expression: earlier, alias: "before", words: null },
    { expression: now, alias: "after", words: dated.words },
    { expression: change, alias: "change", words: null },
  ];
  plan.groupBy = split ? [{ expression: split, shown: true, words: null }] : [];
  plan.orderBy = split ? [{ expression: change, direction: "asc", words: null }] : [];
  plan.limit = null;
  builder.assumptions.push(
    `Compares ${range.label} with the period before${split ? ", the largest falls first" : ""}; it shows where the change is, not its cause`,
  );
  return true;
}

/** A column with few values to split a change by. */
function breakdown(plan: Plan, builder: Builder): PlanExpression | null {
  const known = plan.groupBy.find((group) => group.shown && group.expression.kind === "column");
  if (known) return known.expression;
  const table = builder.index.byId.get(plan.entity);
  const column = table?.columns.find(
    (each) =>
      !each.isKey &&
      (each.column.kind === "enum" || each.column.kind === "text") &&
      (each.column.statistics?.distinct ?? 0) > 1 &&
      (each.column.statistics?.distinct ?? 0) <= 20,
  );
  if (column) return { kind: "column", column: refOf(column) };
  const parent = builder.index.edges.find((edge) => edge.from === table && edge.to !== table)?.to.display[0];
  return parent ? { kind: "column", column: refOf(parent) } : null;
}
