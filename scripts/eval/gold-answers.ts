import { parse } from "libpg-query";
import type { ResultSet } from "#app/shared/result-set.ts";
import type { ScoredGold } from "./compare-results.ts";
import type { EvalQuestion, GoldEntry } from "./eval-formats.ts";
import { liveGold, storedGold } from "./score-question.ts";

/**
 * The results that count as right. Stored gold is used as it is; volatile gold, and `gold_sql` without
 * a gold file, run now on the loaded database. Empty where there is nothing to compare with.
 */
export async function goldAnswers(
  question: EvalQuestion,
  entry: GoldEntry | undefined,
  run: (sql: string) => Promise<ResultSet>,
): Promise<ScoredGold[]> {
  if (entry && !question.extra?.volatile) return entry.gold.map(storedGold);
  const statements = entry
    ? entry.gold.map((alternative) => ({ sql: alternative.sql, ordered: alternative.order !== null }))
    : await Promise.all(goldSql(question).map(async (sql) => ({ sql, ordered: await isOrdered(sql) })));
  const answers: ScoredGold[] = [];
  for (const { sql, ordered } of statements) {
    // Of several alternatives one may not run today; the others still count.
    const result = await run(sql).catch(() => null);
    if (result) answers.push(liveGold(result, ordered));
  }
  return answers;
}

export function goldSql(question: EvalQuestion): string[] {
  const gold = question.gold_sql ?? [];
  return typeof gold === "string" ? [gold] : gold;
}

async function isOrdered(sql: string): Promise<boolean> {
  const tree = await parse(sql).catch(() => null);
  const select = tree?.stmts?.[0]?.stmt as { SelectStmt?: { sortClause?: unknown[] } } | undefined;
  return (select?.SelectStmt?.sortClause?.length ?? 0) > 0;
}
