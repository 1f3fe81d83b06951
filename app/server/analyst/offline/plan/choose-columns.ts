import { ADJECTIVES, adjectiveSense } from "#app/server/analyst/offline/language/adjectives.ts";
import type { Mention, ValueOption } from "#app/server/analyst/offline/parse/items.ts";
import { stemWord } from "#app/server/analyst/offline/language/stem-word.ts";
import type { IndexedColumn, IndexedTable, SchemaIndex } from "#app/server/analyst/offline/schema/schema-index.ts";
import { joinDistance } from "./join-tables.ts";

/** Which tables the question is about, and how strongly. */
export type Context = {
  index: SchemaIndex;
  /** Table id -> 0..1 */
  tables: Map<string, number>;
  entity: IndexedTable | null;
  /** Table id -> how many named columns are its own. */
  support: Map<string, number>;
};

/** How near a table is to what the question speaks of. */
export function closeness(context: Context, table: IndexedTable): number {
  const direct = context.tables.get(table.table.id) ?? 0;
  const entity = context.entity === table ? 0.14 : 0;
  if (direct > 0) return 0.22 * direct + entity;
  if (entity > 0) return entity;
  let nearest = Infinity;
  for (const id of context.tables.keys()) nearest = Math.min(nearest, joinDistance(context.index, id, table.table.id));
  if (context.entity) nearest = Math.min(nearest, joinDistance(context.index, context.entity.table.id, table.table.id));
  if (nearest === Infinity) return context.tables.size > 0 || context.entity ? -0.5 : 0;
  return -0.05 * Math.min(5, nearest);
}

export type Chosen = { column: IndexedColumn; score: number; runnerUp: IndexedColumn | null };

/** The column a mention stands for, given what the question is about. */
export function chooseColumn(
  mention: Mention,
  context: Context,
  prefer: (column: IndexedColumn) => number = () => 0,
): Chosen | null {
  let best: Chosen | null = null;
  let second = -Infinity;
  for (const option of mention.columns) {
    const near = closeness(context, option.column.table);
    const score = option.score + (near > 0 && option.score < 0.85 ? 0.6 * near : near) + prefer(option.column);
    if (!best || score > best.score) {
      if (best) second = best.score;
      best = { column: option.column, score, runnerUp: best && best.score > score - 0.06 ? best.column : null };
    } else if (score > second) {
      second = score;
      if (score > best.score - 0.06) best.runnerUp = option.column;
    }
  }
  return best;
}

export function chooseTable(mention: Mention, context: Context): IndexedTable | null {
  let best: IndexedTable | null = null;
  let bestScore = -Infinity;
  const top = mention.tables[0]?.score ?? 0;
  for (const option of mention.tables) {
    if (option.score < top - 0.12) continue;
    const score =
      option.score +
      0.5 * closeness(context, option.table) -
      (option.table.isLink ? 0.03 : 0) +
      0.08 * Math.min(2, context.support.get(option.table.table.id) ?? 0);
    if (score > bestScore) {
      best = option.table;
      bestScore = score;
    }
  }
  return best;
}

/** The column that an adjective measures ("youngest": age, or birth date the other way round). */
export function adjectiveColumn(
  adjective: string,
  context: Context,
  candidates: IndexedTable[],
): { column: IndexedColumn; flipped: boolean } | null {
  const { base } = adjectiveSense(adjective);
  const sense = ADJECTIVES[base] ?? { up: [base], down: [] };
  let best: { column: IndexedColumn; flipped: boolean } | null = null;
  let bestScore = 0;
  const wanted = [
    ...sense.up.map((word, rank) => ({ word: stemWord(word), flipped: false, rank })),
    ...sense.down.map((word, rank) => ({ word: stemWord(word), flipped: true, rank: rank + 2 })),
  ];
  for (const table of candidates) {
    for (const column of table.columns) {
      const usable =
        column.isMeasure ||
        column.isDate ||
        column.isYear ||
        (base === "good" && column.column.kind === "integer") ||
        (column.column.kind === "text" && /^-?\d+(\.\d+)?$/.test(column.column.statistics?.maximum ?? ""));
      if (!usable && !(base === "late" && column.stems.some((stem) => stem === "date" || stem === "year"))) continue;
      for (const { word, flipped, rank } of wanted) {
        const matches = column.stems.includes(word);
        if (!matches && !(base === "late" && column.isDate && word === "date")) continue;
        const score =
          1 -
          0.05 * rank -
          0.05 * (column.ownStems.length - 1) +
          closeness(context, table) -
          (/creat|updat|crtd/.test(column.column.name) ? 0.3 : 0);
        if (score > bestScore) {
          best = { column, flipped };
          bestScore = score;
        }
      }
    }
  }
  return best;
}

export type ChosenValue = { option: ValueOption; score: number; ties: ValueOption[]; via: string | null };

/** Which stored value, in which column, a mention of a value means. */
export function chooseValue(
  mention: Mention,
  column: Mention | null,
  near: Mention[],
  context: Context,
): ChosenValue | null {
  let best: ChosenValue | null = null;
  for (const option of mention.values) {
    let score = option.score + closeness(context, option.column.table);
    let via: string | null = null;
    const hints = [
      ...(column ? [{ mention: column, weight: 0.6 }] : []),
      ...near.slice(-3).map((each, at) => ({ mention: each, weight: 0.1 + 0.04 * at })),
    ];
    for (const { mention: hint, weight } of hints) {
      const same = hint.columns.find((candidate) => candidate.column === option.column);
      if (same) score += weight * same.score;
      const reference = hint.columns.find(
        (candidate) =>
          candidate.column.references?.toTable === option.column.table.table.id &&
          (candidate.column.column.kind !== "text" || option.column !== candidate.column),
      );
      if (reference) {
        score += weight * reference.score;
        via ??= reference.column.column.name;
      }
      const table = hint.tables.find((candidate) => candidate.table === option.column.table);
      if (table && hint !== column) score += 0.4 * weight * table.score;
      else if (table && option.column.table.display.includes(option.column)) score += weight * table.score;
    }
    if (option.column.table.display.includes(option.column)) score += 0.04;
    if (!best || score > best.score + 1e-9)
      best = {
        option,
        score,
        ties: best && best.score > score - 0.05 && best.option.column !== option.column ? [best.option] : [],
        via,
      };
    else if (score > best.score - 0.05 && option.column !== best.option.column && best.ties.length < 3)
      best.ties.push(option);
  }
  return best;
}

const DATE_NAMES = ["date", "timestamp", "time", "at", "day", "on"];

/** The date a table's rows are told apart by: its own event date before bookkeeping stamps. */
export function defaultDate(table: IndexedTable): IndexedColumn | null {
  let best: IndexedColumn | null = null;
  let bestScore = -Infinity;
  for (const column of table.columns) {
    const textual = column.column.kind === "text" && column.stems.at(-1) === "date";
    if (!column.isDate && !column.isYear && !textual) continue;
    let score = column.isDate ? 1 : 0.8;
    if (column.stems.some((stem) => table.stems.includes(stem))) score += 0.5;
    if (column.ownStems.length === 1 && DATE_NAMES.includes(column.ownStems[0] ?? "")) score += 0.4;
    if (
      column.stems.some((stem) =>
        ["start", "order", "sale", "issu", "book", "sign", "post", "publish", "transact"].includes(stem),
      )
    )
      score += 0.3;
    if (
      column.stems.some((stem) =>
        ["end", "due", "termin", "cancel", "delet", "expir", "birth", "delivery", "deliveri"].includes(stem),
      )
    )
      score -= 0.5;
    if (column.stems.some((stem) => ["creat", "insert", "record", "crtd"].includes(stem))) score -= 0.25;
    if (column.stems.some((stem) => ["updat", "modifi", "last", "chang", "sync"].includes(stem))) score -= 0.7;
    if (score > bestScore) {
      best = column;
      bestScore = score;
    }
  }
  return best;
}

/** The figure that "total sales" or "revenue" of a table most likely means. */
export function defaultMeasure(table: IndexedTable): IndexedColumn | null {
  let best: IndexedColumn | null = null;
  let bestScore = 0;
  for (const column of table.columns) {
    if (!column.isMeasure) continue;
    let score = 0.2;
    if (
      column.stems.some((stem) => ["amount", "total", "price", "valu", "revenu", "cost", "sum", "paid"].includes(stem))
    )
      score += 0.6;
    if (column.stems.some((stem) => table.stems.includes(stem))) score += 0.3;
    if (column.stems.includes("total")) score += 0.1;
    if (column.stems.some((stem) => ["count", "quantiti", "hour", "spent"].includes(stem))) score += 0.3;
    if (
      column.stems.some((stem) =>
        ["tax", "discount", "rate", "percent", "unit", "number", "latitud", "longitud"].includes(stem),
      )
    )
      score -= 0.4;
    if (score > bestScore) {
      best = column;
      bestScore = score;
    }
  }
  return best;
}
