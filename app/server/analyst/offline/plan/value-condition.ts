import type { DraftCondition, DraftFilter } from "#app/server/analyst/offline/parse/draft.ts";
import type { Mention, ValueOption } from "#app/server/analyst/offline/parse/items.ts";
import { bestKind } from "#app/server/analyst/offline/parse/reader.ts";
import type { IndexedColumn, IndexedTable } from "#app/server/analyst/offline/schema/schema-index.ts";
import { addedSteps } from "./added-joins.ts";
import type { Builder } from "./builder.ts";
import { chooseTable, chooseValue } from "./choose-columns.ts";
import { literalFor } from "./condition-kinds.ts";
import { columnExpression, columnOfMention } from "./measure-expression.ts";
import { type PlanCondition, type PlanLiteral, tablesOfCondition } from "./plan.ts";
import type { RawCondition } from "./raw-condition.ts";

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

export function valuesCondition(
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
    if (
      column.column.kind === "enum" &&
      values.some((value) => !(column.column.enumValues ?? []).includes(String(value)))
    )
      return null;
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
