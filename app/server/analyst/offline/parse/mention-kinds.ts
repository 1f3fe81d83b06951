import type { Mention } from "./items.ts";

export function ownsColumn(table: Mention, column: Mention): boolean {
  return table.tables.some((option) =>
    column.columns.some(
      (candidate) =>
        candidate.column.table === option.table && candidate.score >= (column.columns[0]?.score ?? 0) - 0.1,
    ),
  );
}

/** A column that says yes or no, standing before what it describes ("open businesses"). */
export function isFlag(mention: Mention): boolean {
  return mention.columns[0]?.column.isFlag === true && mention.columns[0].score >= 0.6;
}
