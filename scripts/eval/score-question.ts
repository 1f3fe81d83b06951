import { isSameResult, type ScoredGold } from "./compare-results.ts";
import type { EvalQuestion, GoldAlternative } from "./eval-formats.ts";
import { scoredCell, scoredGold } from "./scored-value.ts";
import type { ResultSet } from "#app/shared/result-set.ts";

const MOST_ROWS = 100_000;
const ORDER_ASKED_FOR = /\b(order|sort|arrange)/i;

/** Whether a result is right for a question, by the question's own `match` mode. */
export function isRightResult(question: EvalQuestion, result: ResultSet, alternatives: ScoredGold[]): boolean {
  const subset = question.extra?.match === "subset";
  const useOrder = !subset || question.extra?.category === "order_by" || ORDER_ASKED_FOR.test(question.question);
  const predicted = {
    columnCount: result.columns.length,
    rows: result.rows
      .slice(0, MOST_ROWS)
      .map((row) => row.map((cell, index) => scoredCell(cell, result.columns[index]?.type ?? ""))),
  };
  return alternatives.some((gold) => isSameResult(predicted, gold, { subset, useOrder }));
}

/** Gold as stored. */
export function storedGold(alternative: GoldAlternative): ScoredGold {
  const readRows = (rows: unknown[][]): ScoredGold["rows"] => rows.map((row) => row.map(scoredGold));
  const { order } = alternative;
  return {
    columnCount: alternative.columns.length,
    rows: readRows(alternative.rows),
    order: order ? { groups: order.groups, pool: order.pool ? readRows(order.pool) : null } : null,
  };
}

/** Gold run again; every row has its place where the query orders its rows. */
export function liveGold(result: ResultSet, ordered: boolean): ScoredGold {
  const rows = result.rows.map((row) => row.map((cell, index) => scoredCell(cell, result.columns[index]?.type ?? "")));
  return {
    columnCount: result.columns.length,
    rows,
    order: ordered ? { groups: rows.map(() => 1), pool: null } : null,
  };
}
