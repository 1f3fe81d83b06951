import type { ColumnMeaning } from "#app/server/analyst/narrate/column-meaning.ts";
import { labelled } from "#app/server/analyst/narrate/phrases.ts";
import { sumDecimals } from "#app/server/analyst/narrate/sum-decimals.ts";
import type { Cell, ResultSet } from "#app/shared/result-set.ts";

/** A row of a result as a label and a quantity. */
export type Point = { label: string; cells: Cell[]; value: number; raw: string | number };

/** Rows whose measure is a number; the others have nothing to rank. */
export function pointsOf(result: ResultSet, labels: ColumnMeaning[], measure: ColumnMeaning): Point[] {
  return result.rows.flatMap((cells) => {
    const raw = cells[measure.index] ?? null;
    if (raw === null || typeof raw === "boolean" || !Number.isFinite(Number(raw))) return [];
    const parts = labels.map((column) => labelled(cells[column.index] ?? null, column));
    const person = labels.every(({ words }) => /\bname$/i.test(words));
    return [{ label: parts.join(person ? " " : ", "), cells, value: Number(raw), raw }];
  });
}

/** The exact sum. */
export function total(points: Point[]): string | number {
  return sumDecimals(points.map(({ raw }) => raw));
}

/** The measure the rows are ordered by, else the first: that is what was asked about. */
export function mainMeasure(result: ResultSet, columns: ColumnMeaning[]): ColumnMeaning | undefined {
  const measures = columns.filter(
    ({ role, index }) =>
      role === "measure" && result.rows.some((row) => Number.isFinite(Number(row[index] ?? Number.NaN))),
  );
  return measures.find((measure) => isMonotonic(result, measure.index)) ?? measures[0];
}

function isMonotonic(result: ResultSet, index: number): boolean {
  const values = result.rows
    .map((row) => row[index] ?? null)
    .filter((cell) => cell !== null)
    .map(Number);
  if (new Set(values).size < 2) return false;
  const rising = values.every((value, at) => at === 0 || value >= (values[at - 1] ?? value));
  return rising || values.every((value, at) => at === 0 || value <= (values[at - 1] ?? value));
}

/** Names before keys: a person knows "Acme", not 17. */
export function telling(labels: ColumnMeaning[]): ColumnMeaning[] {
  const named = labels.filter(
    ({ column }) => !/(?:^|[^a-z])(?:id|uuid|code|key)$/i.test(column.name.replaceAll("_", " ")),
  );
  return (named.length > 0 ? named : labels).slice(0, 2);
}
