import type { CatalogQuery } from "#app/server/sql/catalog/catalog-query.ts";
import { quoteIdentifier } from "#app/server/sql/catalog/quote.ts";
import type { CatalogColumn, CatalogTable, ColumnKind } from "#app/shared/catalog.ts";

/** How much of the data may be read and kept. Every number is a ceiling, never a target. */
export type ProfileBudget = {
  /** Rows read of one table; a larger table is sampled. */
  scanRows: number;
  /** Distinct values kept of one column. */
  valuesPerColumn: number;
  /** Longer texts are prose, not names, and are not indexed. */
  valueCharacters: number;
  /** Distinct values kept of all columns together. */
  totalValues: number;
  /** Characters of all kept values together. */
  totalCharacters: number;
  /** After this no further table is read; views, which may be slow, come last. */
  totalMs: number;
};

export const DEFAULT_PROFILE_BUDGET: ProfileBudget = {
  scanRows: 50_000,
  valuesPerColumn: 10_000,
  valueCharacters: 100,
  totalValues: 200_000,
  totalCharacters: 4_000_000,
  totalMs: 40_000,
};

const COMPARABLE_KINDS: ReadonlySet<ColumnKind> = new Set<ColumnKind>([
  "integer",
  "numeric",
  "text",
  "boolean",
  "date",
  "timestamp",
  "time",
  "interval",
  "uuid",
  "enum",
]);
const RANGED_KINDS: ReadonlySet<ColumnKind> = new Set<ColumnKind>(["integer", "numeric", "date", "timestamp", "time"]);
const COLUMNS_PER_STATEMENT = 400;
const FEWEST_VALUES_PER_COLUMN = 20;

type ProfileRow = {
  table: number;
  rows: number;
  /** One entry a column: [non-null, distinct, minimum, maximum]. */
  columns: [number, number | null, string | null, string | null][];
  /** One entry a column: the most frequent values first, or null where none were asked for. */
  values: (string[] | null)[];
  /** One entry a column: whether a value was too long to keep. */
  long: (boolean | null)[];
};

/**
 * Fills in row counts, column statistics and the distinct values of text columns, many tables a round
 * trip. A table that cannot be read (no permission, a broken view, a timeout) keeps what is known
 * without it. `unindexed` names columns whose values must not be kept, as `table.column`.
 */
export async function profileTables(
  query: CatalogQuery,
  tables: CatalogTable[],
  unindexed: ReadonlySet<string>,
  budget: ProfileBudget,
): Promise<void> {
  const isIndexed = (table: CatalogTable, column: CatalogColumn): boolean =>
    column.kind === "text" && !unindexed.has(`${table.id}.${column.name}`);
  const textColumns = tables.flatMap((table) => table.columns.filter((column) => isIndexed(table, column))).length;
  const fairShare = Math.floor(budget.totalValues / Math.max(1, textColumns));
  const valuesPerColumn = Math.min(budget.valuesPerColumn, Math.max(FEWEST_VALUES_PER_COLUMN, fairShare));

  let charactersKept = 0;
  let valuesKept = 0;
  const deadline = performance.now() + budget.totalMs;
  const tablesFirst = tables.toSorted((left, right) => Number(left.kind === "view") - Number(right.kind === "view"));
  for (const batch of inBatches(tablesFirst)) {
    if (performance.now() > deadline) return;
    const profiles = await readProfiles(query, batch, isIndexed, budget, valuesPerColumn);
    for (const profile of profiles) {
      const table = batch[profile.table];
      if (!table) continue;
      const whole = applyProfile(table, profile, budget.scanRows);
      for (const [index, column] of table.columns.entries()) {
        const found = profile.values[index];
        if (!found || found.some((value) => typeof value !== "string")) continue;
        const kept = found.slice(0, valuesPerColumn);
        const characters = kept.reduce((sum, value) => sum + value.length, 0);
        if (charactersKept + characters > budget.totalCharacters) continue;
        if (valuesKept + kept.length > budget.totalValues) continue;
        charactersKept += characters;
        valuesKept += kept.length;
        column.values = {
          distinct: kept,
          complete: whole && kept.length === found.length && profile.long[index] !== true,
        };
      }
    }
  }
}

function* inBatches(tables: CatalogTable[]): Generator<CatalogTable[]> {
  let batch: CatalogTable[] = [];
  let columns = 0;
  for (const table of tables) {
    const full = columns + table.columns.length > COLUMNS_PER_STATEMENT;
    // A slow view must not take others down with it.
    if (batch.length > 0 && (full || table.kind === "view")) {
      yield batch;
      batch = [];
      columns = 0;
    }
    batch.push(table);
    columns += table.columns.length;
  }
  if (batch.length > 0) yield batch;
}

async function readProfiles(
  query: CatalogQuery,
  batch: CatalogTable[],
  isIndexed: (table: CatalogTable, column: CatalogColumn) => boolean,
  budget: ProfileBudget,
  valuesPerColumn: number,
): Promise<ProfileRow[]> {
  const statements = batch.map((table, index) => profileSql(table, index, isIndexed, budget, valuesPerColumn));
  try {
    const rows = await query(statements.map((statement) => `(${statement})`).join("\nunion all\n"));
    return rows.map((row) => JSON.parse(row) as ProfileRow);
  } catch {
    // One unreadable table must not cost the others; a lost connection must not pass for one.
    await query("select '1'");
    const profiles: ProfileRow[] = [];
    for (const statement of batch.length === 1 ? [] : statements) {
      const rows = await query(statement).catch(() => []);
      profiles.push(...rows.map((row) => JSON.parse(row) as ProfileRow));
    }
    return profiles;
  }
}

function profileSql(
  table: CatalogTable,
  index: number,
  isIndexed: (table: CatalogTable, column: CatalogColumn) => boolean,
  budget: ProfileBudget,
  valuesPerColumn: number,
): string {
  const relation = `${quoteIdentifier(table.schema)}.${quoteIdentifier(table.name)}`;
  const names = table.columns.map((column, position) => `${quoteIdentifier(column.name)} as c${position}`);
  const oversized = table.kind === "table" && (table.rowCount ?? 0) > budget.scanRows;
  const percent = (100 * budget.scanRows) / Math.max(1, table.rowCount ?? 1);
  const sample = oversized ? ` tablesample system (${Math.max(percent, 0.0001).toFixed(4)})` : "";

  const statistics = table.columns.map((column, position) => {
    const cell = `c${position}`;
    const distinct = COMPARABLE_KINDS.has(column.kind) ? `count(distinct ${cell})` : "null";
    const ranged = RANGED_KINDS.has(column.kind);
    return `json_build_array(count(${cell}), ${distinct}, ${ranged ? `min(${cell})::text, max(${cell})::text` : "null, null"})`;
  });
  const values = table.columns.map((column, position) => {
    if (!isIndexed(table, column)) return "null::json";
    const cell = `c${position}`;
    return `(select coalesce(json_agg(v.value), '[]') from (select ${cell}::text as value from sampled
      where ${cell} is not null and char_length(${cell}::text) between 1 and ${budget.valueCharacters}
      group by 1 order by count(*) desc, 1 limit ${valuesPerColumn + 1}) v)`;
  });
  const long = table.columns.map((column, position) =>
    isIndexed(table, column) ? `bool_or(char_length(c${position}::text) > ${budget.valueCharacters})` : "null",
  );

  return `with sampled as materialized (select ${names.join(", ")} from ${relation}${sample} limit ${budget.scanRows})
    select json_build_object('table', ${index}, 'rows', count(*), 'columns', array_to_json(array[${statistics.join(", ")}]),
      'values', array_to_json(array[${values.join(", ")}]::json[]),
      'long', array_to_json(array[${long.join(", ")}]::boolean[]))::text from sampled`;
}

/** Returns whether the profile saw every row. */
function applyProfile(table: CatalogTable, profile: ProfileRow, scanRows: number): boolean {
  const whole = profile.rows < scanRows && (table.rowCount ?? 0) <= scanRows;
  if (whole) table.rowCount = profile.rows;
  const scale = whole ? 1 : Math.max(1, (table.rowCount ?? profile.rows) / Math.max(1, profile.rows));
  for (const [index, column] of table.columns.entries()) {
    const cells = profile.columns[index];
    if (!cells) continue;
    const [present, distinct, minimum, maximum] = cells;
    column.statistics = {
      distinct: distinct === null ? present : scaledDistinct(distinct, present, scale),
      nullFraction: profile.rows === 0 ? 0 : 1 - present / profile.rows,
      minimum,
      maximum,
    };
  }
  return whole;
}

/** A column that hardly repeats in the sample goes on that way; one that repeats has been seen whole. */
function scaledDistinct(distinct: number, present: number, scale: number): number {
  return present > 0 && distinct / present > 0.5 ? Math.round(distinct * scale) : distinct;
}
