import type { DateRange } from "#app/server/analyst/offline/language/read-dates.ts";
import type { CompareOperator } from "#app/server/analyst/offline/language/operators.ts";
import type { DraftFilter } from "#app/server/analyst/offline/parse/draft.ts";
import type { Mention } from "#app/server/analyst/offline/parse/items.ts";
import { MONTHS } from "#app/server/analyst/offline/schema/world-knowledge.ts";
import type { IndexedColumn, IndexedTable } from "#app/server/analyst/offline/schema/schema-index.ts";
import { columnExpression } from "./measure-expression.ts";
import type { Builder } from "./builder.ts";
import { closeness, defaultDate } from "./choose-columns.ts";
import { joinDistance } from "./join-tables.ts";
import type { PlanCondition } from "./plan.ts";

/** The date a phrase speaks of: a named column, a verb's ("hired in"), else the table's own event date. */
export function chooseDate(mention: Mention | null, near: Mention[], builder: Builder): IndexedColumn | null {
  const dated = (column: IndexedColumn) =>
    column.isDate ||
    column.isYear ||
    (column.column.kind === "text" && column.stems.some((stem) => stem === "date" || stem === "year"));
  for (const hint of [mention, ...near.toReversed()]) {
    if (!hint) continue;
    let best: IndexedColumn | null = null;
    let bestScore = -Infinity;
    for (const option of hint.columns) {
      if (!dated(option.column)) continue;
      const score = option.score + closeness(builder.context, option.column.table);
      if (score > bestScore) {
        best = option.column;
        bestScore = score;
      }
    }
    if (best && bestScore > 0.3) {
      builder.scores.push(Math.max(0.75, hint.columns.find((option) => option.column === best)?.score ?? 0.75));
      return best;
    }
  }
  const tables: IndexedTable[] = [...builder.measured];
  if (builder.context.entity) tables.push(builder.context.entity);
  const named = [...builder.context.tables]
    .sort((a, b) => b[1] - a[1])
    .flatMap(([id]) => builder.index.byId.get(id) ?? []);
  tables.push(...named);
  for (const table of tables) {
    const column = defaultDate(table);
    if (column) {
      builder.scores.push(0.9);
      const several = table.columns.filter((each) => each.isDate).length > 1;
      if (several) builder.assumptions.push(`The date meant is ${table.table.name}.${column.column.name}`);
      return column;
    }
  }
  const { entity } = builder.context;
  if (!entity) return null;
  const neighbours = builder.index.edges
    .filter((edge) => edge.from === entity || edge.to === entity)
    .map((edge) => (edge.from === entity ? edge.to : edge.from))
    .filter((table) => defaultDate(table) !== null && joinDistance(builder.index, entity.table.id, table.table.id) < 3);
  const [only] = neighbours;
  const column = only ? defaultDate(only) : null;
  if (column) builder.assumptions.push(`The date meant is ${only?.table.name}.${column.column.name}`);
  return column;
}

/** A date phrase as a condition: half-open ranges on dates and timestamps, figures on year columns. */
export function buildDateCondition(
  mention: Mention | null,
  operator: CompareOperator | "in",
  range: DateRange,
  filter: DraftFilter,
  builder: Builder,
  ends: { low: DateRange; high: DateRange } | null,
): PlanCondition | null {
  const column = chooseDate(mention, filter.near, builder);
  const { words } = filter;
  if (!column) return null;
  const left = columnExpression(column);
  if (column.isYear) return yearCondition(column, operator, range, words, builder, ends);
  const textual = column.column.kind === "text";
  const from = range.from;
  const to = range.to;
  const items: PlanCondition[] = [];
  const compare = (symbol: CompareOperator, value: string) =>
    items.push({ kind: "compare", left, operator: symbol, right: value, words });
  if (operator === "in" || operator === "=") {
    if (from && to && range.grain === "day" && nextDay(from) === to && !textual && column.column.kind === "date")
      compare("=", from);
    else {
      if (from) compare(">=", from);
      if (to) compare("<", to);
    }
  } else if (operator === "!=") {
    if (from && to)
      return {
        kind: "not",
        item: {
          kind: "all",
          items: [
            { kind: "compare", left, operator: ">=", right: from, words },
            { kind: "compare", left, operator: "<", right: to, words },
          ],
          words,
        },
        words,
      };
  } else if (operator === ">") {
    if (to) compare(">=", to);
  } else if (operator === ">=") {
    if (from) compare(">=", from);
  } else if (operator === "<") {
    if (from) compare("<", from);
  } else if (operator === "<=" && to) compare("<", to);
  if (items.length === 0) return null;
  return items.length === 1 ? (items[0] ?? null) : { kind: "all", items, words };
}

function nextDay(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + 1);
  return date.toISOString().slice(0, 10);
}

function yearCondition(
  column: IndexedColumn,
  operator: CompareOperator | "in",
  range: DateRange,
  words: string,
  builder: Builder,
  ends: { low: DateRange; high: DateRange } | null,
): PlanCondition | null {
  const left = columnExpression(column);
  const literal = (year: number) => (column.column.kind === "text" ? String(year) : year);
  const month = column.table.columns.find(
    (each) => each.column.kind === "text" && each.ownStems.length === 1 && each.ownStems[0] === "month",
  );
  const lowYear = Number((ends?.low.from ?? range.from ?? "").slice(0, 4));
  if (ends) {
    const highYear = Number((ends.high.from ?? "").slice(0, 4));
    if (!lowYear || !highYear) return null;
    return { kind: "between", left, low: literal(lowYear), high: literal(highYear), words };
  }
  if (!lowYear) return null;
  if (range.month !== null && range.year !== null && month && (operator === "in" || operator === "=")) {
    const name = MONTHS[range.month - 1] ?? "";
    const stored =
      month.column.values?.distinct.find((value) => value.toLowerCase() === name) ??
      name.charAt(0).toUpperCase() + name.slice(1);
    return {
      kind: "all",
      items: [
        { kind: "compare", left, operator: "=", right: literal(range.year), words },
        { kind: "in", left: columnExpression(month), values: [stored], negated: false, words },
      ],
      words,
    };
  }
  if (range.grain !== "year" && range.month === null)
    builder.assumptions.push(`${column.column.name} holds years only; the whole year is taken`);
  const symbol = operator === "in" ? "=" : operator;
  return { kind: "compare", left, operator: symbol, right: literal(lowYear), words };
}
