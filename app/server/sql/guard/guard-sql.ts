import type { Catalog } from "#app/shared/catalog.ts";

import { checkGrowth } from "./check-growth.ts";
import { checkText } from "./check-text.ts";
import { checkTree } from "./check-tree.ts";
import { parseSql } from "./parse-sql.ts";
import { refuseStatement } from "./refuse-construct.ts";
import { Refusal } from "./refusal.ts";
import { EMPTY_SCOPE, indexCatalog } from "./scope.ts";
import { positionFromCodePoints } from "./source-position.ts";
import { asList, asNode, type TreeNode, unwrap } from "./tree.ts";
import type { GuardRefusal, GuardVerdict } from "./verdict.ts";

/**
 * Decides whether a text may run: one SELECT made only of listed constructs, functions, types and operators, naming only the
 * catalog's tables. Judged on Postgres' own parse tree, so quoting, comments and Unicode escapes hide nothing. Whoever wrote
 * the text, a member or a model, gets the same answer.
 *
 * Never throws for anything a text holds. `UNCHECKABLE` means the parser gave up on it, not that it is wrong.
 *
 * @example
 * const verdict = await guardSql("select count(*) from invoices", catalog);
 * if (verdict.ok) await executeQuery({ target, sql: verdict.sql, signal });
 */
export async function guardSql(sql: string, catalog: Catalog): Promise<GuardVerdict> {
  const refused = checkText(sql);
  if (refused !== null) return refused;
  const outcome = await parseSql(sql, ownerOf(catalog));
  if (outcome.kind === "tree") return judgeTree(sql, outcome.tree, catalog);
  if (outcome.kind === "too_large")
    return new Refusal("TOO_COMPLEX", "This SQL has too many parts.", null).toVerdict(sql);
  if (outcome.kind === "syntax_error") return syntaxRefusal(sql, outcome.message, outcome.position);
  const message =
    outcome.reason === "busy"
      ? "Too many queries are being checked at the moment. Please try again."
      : "This SQL could not be checked. Try writing it more simply.";
  return { ok: false, code: "UNCHECKABLE", message, position: null, suggestion: null };
}

/** Whose turn a text takes where many wait for the parser. */
function ownerOf({ target }: Catalog): string {
  return target.kind === "warehouse" ? target.orgId : target.dataSourceId;
}

/** The part of `guardSql` after parsing, without I/O. */
export function judgeTree(sql: string, tree: unknown, catalog: Catalog): GuardVerdict {
  try {
    const select = onlySelect(tree);
    const relations = new Set<string>();
    checkTree({ catalog: indexCatalog(catalog), relations }, "SelectStmt", select, EMPTY_SCOPE);
    checkGrowth(select);
    return { ok: true, sql, relations: [...relations].sort(), columnCount: countColumns(select) };
  } catch (error) {
    if (error instanceof Refusal) return error.toVerdict(sql);
    if (error instanceof RangeError)
      return new Refusal("TOO_COMPLEX", "This is nested too deeply.", null).toVerdict(sql);
    throw error;
  }
}

function onlySelect(tree: unknown): TreeNode {
  const statements = asList(asNode(tree)?.stmts).map((item) => asNode(item));
  const [first, second] = statements;
  if (second !== undefined) {
    const at = typeof second?.stmt_location === "number" ? second.stmt_location : null;
    throw new Refusal("SEVERAL_STATEMENTS", "Only one statement can run at a time.", at);
  }
  const statement = unwrap(first?.stmt);
  if (statement === null) throw new Refusal("EMPTY", "There is no SQL here.", null);
  if (statement.type !== "SelectStmt") throw refuseStatement(statement.type);
  return statement.node;
}

function syntaxRefusal(sql: string, message: string, codePoints: number): GuardRefusal {
  const position = Math.min(positionFromCodePoints(sql, codePoints), sql.length);
  const text = `${message.charAt(0).toUpperCase()}${message.slice(1)}.`;
  return { ok: false, code: "SYNTAX", message: text, position, suggestion: null };
}

/** Null where a star hides the number. */
function countColumns(select: TreeNode): number | null {
  const left = asNode(select.larg);
  if (left !== null) return countColumns(left);
  const values = unwrap(asList(select.valuesLists)[0]);
  if (values !== null) return asList(values.node.items).length;
  const targets = asList(select.targetList);
  return targets.some(isStar) ? null : targets.length;
}

function isStar(target: unknown): boolean {
  const value = unwrap(unwrap(target)?.node.val);
  if (value?.type !== "ColumnRef" && value?.type !== "A_Indirection") return false;
  const last = asList(value.type === "ColumnRef" ? value.node.fields : value.node.indirection).at(-1);
  return unwrap(last)?.type === "A_Star";
}
