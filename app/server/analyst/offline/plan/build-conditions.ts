import type { DraftCondition, DraftFilter, DraftRight } from "#app/server/analyst/offline/parse/draft.ts";
import type { Mention, ValueOption } from "#app/server/analyst/offline/parse/items.ts";
import { bestKind } from "#app/server/analyst/offline/parse/reader.ts";
import { likePattern } from "#app/server/analyst/offline/print/quote-sql.ts";
import type { CompareOperator } from "#app/server/analyst/offline/language/operators.ts";
import type { IndexedColumn, IndexedTable } from "#app/server/analyst/offline/schema/schema-index.ts";
import { buildDateCondition } from "./build-dates.ts";
import { collectNodes, columnExpression, columnOfMention, measureExpression } from "./measure-expression.ts";
import type { Builder } from "./builder.ts";
import { adjectiveColumn, chooseTable, chooseValue, defaultMeasure } from "./choose-columns.ts";
import { joinTables, nodeKey, type JoinStep } from "./join-tables.ts";
import {
  isAggregate,
  tablesOfCondition,
  type Plan,
  type PlanCondition,
  type PlanExpression,
  type PlanLiteral,
  type TableNode,
} from "./plan.ts";

/** A condition before it is known whether it can be joined or needs a subquery. */
export type RawCondition = {
  condition: PlanCondition | null;
  /** Tables it brings in without a condition of its own ("who have pets"). */
  through: TableNode[];
  /** Set for a list of values that must all occur: one subquery each. */
  each: PlanCondition[] | null;
  words: string;
};

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

function baseNodes(plan: Plan, builder: Builder): TableNode[] {
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

function mergeOr(left: PlanCondition, right: PlanCondition, words: string): PlanCondition {
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

/** The joins that a node adds to what is there, or null where nothing connects. */
function addedSteps(base: TableNode[], node: TableNode, builder: Builder): JoinStep[] | null {
  const before = joinTables(builder.index, base);
  const after = joinTables(builder.index, [...base, node]);
  if (!before || !after) return null;
  const known = new Set(before.map((step) => nodeKey(step.node)));
  return after.filter((step) => !known.has(nodeKey(step.node)));
}

function nodesOfRaw(raw: RawCondition): TableNode[] {
  const nodes: TableNode[] = [...raw.through];
  if (raw.condition) tablesOfCondition(raw.condition, (node) => nodes.push({ table: node.table, via: node.via }));
  return nodes;
}

function place(
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
  const again = open !== undefined && raw.through.some((node) => open.through.some((each) => nodeKey(each) === nodeKey(node)));
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

function existsFor(
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
function negate(filters: DraftFilter[], builder: Builder, base: TableNode[], words: string): PlanCondition | null {
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
function addHaving(
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

function literalFor(column: IndexedColumn, text: string): PlanLiteral {
  const { kind } = column.column;
  if (kind === "integer" || kind === "numeric") {
    const number = Number(text.replace(/,/g, ""));
    return Number.isFinite(number) ? number : text;
  }
  if (kind === "boolean") return /^(true|yes|y|t|1)$/i.test(text);
  return text;
}

function rawCondition(filter: DraftFilter, builder: Builder): RawCondition | null {
  const { condition } = filter;
  const done = (built: PlanCondition | null, through: TableNode[] = []): RawCondition => ({
    condition: built,
    through,
    each: null,
    words: filter.words,
  });
  switch (condition.type) {
    case "values":
      return valuesCondition(filter, condition, builder);
    case "compare": {
      if (condition.left === null && condition.right.type === "mention") return null;
      const left = condition.left ? measureExpression(condition.left, builder, filter.near.at(-1) ?? null) : null;
      if (!left) return unnamedComparison(condition, filter.words, builder);
      let { operator } = condition;
      if (left.flipped)
        operator = ({ "<": ">", ">": "<", "<=": ">=", ">=": "<=", "=": "=", "!=": "!=" } as const)[operator];
      const right = rightSide(condition.right, left.expression, builder);
      if (right === null) return null;
      if (left.expression.kind === "count" || left.expression.kind === "aggregate") return null;
      if (!isComparable(left.expression, operator, right, builder)) return null;
      return done({ kind: "compare", left: left.expression, operator, right, words: filter.words });
    }
    case "between": {
      const dated =
        condition.low.type === "date" &&
        condition.high.type === "date" &&
        !(condition.left?.mention?.columns[0]?.column.isMeasure ?? false);
      if (dated && condition.low.type === "date" && condition.high.type === "date") {
        const range = {
          ...condition.low.range,
          to: condition.high.range.to,
          year: null,
          month: null,
          label: `${condition.low.range.label} to ${condition.high.range.label}`,
        };
        const built = buildDateCondition(condition.left?.mention ?? null, "in", range, filter, builder, {
          low: condition.low.range,
          high: condition.high.range,
        });
        return built ? done(built) : null;
      }
      const left = condition.left ? measureExpression(condition.left, builder) : null;
      if (!left) return null;
      const low = rightSide(condition.low, left.expression, builder);
      const high = rightSide(condition.high, left.expression, builder);
      if (low === null || high === null || typeof low === "object" || typeof high === "object") return null;
      if (!isComparable(left.expression, ">", low, builder) || !isComparable(left.expression, ">", high, builder)) return null;
      return done({ kind: "between", left: left.expression, low, high, words: filter.words });
    }
    case "date": {
      const built = buildDateCondition(condition.column, condition.operator, condition.range, filter, builder, null);
      return built ? done(built) : null;
    }
    case "null": {
      const found = columnOfMention(condition.column, builder);
      return found
        ? done({
            kind: "null",
            left: columnExpression(found.column, found.via),
            negated: condition.present,
            words: filter.words,
          })
        : null;
    }
    case "like": {
      const found = condition.column ? columnOfMention(condition.column, builder) : null;
      const texts = builder.context.entity?.columns.filter((each) => each.column.kind === "text" && !each.isKey) ?? [];
      const column = [found?.column, builder.context.entity?.display[0], texts[0]].find(
        (each) => each?.column.kind === "text",
      );
      if (!column) return null;
      return done({
        kind: "like",
        left: columnExpression(column, found?.via ?? null),
        patterns: condition.texts.map((text) => likePattern(text, condition.mode)),
        negated: false,
        words: filter.words,
      });
    }
    case "exists": {
      const table = chooseTable(condition.mention, builder.context);
      if (!table) return null;
      builder.scores.push(condition.mention.tables.find((option) => option.table === table)?.score ?? 0.6);
      return done(null, [{ table: table.table.id, via: null }]);
    }
    case "good": {
      const tables = builder.context.entity ? [builder.context.entity] : [];
      const found = adjectiveColumn("good", builder.context, tables);
      if (!found) return null;
      const middle = middleOfScale(found.column);
      if (middle === null) return null;
      builder.assumptions.push(
        `"${filter.words}" means ${found.column.column.name} ${condition.direction === "desc" ? "above" : "below"} ${middle}, the middle of its scale`,
      );
      return done({
        kind: "compare",
        left: columnExpression(found.column),
        operator: (condition.direction === "desc") === !found.flipped ? ">" : "<",
        right: middle,
        words: filter.words,
      });
    }
    case "extreme": {
      const found = columnOfMention(condition.column, builder);
      if (!found) return null;
      const inner: Plan = {
        version: 1,
        entity: found.column.table.table.id,
        select: [
          {
            expression: {
              kind: "aggregate",
              name: condition.direction === "desc" ? "max" : "min",
              of: columnExpression(found.column),
              filter: [],
            },
            alias: null,
            words: null,
          },
        ],
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
      return done({
        kind: "compare",
        left: columnExpression(found.column, found.via),
        operator: "=",
        right: { kind: "query", plan: inner },
        words: filter.words,
      });
    }
    case "flag": {
      const found = columnOfMention(condition.mention, builder);
      if (!found) return null;
      return done(flagCondition(found.column, filter.words));
    }
    default:
      return null;
  }
}

/** "invoices over 10000": the figure that such a row is known by. */
function unnamedComparison(condition: DraftCondition & { type: "compare" }, words: string, builder: Builder): RawCondition | null {
  const { entity } = builder.context;
  const column = condition.left === null && condition.right.type === "number" && entity ? defaultMeasure(entity) : null;
  if (!column || condition.right.type !== "number") return null;
  builder.assumptions.push(`"${words}" is about ${column.column.name}`);
  builder.scores.push(0.8);
  return { condition: { kind: "compare", left: columnExpression(column), operator: condition.operator, right: condition.right.value, words }, through: [], each: null, words };
}

/** A figure is never compared with a date or a text, nor the other way round: the database would refuse. */
function isComparable(left: PlanExpression, operator: CompareOperator, right: PlanLiteral | PlanExpression, builder: Builder): boolean {
  if (typeof right === "object" || left.kind !== "column") return true;
  const kind = builder.index.byId.get(left.column.table)?.byName.get(left.column.column)?.column.kind;
  if (kind === "integer" || kind === "numeric") return typeof right === "number" || Number.isFinite(Number(right));
  if (kind === "date" || kind === "timestamp") return typeof right === "string" && /^\d{4}-\d\d-\d\d/.test(right);
  if (kind === "text" || kind === "enum") return operator === "=" || operator === "!=" || (typeof right === "string" && Number.isNaN(Number(right)) && kind === "text");
  if (kind === "boolean") return typeof right === "boolean";
  return kind !== "uuid" && kind !== "json" && kind !== "array" && kind !== "binary";
}

function flagCondition(column: IndexedColumn, words: string): PlanCondition {
  const left = columnExpression(column);
  if (column.column.kind === "boolean") return { kind: "compare", left, operator: "=", right: true, words };
  const yes = column.column.values?.distinct.find((value) => /^(yes|y|true|t)$/i.test(value));
  if (yes) return { kind: "in", left, values: [yes], negated: false, words };
  const { statistics } = column.column;
  if (column.column.kind === "integer" && statistics?.distinct === 2 && statistics.maximum === "1")
    return { kind: "compare", left, operator: "=", right: 1, words };
  return { kind: "null", left, negated: true, words };
}

function middleOfScale(column: IndexedColumn): number | null {
  const scale = /(\d+)\s*(?:to|-|–)\s*(\d+)/.exec(column.column.comment ?? "");
  if (scale) return (Number(scale[1]) + Number(scale[2])) / 2;
  const high = Number(column.column.statistics?.maximum);
  if (!Number.isFinite(high) || high <= 0) return null;
  const top = [1, 5, 10, 100].find((each) => high <= each);
  return top ? top / 2 : null;
}

function rightSide(right: DraftRight, left: PlanExpression, builder: Builder): PlanLiteral | PlanExpression | null {
  const column =
    left.kind === "column" ? builder.index.byId.get(left.column.table)?.byName.get(left.column.column) : undefined;
  switch (right.type) {
    case "number":
      return column && column.column.kind === "text" ? String(right.value) : right.value;
    case "text":
      return column ? literalFor(column, right.text) : right.text;
    case "date":
      if (column && (column.isMeasure || column.isYear)) return right.range.year;
      return right.range.from;
    case "mention":
      return (
        right.mention.values.find((value) => value.column === column)?.value ?? right.mention.values[0]?.value ?? null
      );
    case "aggregate": {
      const target = right.mention
        ? measureExpression(
            {
              kind: "column",
              name: null,
              mention: right.mention,
              adjective: null,
              distinct: false,
              words: right.mention.words,
            },
            builder,
          )?.expression
        : left;
      if (!target || target.kind !== "column") return null;
      const inner = subPlan(target.column.table);
      inner.select.push({
        expression: { kind: "aggregate", name: right.name, of: target, filter: [] },
        alias: null,
        words: null,
      });
      const inside: Builder = {
        ...builder,
        context: { ...builder.context, entity: builder.index.byId.get(target.column.table) ?? builder.context.entity },
      };
      buildConditions(inner, right.filters, inside);
      return { kind: "query", plan: inner };
    }
    case "row-of": {
      const by = measureExpression(right.measure, builder);
      if (!by || left.kind !== "column") return null;
      const inner = subPlan(left.column.table);
      inner.select.push({ expression: left, alias: null, words: null });
      const direction = by.flipped ? (right.direction === "asc" ? "desc" : "asc") : right.direction;
      inner.orderBy.push({ expression: by.expression, direction, words: null });
      inner.limit = 1;
      return { kind: "query", plan: inner };
    }
  }
}

function subPlan(entity: string): Plan {
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

const ROLES: Record<string, string[]> = {
  from: ["sourc", "origin", "depart", "departur", "start", "from", "sender", "leav"],
  out: ["sourc", "origin", "depart", "departur"],
  to: ["destin", "arriv", "end", "to", "receiv", "target"],
  into: ["destin", "arriv", "end", "to"],
  in: ["destin", "arriv"],
  at: ["destin", "arriv"],
};

/** Where several references lead to one table, the one that the words nearby speak of. */
export function chooseReference(
  table: IndexedTable,
  filter: { near: Mention[]; lead: string | null },
  builder: Builder,
): string | null {
  const edges = builder.index.edges.filter((edge) => edge.to === table && edge.from !== table);
  const bySource = new Map<IndexedTable, typeof edges>();
  for (const edge of edges) bySource.set(edge.from, [...(bySource.get(edge.from) ?? []), edge]);
  for (const [source, several] of bySource) {
    if (several.length < 2 || (!builder.context.tables.has(source.table.id) && builder.context.entity !== source))
      continue;
    let best: string | null = null;
    let bestScore = 0;
    for (const edge of several) {
      const name = edge.relationship.fromColumns[0] ?? "";
      const column = source.byName.get(name);
      if (!column) continue;
      let score = 0;
      filter.near.slice(-3).forEach((mention, at) => {
        const hit = mention.columns.find((option) => option.column === column);
        if (hit) score = Math.max(score, hit.score * (0.6 + 0.2 * at));
      });
      if (filter.lead && (ROLES[filter.lead] ?? []).some((role) => column.stems.includes(role)))
        score = Math.max(score, filter.lead === "in" || filter.lead === "at" ? 0.3 : 0.45);
      if (score > bestScore) {
        bestScore = score;
        best = name;
      }
    }
    if (best) return best;
  }
  return null;
}

function valuesCondition(
  filter: DraftFilter,
  condition: DraftCondition & { type: "values" },
  builder: Builder,
): RawCondition | null {
  const groups = new Map<string, { column: IndexedColumn; via: string | null; values: PlanLiteral[] }>();
  const add = (column: IndexedColumn, via: string | null, value: PlanLiteral) => {
    const key = `${column.table.table.id}.${column.column.name}.${via ?? ""}`;
    const known = groups.get(key);
    if (known) known.values.push(value);
    else groups.set(key, { column, via, values: [value] });
  };
  const literals: string[] = [];
  for (const mention of condition.mentions) {
    if ("literal" in mention) {
      literals.push(mention.literal);
      continue;
    }
    const chosen = chooseValue(mention, condition.column, filter.near, builder.context);
    if (!chosen) return null;
    const { column } = chosen.option;
    builder.scores.push(chosen.option.score);
    if (chosen.ties.length > 0)
      builder.valueTies.push({ words: mention.words, chosen: chosen.option, others: chosen.ties });
    let via = chosen.via;
    const viaColumn = via
      ? builder.index.edges.filter((edge) => edge.to === column.table && edge.relationship.fromColumns[0] === via)
      : [];
    const several = viaColumn.some(
      (edge) => builder.index.edges.filter((other) => other.from === edge.from && other.to === column.table).length > 1,
    );
    if (!several) via = null;
    via ??= chooseReference(column.table, filter, builder);
    // A value of a referred table that the referring column holds itself ("flights to APG") needs no join.
    const direct =
      via && column.table.primaryKey.includes(column)
        ? builder.index.edges.find((edge) => edge.to === column.table && edge.relationship.fromColumns[0] === via)
        : undefined;
    const own = direct?.from.byName.get(via ?? "") ?? ownReference(column, builder);
    const spellings = sameSpellings(mention, own ?? column, chosen.option);
    for (const value of spellings) add(own ?? column, own ? null : via, value);
  }
  if (literals.length > 0) {
    const column = literalColumn(condition.column, literals, filter, builder);
    if (!column) return null;
    for (const literal of literals) add(column, null, literalFor(column, literal));
    if (
      column.column.kind === "text" &&
      column.column.values?.complete &&
      !literals.some((literal) => column.column.values?.distinct.includes(literal))
    )
      builder.assumptions.push(`No stored ${column.column.name} is exactly "${literals.join('", "')}"`);
  }
  for (const { column, values } of groups.values()) {
    const numeric = column.column.kind === "integer" || column.column.kind === "numeric";
    if (numeric && values.some((value) => typeof value !== "number")) return null;
    if (column.isDate && values.some((value) => !/^\d{4}-\d\d-\d\d/.test(String(value)))) return null;
    if (column.column.kind === "uuid" && values.some((value) => !/^[\da-f-]{36}$/i.test(String(value)))) return null;
    if (column.column.kind === "enum" && values.some((value) => !(column.column.enumValues ?? []).includes(String(value)))) return null;
  }
  const built = [...groups.values()].map(({ column, via, values }): PlanCondition => ({
    kind: "in",
    left: columnExpression(column, via),
    values: [...new Set(values)],
    negated: false,
    words: filter.words,
  }));
  if (condition.all && condition.mentions.length > 1) {
    const each = [...groups.values()].flatMap(({ column, via, values }) =>
      values.map((value): PlanCondition => ({
        kind: "in",
        left: columnExpression(column, via),
        values: [value],
        negated: false,
        words: filter.words,
      })),
    );
    const base = builder.context.entity ? [{ table: builder.context.entity.table.id, via: null }] : [];
    const many = each.some((one) => {
      let toMany = false;
      tablesOfCondition(one, (node) => {
        toMany ||= addedSteps(base, node, builder)?.some((step) => !step.toOne) ?? false;
      });
      return toMany;
    });
    if (many) return { condition: null, through: [], each, words: filter.words };
  }
  const [first] = built;
  if (!first) return null;
  return {
    condition: built.length === 1 ? first : { kind: "any", items: built, words: filter.words },
    through: [],
    each: null,
    words: filter.words,
  };
}

/** The entity's own column that holds the same values, so that no join is needed. */
function ownReference(column: IndexedColumn, builder: Builder): IndexedColumn | undefined {
  const { entity } = builder.context;
  if (!entity || entity === column.table) return undefined;
  const edge = builder.index.edges.find(
    (each) =>
      each.from === entity &&
      each.to === column.table &&
      each.relationship.toColumns.length === 1 &&
      each.relationship.toColumns[0] === column.column.name,
  );
  const own = edge ? entity.byName.get(edge.relationship.fromColumns[0] ?? "") : undefined;
  return own && own.column.kind === column.column.kind ? own : undefined;
}

/** Every stored spelling of the same value in that column ("USA", "usa "). */
function sameSpellings(mention: Mention, column: IndexedColumn, chosen: ValueOption): PlanLiteral[] {
  const same = mention.values
    .filter((option) => option.column === column && option.score >= chosen.score - 0.03)
    .map((option) => option.value);
  if (same.length === 0) return [literalFor(column, chosen.value)];
  return [...new Set(chosen.score >= 0.83 ? same : same.slice(0, 1))]
    .slice(0, 8)
    .map((value) => literalFor(column, value));
}

/** The column for a text that the data does not hold, or for a bare figure. */
function literalColumn(
  mention: Mention | null,
  literals: string[],
  filter: DraftFilter,
  builder: Builder,
): IndexedColumn | null {
  const numeric = literals.every((literal) => /^-?\d+(\.\d+)?$/.test(literal));
  if (mention) {
    const subject = filter.near.findLast((near) => bestKind(near) === "table") ?? null;
    const found = columnOfMention(mention, builder, subject);
    if (found) return found.column;
  }
  for (const near of filter.near.toReversed()) {
    if (bestKind(near) === "column") {
      const found = columnOfMention(near, builder);
      if (found && (numeric || found.column.column.kind === "text" || found.column.column.kind === "enum"))
        return found.column;
    }
    if (bestKind(near) === "table" && !numeric) {
      const table = chooseTable(near, builder.context);
      if (table?.display[0]?.column.kind === "text") return table.display[0];
    }
  }
  const display = builder.context.entity?.display[0];
  return !numeric && display?.column.kind === "text" ? display : null;
}
