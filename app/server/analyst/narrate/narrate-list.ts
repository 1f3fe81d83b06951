import type { ColumnMeaning } from "#app/server/analyst/narrate/column-meaning.ts";
import { amount, listed, rowCount, written } from "#app/server/analyst/narrate/phrases.ts";
import { pointsOf, telling } from "#app/server/analyst/narrate/points.ts";
import type { ResultSet } from "#app/shared/result-set.ts";

const NAMES_SHOWN = 3;
/** A longer text is read in the table, not in a sentence. */
const LONGEST_NAME = 60;

/** Rows without a quantity: how many, and the first names. */
export function narrateList(result: ResultSet, columns: ColumnMeaning[]): string[] {
  const label = telling(columns.filter(({ role }) => role === "label"))[0] ?? columns[0];
  const lead = rowCount(result);
  if (!label) return [`${lead}.`];
  const names = result.rows.map((row) => row[label.index] ?? null).filter((cell) => cell !== null);
  const shown = [...new Set(names.map((cell) => written(cell, label)))];
  if (shown.length === 0) return [`${lead}, ${label.words} unknown in all.`];
  if (shown.some((name) => name.length > LONGEST_NAME)) return [`${lead}.`];
  return [
    shown.length <= NAMES_SHOWN + 1
      ? `${lead}: ${listed(shown)}.`
      : `${lead}, starting with ${listed(shown.slice(0, NAMES_SHOWN))}.`,
  ];
}

/** A lone column of quantities: how many, from where to where. */
export function narrateNumbers(result: ResultSet, measure: ColumnMeaning): string[] {
  const points = pointsOf(result, [], measure);
  const ranked = points.toSorted((left, right) => left.value - right.value);
  const [lowest] = ranked;
  const highest = ranked.at(-1);
  if (!lowest || !highest) return narrateList(result, [measure]);
  return [
    `${rowCount(result)}: ${measure.words} from ${amount(lowest.raw, measure)} to ${amount(highest.raw, measure)}.`,
  ];
}
