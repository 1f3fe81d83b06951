import { type ColumnMeaning, columnMeanings } from "#app/server/analyst/narrate/column-meaning.ts";
import { narrateList, narrateNumbers } from "#app/server/analyst/narrate/narrate-list.ts";
import { narrateRanking } from "#app/server/analyst/narrate/narrate-ranking.ts";
import { narrateSeries } from "#app/server/analyst/narrate/narrate-series.ts";
import { capitalised, listed, written } from "#app/server/analyst/narrate/phrases.ts";
import { mainMeasure, telling } from "#app/server/analyst/narrate/points.ts";
import type { Interpretation } from "#app/shared/analyst.ts";
import type { ResultSet } from "#app/shared/result-set.ts";

export type NarrateInput = {
  result: ResultSet;
  /** How the question was read; names the filters of an empty result. */
  answer?: { interpretation: Interpretation };
};

/**
 * One to three sentences from the rows: the value, or top, bottom, total, change and what stands out.
 * Deterministic; says nothing the rows do not hold, and no total over rows that were cut.
 */
export function narrate({ result, answer }: NarrateInput): string {
  if (result.rows.length === 0) return narrateEmpty(answer?.interpretation);
  const columns = columnMeanings(result);
  if (result.rows.length === 1) return narrateOneRow(result, columns);

  const measure = mainMeasure(result, columns);
  const time = columns.find((column) => column.role === "time");
  const labels = columns.filter((column) => column.role === "label");
  const sentences =
    measure && time && labels.length === 0
      ? narrateSeries(result, time, measure)
      : measure && (labels.length > 0 || time)
        ? narrateRanking(result, time ? [...telling(labels), time] : telling(labels), measure)
        : measure && columns.length === 1
          ? narrateNumbers(result, measure)
          : narrateList(result, columns);
  return [...sentences.slice(0, result.truncated ? 2 : 3), ...truncationNote(result)].join(" ");
}

function narrateEmpty(interpretation: Interpretation | undefined): string {
  const filters = (interpretation?.chips ?? []).filter(({ role }) => role === "filter").map(({ label }) => label);
  return filters.length > 0 ? `No rows match ${listed(filters)}.` : "No rows match this question.";
}

function narrateOneRow(result: ResultSet, columns: ColumnMeaning[]): string {
  const row = result.rows[0] ?? [];
  const [only] = columns;
  if (only && columns.length === 1) {
    const cell = row[0] ?? null;
    if (cell === null) return `${capitalised(only.words)}: no value.`;
    return `${capitalised(only.words)}: ${written(cell, only)}.`;
  }
  const parts = columns.slice(0, 4).map((column) => {
    const cell = row[column.index] ?? null;
    return `${column.words} ${cell === null ? "unknown" : written(cell, column)}`;
  });
  return `${capitalised(parts.join(", "))}.`;
}

function truncationNote(result: ResultSet): string[] {
  return result.truncated ? ["This covers only the rows that fit; there are more."] : [];
}
