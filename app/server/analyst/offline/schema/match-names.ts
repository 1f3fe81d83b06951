import { stemWord } from "#app/server/analyst/offline/language/stem-word.ts";
import { synonymsOf } from "./synonyms.ts";
import type { IndexedColumn, IndexedTable, SchemaIndex } from "./schema-index.ts";

const GENERIC = new Set([
  "id",
  "name",
  "code",
  "number",
  "type",
  "date",
  "time",
  "year",
  "valu",
  "amount",
  "count",
  "total",
  "titl",
  "descript",
  "key",
]);
/** Words too common to name one table's column by themselves. */
const BARE = new Set(["number", "count", "amount", "valu", "total"]);
const FILLER = new Set(["of", "the", "and", "in", "a", "for", "to", "by", "at", "on", "is", "per"]);
/** Words of a table's name that say only that it is a table. */
const TABLE_FILLER = new Set([
  "data",
  "info",
  "inform",
  "list",
  "detail",
  "tabl",
  "record",
  "master",
  "refer",
  "header",
  "all",
]);
const SYNONYM_WEIGHT = 0.82;

/** How well a stem of the question matches one of a name's stems: 1, a synonym's weight, or 0. */
function matchStem(stem: string, names: readonly string[]): { weight: number; at: number } {
  const exact = names.indexOf(stem);
  if (exact >= 0) return { weight: 1, at: exact };
  const synonyms = synonymsOf(stem);
  if (synonyms.size > 0) {
    for (let at = 0; at < names.length; at += 1)
      if (synonyms.has(names[at] ?? "")) return { weight: SYNONYM_WEIGHT, at };
  }
  return { weight: 0, at: -1 };
}

/**
 * 0..1: how well the words name the column. Every word must be accounted for by the column or its table;
 * the column's own words that stay unsaid lower the score.
 */
export function scoreColumn(stems: readonly string[], column: IndexedColumn): number {
  const own = column.ownStems.filter((stem) => !FILLER.has(stem));
  const names = own.length > 0 ? own : column.ownStems;
  let matched = 0;
  let last = -1;
  let tableWords = 0;
  const used = new Set<number>();
  for (const stem of stems) {
    const hit = matchStem(stem, names);
    if (hit.weight > 0 && !used.has(hit.at)) {
      used.add(hit.at);
      matched += hit.weight;
      last = Math.max(last, hit.at);
      continue;
    }
    if (column.stems.includes(stem)) {
      tableWords += 1;
      continue;
    }
    const onTable = TABLE_FILLER.has(stem)
      ? 0
      : column.table.stems.includes(stem)
        ? 1
        : column.table.aliases.has(stem)
          ? 0.9
          : 0;
    if (onTable === 0) return 0;
    tableWords += onTable;
  }
  if (matched === 0) return 0;
  const coverage = matched / names.length;
  const headMatched = last === names.length - 1;
  const bare = stems.length === 1 && BARE.has(stems[0] ?? "") && column.stems.length > names.length;
  if (bare) return 0.8;
  if (
    column.references &&
    names.at(-1) === "id" &&
    names.length > 2 &&
    used.size === names.length - 1 &&
    !used.has(names.length - 1)
  )
    return 0.93 * Math.min(1, 0.2 + 0.8 * (matched / used.size));
  if (used.size === names.length)
    return Math.min(1, 0.2 + 0.8 * coverage) - (tableWords > 0 ? 0 : column.stems.length > names.length ? 0.02 : 0);
  const onlyGeneric = [...used].every((at) => GENERIC.has(names[at] ?? ""));
  const restGeneric = names.every((stem, at) => used.has(at) || GENERIC.has(stem));
  return (
    0.42 +
    0.36 * coverage +
    (headMatched ? 0.05 : 0) +
    (restGeneric ? 0.08 : 0) -
    (onlyGeneric ? 0.12 : 0) -
    (tableWords > 0 ? 0.2 : 0)
  );
}

/** 0..1: how well the words name the table. */
export function scoreTable(stems: readonly string[], table: IndexedTable): number {
  const telling = table.stems.filter((stem) => !FILLER.has(stem) && !TABLE_FILLER.has(stem));
  const names =
    telling.length > 0 && stems.every((stem) => !TABLE_FILLER.has(stem))
      ? telling
      : table.stems.filter((stem) => !FILLER.has(stem));
  const exact = names.length === table.stems.length ? 1 : 0.98;
  let matched = 0;
  let last = -1;
  const used = new Set<number>();
  for (const stem of stems) {
    const hit = matchStem(stem, names);
    if (hit.weight === 0 || used.has(hit.at)) {
      const alias = stems.join(" ");
      return table.aliases.has(alias) ? 0.8 : [...table.aliases].some((each) => each.endsWith(` ${alias}`)) ? 0.6 : 0;
    }
    used.add(hit.at);
    matched += hit.weight;
    last = Math.max(last, hit.at);
  }
  if (matched === 0) return 0;
  const coverage = matched / names.length;
  if (used.size === names.length) return Math.min(exact, 0.1 + 0.9 * coverage);
  const score = 0.4 + 0.35 * coverage + (last === names.length - 1 ? 0.12 : 0) - (table.isLink ? 0.1 : 0);
  return Math.max(score, table.aliases.has(stems.join(" ")) ? 0.8 : 0);
}

function candidates<Entry>(stems: readonly string[], byStem: ReadonlyMap<string, Entry[]>): Set<Entry> {
  let smallest: Entry[] | null = null;
  for (const stem of stems) {
    const entries = [...(byStem.get(stem) ?? [])];
    for (const synonym of synonymsOf(stem)) entries.push(...(byStem.get(synonym) ?? []));
    if (entries.length > 0 && (smallest === null || entries.length < smallest.length)) smallest = entries;
  }
  return new Set(smallest ?? []);
}

export function findTables(
  stems: readonly string[],
  index: SchemaIndex,
  letters = "",
): { table: IndexedTable; score: number }[] {
  const found = new Map<IndexedTable, number>();
  for (const table of candidates(stems, index.tablesByStem)) {
    const score = scoreTable(stems, table);
    if (score > 0) found.set(table, score);
  }
  const joined = stems.join("");
  for (const table of index.tablesByJoined.get(joined) ?? []) found.set(table, 1);
  if (stems.length > 1 && letters)
    for (const table of index.tablesByJoined.get(stemWord(letters)) ?? []) found.set(table, 1);
  if (stems.length > 1 && joined.length >= 7) {
    for (const table of index.tables) {
      if (table.joined.startsWith(joined.slice(0, -1)) && table.joined.length - joined.length <= 3 && !found.has(table))
        found.set(table, 0.85);
    }
  }
  return [...found].map(([table, score]) => ({ table, score })).sort((a, b) => b.score - a.score);
}

/** Columns that hold one of the stems: by the rarest stem, and all columns of a table that another stem names. */
function columnCandidates(stems: readonly string[], index: SchemaIndex): Set<IndexedColumn> {
  const found = candidates(stems, index.columnsByStem);
  if (stems.length < 2) return found;
  for (const stem of stems) {
    const tables = [...(index.tablesByStem.get(stem) ?? [])];
    for (const synonym of synonymsOf(stem)) tables.push(...(index.tablesByStem.get(synonym) ?? []));
    if (tables.length > 40) continue;
    for (const table of tables) for (const column of table.columns) found.add(column);
  }
  return found;
}

export function findColumns(
  stems: readonly string[],
  index: SchemaIndex,
  letters = "",
): { column: IndexedColumn; score: number }[] {
  const found = new Map<IndexedColumn, number>();
  const joined = stems.join("");
  for (const column of columnCandidates(stems, index)) {
    const score = column.joined === joined ? 1 : scoreColumn(stems, column);
    if (score > 0) found.set(column, score);
  }
  for (const column of index.columnsByJoined.get(joined) ?? []) found.set(column, 1);
  if (stems.length > 1 && letters)
    for (const column of index.columnsByJoined.get(stemWord(letters)) ?? []) found.set(column, 1);
  const lastStem = stems.at(-1);
  if (
    stems.length > 1 &&
    (lastStem === "name" || lastStem === "titl") &&
    ![...found.values()].some((score) => score >= 0.95)
  ) {
    for (const { table, score } of findTables(stems.slice(0, -1), index)) {
      const column = table.display[0];
      if (score >= 0.75 && table.display.length === 1 && column && !column.isKey)
        found.set(column, Math.max(found.get(column) ?? 0, 0.99 * score));
    }
  }
  if (
    stems.length > 1 &&
    ["name", "titl", "valu", "level", "code", "type"].includes(lastStem ?? "") &&
    ![...found.values()].some((score) => score >= 0.93)
  ) {
    // "region name" for region.
    for (const column of candidates(stems.slice(0, -1), index.columnsByStem)) {
      if (column.column.kind === "text" && scoreColumn(stems.slice(0, -1), column) >= 0.95)
        found.set(column, Math.max(found.get(column) ?? 0, 0.93));
    }
  }
  if (stems.length >= 3) {
    // "miles per gallon" for mpg.
    const initials = stems.map((stem) => stem[0]).join("");
    for (const column of index.columnsByJoined.get(initials) ?? []) found.set(column, 0.92);
  }
  if (found.size === 0 && stems.length === 1) {
    for (const column of index.columnsByCommentStem.get(stems[0] ?? "") ?? []) found.set(column, 0.5);
  }
  return [...found].map(([column, score]) => ({ column, score })).sort((a, b) => b.score - a.score);
}
