import type { CompareOperator } from "#app/server/analyst/offline/language/operators.ts";
import type { DraftCondition, DraftFilter } from "#app/server/analyst/offline/parse/draft.ts";
import { bestKind } from "#app/server/analyst/offline/parse/reader.ts";
import { addedSteps } from "./added-joins.ts";
import type { Builder } from "./builder.ts";
import { chooseTable } from "./choose-columns.ts";
import { nodeKey } from "./join-tables.ts";
import { collectNodes, columnOfMention } from "./measure-expression.ts";
import { type Plan, type PlanCondition, type TableNode, isAggregate, tablesOfCondition } from "./plan.ts";
import { type RawCondition, rawCondition } from "./raw-condition.ts";

export function baseNodes(plan: Plan, builder: Builder): TableNode[] {
  const nodes = collectNodes(plan);
  const { entity } = builder.context;
  if (
    entity &&
    (nodes.length === 0 ||
      (builder.context.tables.get(entity.table.id) ?? 0) > 0.7 ||
      (nodes.every((node) => node.table !== entity.table.id) &&
        plan.select.some((output) => isAggregate(output.expression))))
  )
    nodes.unshift({ table: entity.table.id, via: null });
  const unique: TableNode[] = [];
  for (const node of nodes) if (!unique.some((known) => nodeKey(known) === nodeKey(node))) unique.push(node);
  return unique;
}

export function mergeOr(left: PlanCondition, right: PlanCondition, words: string): PlanCondition {
  if (left.kind === "any") return { ...left, items: [...left.items, right] };
  if (
    left.kind === "in" &&
    right.kind === "in" &&
    !left.negated &&
    !right.negated &&
    JSON.stringify(left.left) === JSON.stringify(right.left)
  )
    return { ...left, values: [...left.values, ...right.values] };
  return { kind: "any", items: [left, right], words: `${left.words ?? ""} or ${words}` };
}

function nodesOfRaw(raw: RawCondition): TableNode[] {
  const nodes: TableNode[] = [...raw.through];
  if (raw.condition) tablesOfCondition(raw.condition, (node) => nodes.push({ table: node.table, via: node.via }));
  return nodes;
}

export function place(
  raw: RawCondition,
  base: TableNode[],
  builder: Builder,
  plan: Plan,
  exists: Map<string, PlanCondition & { kind: "exists" }>,
  isOr: boolean,
): PlanCondition | "done" | null {
  const nodes = nodesOfRaw(raw);
  let many: TableNode | null = null;
  let anchor: TableNode | null = null;
  let firstHop = "";
  for (const node of nodes) {
    const steps = addedSteps(base, node, builder);
    if (steps === null) {
      builder.failures.push(raw.words);
      return "done";
    }
    if (!steps.every((step) => step.toOne)) {
      many = node;
      anchor = steps[0]?.parent ?? null;
      firstHop = steps[0] ? nodeKey(steps[0].node) : "";
      break;
    }
  }
  if (!many || !anchor) {
    for (const node of raw.through) {
      if (!plan.through.some((known) => nodeKey(known) === nodeKey(node))) plan.through.push(node);
    }
    return raw.condition ?? "done";
  }
  if (isOr)
    return {
      kind: "exists",
      negated: false,
      anchor,
      through: raw.through,
      where: raw.condition ? [raw.condition] : [],
      count: null,
      words: raw.words,
    };
  const clash =
    raw.condition?.kind === "in" || raw.condition?.kind === "compare" ? JSON.stringify(raw.condition.left) : "";
  let key = `${nodeKey(anchor)}>${firstHop}`;
  const open = exists.get(key);
  if (
    open &&
    clash &&
    open.where.some((each) => each.kind === "in" && JSON.stringify(each.left) === clash && raw.condition?.kind === "in")
  )
    key = `${key}#${exists.size}`;
  const again =
    open !== undefined && raw.through.some((node) => open.through.some((each) => nodeKey(each) === nodeKey(node)));
  if (again) {
    // The same table named again is another row of it: "a museum opened before ... and a museum opened after ...".
    exists.set(`${key}#${exists.size}`, open);
    exists.delete(key);
  }
  const known = exists.get(key);
  if (known) {
    known.through.push(...raw.through);
    if (raw.condition) known.where.push(raw.condition);
    known.words = `${known.words ?? ""} ${raw.words}`.trim();
  } else
    exists.set(key, {
      kind: "exists",
      negated: false,
      anchor,
      through: [...raw.through],
      where: raw.condition ? [raw.condition] : [],
      count: null,
      words: raw.words,
    });
  return "done";
}

export function existsFor(
  where: PlanCondition[],
  through: TableNode[],
  base: TableNode[],
  builder: Builder,
  negated: boolean,
  words: string,
): (PlanCondition & { kind: "exists" }) | null {
  const nodes = nodesOfRaw({
    condition: where.length > 0 ? { kind: "all", items: where, words: null } : null,
    through,
    each: null,
    words,
  });
  for (const node of nodes) {
    const steps = addedSteps(base, node, builder);
    const anchor = steps?.[0]?.parent;
    if (steps && anchor) return { kind: "exists", negated, anchor, through, where, count: null, words };
  }
  return null;
}

/** "not", "never", "without": one NOT EXISTS over everything that stands under it, or a plain negation. */
export function negate(
  filters: DraftFilter[],
  builder: Builder,
  base: TableNode[],
  words: string,
): PlanCondition | null {
  const raws = filters.flatMap((filter) => {
    const raw = rawCondition(filter, builder);
    if (!raw) builder.failures.push(filter.words);
    return raw ? [raw] : [];
  });
  if (raws.length === 0) return null;
  const conditions = raws.flatMap((raw) => raw.each ?? (raw.condition ? [raw.condition] : []));
  const through = raws.flatMap((raw) => raw.through).filter((node) => node.table !== builder.context.entity?.table.id);
  const needsSubquery =
    through.length > 0 ||
    raws.some((raw) =>
      nodesOfRaw(raw).some((node) => addedSteps(base, node, builder)?.some((step) => !step.toOne) ?? false),
    );
  if (needsSubquery) {
    const found = existsFor(conditions, through, base, builder, true, words);
    if (found) return found;
  }
  if (conditions.length === 0) {
    builder.failures.push(words);
    return null;
  }
  const negated = conditions.map((condition) => opposite(condition, words));
  return negated.length === 1
    ? (negated[0] ?? null)
    : { kind: filters.some((filter) => filter.connector === "or") ? "all" : "all", items: negated, words };
}

function opposite(condition: PlanCondition, words: string): PlanCondition {
  const flipped: Record<CompareOperator, CompareOperator> = {
    "=": "!=",
    "!=": "=",
    "<": ">=",
    ">=": "<",
    ">": "<=",
    "<=": ">",
  };
  if (condition.kind === "in" || condition.kind === "like" || condition.kind === "null" || condition.kind === "exists")
    return { ...condition, negated: !condition.negated, words };
  if (condition.kind === "compare") return { ...condition, operator: flipped[condition.operator], words };
  return { kind: "not", item: condition, words };
}

/** "with more than 5 flights": rows of another table counted for each row of this one. */
export function addHaving(
  plan: Plan,
  condition: DraftCondition & { type: "having" },
  builder: Builder,
  base: TableNode[],
  words: string,
): boolean {
  const kind = bestKind(condition.mention);
  const table =
    kind === "table"
      ? chooseTable(condition.mention, builder.context)
      : (columnOfMention(condition.mention, builder)?.column.table ?? null);
  if (!table) return false;
  builder.scores.push(condition.mention.tables.find((option) => option.table === table)?.score ?? 0.6);
  const shown = plan.select.filter((output) => !isAggregate(output.expression)).map((output) => output.expression);
  const sameTable =
    shown.every((expression) => expression.kind === "column" && expression.column.table === table.table.id) &&
    shown.length > 0;
  const counted = { kind: "count" as const, column: null, distinct: false, filter: [] };
  if (sameTable && !plan.select.some((output) => isAggregate(output.expression))) {
    for (const expression of shown) plan.groupBy.push({ expression, shown: true, words: null });
    plan.having.push({ kind: "compare", left: counted, operator: condition.operator, right: condition.count, words });
    if (condition.high !== null)
      plan.having.push({ kind: "compare", left: counted, operator: "<=", right: condition.high, words });
    return true;
  }
  const exists = existsFor([], [{ table: table.table.id, via: null }], base, builder, false, words);
  if (!exists) {
    builder.failures.push(words);
    return true;
  }
  plan.where.push({ ...exists, count: { operator: condition.operator, value: condition.count } });
  if (condition.high !== null) plan.where.push({ ...exists, count: { operator: "<=", value: condition.high } });
  if ((condition.operator === "<" || condition.operator === "<=") && condition.high === null && condition.count > 0) {
    plan.where.push(exists);
    builder.assumptions.push(`Only those with at least one of ${table.table.name} are counted`);
  }
  return true;
}
