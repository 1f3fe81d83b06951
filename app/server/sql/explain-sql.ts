import { describeSelect } from "./explain/describe-select.ts";
import { splitClauses } from "./explain/split-clauses.ts";
import { checkText } from "./guard/check-text.ts";
import { parseSql } from "./guard/parse-sql.ts";
import { asList, asNode, unwrap } from "./guard/tree.ts";

export type ClauseExplanation = {
  /** The clause's keyword in capitals: SELECT, FROM, GROUP BY, UNION. */
  clause: string;
  /** Its text as written. */
  sql: string;
  /** What it does, in a sentence or two. */
  text: string;
};

/**
 * Explains a query clause by clause in plain words, from the parse tree and without a model: it says what the SQL does, not what
 * somebody meant. Empty for a text the guard would not accept as one query. Column names stay as written, so that a reader
 * finds them in the SQL.
 */
export async function explainSql(sql: string): Promise<ClauseExplanation[]> {
  if (checkText(sql) !== null) return [];
  const outcome = await parseSql(sql);
  if (outcome.kind !== "tree") return [];
  const statements = asList(asNode(outcome.tree)?.stmts);
  const statement = unwrap(asNode(statements[0])?.stmt);
  if (statements.length !== 1 || statement?.type !== "SelectStmt") return [];
  const texts = splitClauses(sql);
  let from = 0;
  return describeSelect(statement.node).map(({ kind, text }) => {
    const at = texts.findIndex((clause, index) => index >= from && clause.kind === kind);
    if (at !== -1) from = at + 1;
    return { clause: kind.toUpperCase(), sql: texts[at]?.sql ?? "", text };
  });
}
