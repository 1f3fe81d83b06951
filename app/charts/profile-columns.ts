import type { Cell, ResultColumn } from "#app/shared/result-set.ts";
import type { ChartInput } from "./chart-input.ts";
import { columnKeys } from "./column-keys.ts";
import { nameSuggests } from "./column-name-hints.ts";
import type { ColumnProfile, ColumnRole, Measure } from "./column-profile.ts";
import { findTimeGrain } from "./find-time-grain.ts";
import { humaniseName } from "./humanise-name.ts";
import { ordinalRanks } from "./ordinal-scales.ts";
import { parseInstant, parseNumber } from "./parse-cell.ts";

/** Rows read to tell what a column means; a chart of more rows is profiled from an even sample. */
const MAXIMUM_PROFILED_ROWS = 5_000;

const NUMERIC_TYPE =
  /^(?:int[248]|smallint|integer|bigint|float[48]|real|double precision|numeric|decimal|money|oid|interval)/i;
const TEMPORAL_TYPE = /^(?:date$|timestamp)/i;
const OPAQUE_TYPE =
  /^(?:jsonb?|bytea|tsvector|tsquery|point|box|circle|polygon|path|line|lseg|geometry|geography|xml|\w+range)(?:\(.*\))?$|^_|\[\]$/i;

/** Says of every column what it means for a chart. Pure, and bounded: at most 5,000 rows are read. */
export function profileColumns({ columns, rows }: ChartInput): ColumnProfile[] {
  const keys = columnKeys(columns);
  const sample = sampleRows(rows);
  const profiles = columns.map((column, index) => profileColumn(column, keys[index] ?? column.name, index, sample));
  return rescueDimension(profiles);
}

function sampleRows(rows: Cell[][]): Cell[][] {
  if (rows.length <= MAXIMUM_PROFILED_ROWS) return rows;
  const step = rows.length / MAXIMUM_PROFILED_ROWS;
  return Array.from({ length: MAXIMUM_PROFILED_ROWS }, (_, index) => rows[Math.floor(index * step)] ?? []);
}

function profileColumn(column: ResultColumn, key: string, index: number, rows: Cell[][]): ColumnProfile {
  const cells = rows.map((row) => row[index] ?? null).filter((cell) => cell !== null);
  const labels = cells.map(String);
  const distinct = new Set(labels);
  const role = findRole(column, cells, labels, distinct);
  const values = readValues(role, cells);
  const measure = findMeasure(column, role, values);
  const currency = nameSuggests.currency(column.name, column.type);
  return {
    key,
    index,
    label: nameColumn(key, column.type, role, currency),
    role,
    measure,
    currency,
    additive:
      role === "quantitative" && measure !== "fraction" && measure !== "percent" && !nameSuggests.average(column.name),
    grain: role === "temporal" ? findTimeGrain(values, column.type) : null,
    ranks: role === "ordinal" ? ordinalRanks([...distinct]) : null,
    rowCount: rows.length,
    nullCount: rows.length - cells.length,
    distinctCount: distinct.size,
    minimum: extreme(values, Math.min),
    maximum: extreme(values, Math.max),
    total: role === "quantitative" ? values.reduce((sum, value) => sum + value, 0) : 0,
    integral: values.every(Number.isInteger),
    order: findOrder(values.length > 0 ? values : labels),
    longestLabel: labels.reduce((longest, label) => Math.max(longest, label.length), 0),
  };
}

function findRole(column: ResultColumn, cells: Cell[], labels: string[], distinct: Set<string>): ColumnRole {
  const { name, type } = column;
  if (OPAQUE_TYPE.test(type)) return "other";
  if (type === "bool" || type === "boolean" || (cells.length > 0 && cells.every((cell) => typeof cell === "boolean"))) {
    return "boolean";
  }
  if (type === "uuid") return "id";
  if (TEMPORAL_TYPE.test(type)) return "temporal";
  const numeric =
    NUMERIC_TYPE.test(type) || (type !== "text" && cells.length > 0 && cells.every((cell) => typeof cell === "number"));
  if (numeric) return numericRole(name, cells, distinct);
  if (nameSuggests.identifier(name)) return "id";
  const sample = labels.slice(0, 200);
  if (sample.length > 0 && sample.every((label) => parseInstant(label) !== null)) return "temporal";
  if (sample.length > 0 && !/char|text|time/i.test(type) && sample.every((label) => parseNumber(label) !== null)) {
    return numericRole(name, cells, distinct);
  }
  if (ordinalRanks([...distinct].slice(0, 61))) return "ordinal";
  if (nameSuggests.geography(name)) return "geographic";
  return "nominal";
}

function numericRole(name: string, cells: Cell[], distinct: Set<string>): ColumnRole {
  const numbers = cells.map(parseNumber).filter((value) => value !== null);
  const whole = numbers.every(Number.isInteger);
  if (nameSuggests.identifier(name) && whole) return "id";
  if (whole && nameSuggests.year(name) && numbers.every((value) => value >= 1500 && value < 2200)) return "temporal";
  if (whole && nameSuggests.calendarPart(name, numbers)) return "ordinal";
  if (whole && nameSuggests.grade(name) && distinct.size <= 12) return "ordinal";
  return "quantitative";
}

/**
 * A result that is all numbers, with one row for each value of a small whole-number first column (stars and a
 * count, weeks since sign-up and a rate), is a measure over that column.
 */
function rescueDimension(profiles: ColumnProfile[]): ColumnProfile[] {
  const [first, ...rest] = profiles;
  const isBucket =
    first?.role === "quantitative" &&
    first.measure === "plain" &&
    nameSuggests.bucket(first.label) &&
    first.integral &&
    first.nullCount === 0 &&
    first.distinctCount === first.rowCount &&
    first.rowCount > 1 &&
    first.rowCount <= 60 &&
    rest.length > 0 &&
    rest.every((profile) => profile.role === "quantitative");
  return isBucket ? [{ ...first, role: "ordinal" }, ...rest] : profiles;
}

function readValues(role: ColumnRole, cells: Cell[]): number[] {
  if (role === "temporal") return cells.map(parseInstant).filter((value) => value !== null);
  if (role === "quantitative" || role === "ordinal") return cells.map(parseNumber).filter((value) => value !== null);
  return [];
}

function findMeasure({ name, type }: ResultColumn, role: ColumnRole, values: number[]): Measure {
  if (role !== "quantitative") return "plain";
  if (nameSuggests.percent(name)) {
    return values.length > 0 &&
      values.every((value) => Math.abs(value) <= 1) &&
      values.some((value) => !Number.isInteger(value))
      ? "fraction"
      : "percent";
  }
  if (nameSuggests.fraction(name)) {
    if (values.every((value) => Math.abs(value) <= 1)) return "fraction";
    return values.every((value) => Math.abs(value) <= 100) && nameSuggests.share(name) ? "percent" : "plain";
  }
  if (type === "money" || nameSuggests.money(name)) return "currency";
  if (nameSuggests.count(name)) return "count";
  if (nameSuggests.duration(name)) return "duration";
  return "plain";
}

/** What a reader calls a column, with the unit where its numbers have lost theirs. */
function nameColumn(key: string, type: string, role: ColumnRole, currency: string | null): string {
  if (role === "boolean") return humaniseName(key.replace(/^is_/i, ""));
  if (type.startsWith("interval")) return `${humaniseName(key)} (hours)`;
  return humaniseName(currency ? withoutCurrency(key) : key);
}

/** `revenue_usd` is "Revenue": the sign before its numbers says the rest. */
function withoutCurrency(key: string): string {
  return key.replace(/[_ ](?:usd|eur|gbp|chf|jpy|cad|aud|sek|nok|dkk|pln|inr|cny|brl)$/i, "") || key;
}

function extreme(values: number[], pick: (a: number, b: number) => number): number | null {
  return values.length === 0 ? null : values.reduce((a, b) => pick(a, b));
}

function findOrder(values: (string | number)[]): ColumnProfile["order"] {
  if (values.length < 2) return "none";
  let ascending = true;
  let descending = true;
  for (let index = 1; index < values.length; index += 1) {
    const [before = 0, now = 0] = [values[index - 1], values[index]];
    if (now < before) ascending = false;
    if (now > before) descending = false;
  }
  if (ascending === descending) return "none";
  return ascending ? "ascending" : "descending";
}
