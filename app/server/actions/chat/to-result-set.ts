import type { Cell, ResultSet } from "#app/shared/result-set.ts";

type RowObject = Record<string, unknown>;

/** Rows as objects, given the columns and types they show. A `ResultSet` passes as it is. */
export function toResultSet(results: ResultSet | RowObject[]): ResultSet {
  if (!Array.isArray(results)) return results;
  const names = [...new Set(results.flatMap((row) => Object.keys(row)))];
  return {
    columns: names.map((name) => ({ name, type: typeOf(results.map((row) => row[name])) })),
    rows: results.map((row) => names.map((name) => toCell(row[name]))),
    truncated: null,
    elapsedMs: 0,
  };
}

/** The Postgres type that fits all values of a column; empty ones say nothing. */
function typeOf(values: unknown[]): string {
  const present = values.filter((value) => value !== null && value !== undefined);
  if (present.length === 0) return "text";
  if (present.every((value) => typeof value === "boolean")) return "bool";
  if (present.every((value) => typeof value === "bigint" || Number.isSafeInteger(value))) return "int8";
  if (present.every((value) => typeof value === "number" || typeof value === "bigint")) return "float8";
  if (present.every((value) => typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value))) return "date";
  return present.every(isInstant) ? "timestamptz" : "text";
}

function isInstant(value: unknown): boolean {
  if (value instanceof Date) return !Number.isNaN(value.getTime());
  return (
    typeof value === "string" && /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/.test(value) && !Number.isNaN(Date.parse(value))
  );
}

function toCell(value: unknown): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (typeof value === "bigint") return value.toString();
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  return JSON.stringify(value) ?? null;
}
