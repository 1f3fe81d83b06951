import { constantNumber } from "#app/server/sql/guard/constants.ts";
import { asList, asNames, asNode, text, type TreeNode, unwrap } from "#app/server/sql/guard/tree.ts";

import { describeExpression, type Wording } from "./describe-expression.ts";
import { describeFunction, describeSort, listWords } from "./describe-function.ts";
import type { ClauseKind } from "./split-clauses.ts";

export type ClauseDescription = { kind: ClauseKind; text: string };

const SET_OPERATIONS: Readonly<Record<string, string>> = {
  SETOP_UNION: "Adds the rows of a second query",
  SETOP_INTERSECT: "Keeps only rows that a second query gives too",
  SETOP_EXCEPT: "Takes away the rows that a second query gives",
};

/** Each clause of a query as a sentence, in the order SQL writes them. */
export function describeSelect(select: TreeNode): ClauseDescription[] {
  const clauses: ClauseDescription[] = [];
  const add = (kind: ClauseKind, sentence: string) => clauses.push({ kind, text: sentence });
  const wording = wordingOf(select);
  const describe = (value: unknown) => describeExpression(value, wording);
  const expressions = asList(asNode(select.withClause)?.ctes).map((item) => unwrap(item)?.node ?? {});
  if (expressions.length > 0) add("with", expressions.map((expression) => describeCte(expression)).join(" "));
  const left = asNode(select.larg);
  const right = asNode(select.rarg);
  if (left !== null && right !== null) {
    clauses.push(...describeSelect(left));
    const repeated = select.all === true ? ", repeated rows included" : "";
    add("union", `${SET_OPERATIONS[String(select.op)] ?? "Combines with a second query"}${repeated}.`);
    clauses.push(...describeSelect(right));
  } else {
    clauses.push(...describeCore(select, describe));
  }
  const order = asList(select.sortClause).map((item) =>
    describeSort(unwrap(item)?.node ?? {}, byPosition(select, describe)),
  );
  if (order.length > 0) add("order by", `Sorts by ${order.join("; then by ")}.`);
  if (select.limitCount !== undefined) add("limit", describeLimit(select.limitCount, describe));
  if (select.limitOffset !== undefined) add("offset", `Leaves out the first ${describe(select.limitOffset)} rows.`);
  return clauses;
}

/** A whole query as one phrase, for a query inside another. */
export function describeQuery(select: TreeNode): string {
  if (asNode(select.larg) !== null) return "the result of a combined query";
  if (select.valuesLists !== undefined) return "a fixed list";
  const wording = wordingOf(select);
  const describe = (value: unknown) => describeExpression(value, wording);
  const shown = asList(select.targetList).map((item) => describe(unwrap(item)?.node.val));
  const sources = asList(select.fromClause).map((item) => describeSource(item, wording));
  const where = select.whereClause === undefined ? "" : ` where ${describe(select.whereClause)}`;
  const from = sources.length === 0 ? "" : ` from ${listWords(sources)}`;
  const grouped = asList(select.groupClause).map(byPosition(select, describe));
  const each = grouped.length === 0 ? "" : ` for each ${listWords(grouped)}`;
  return `the result of ${listWords(shown)}${from}${where}${each}`;
}

function describeCore(select: TreeNode, describe: (value: unknown) => string): ClauseDescription[] {
  const clauses: ClauseDescription[] = [];
  const rows = asList(select.valuesLists);
  if (rows.length > 0) {
    return [{ kind: "values", text: `Gives ${rows.length === 1 ? "one fixed row" : `${rows.length} fixed rows`}.` }];
  }
  const shown = asList(select.targetList).map((item) => describeTarget(unwrap(item)?.node ?? {}, describe));
  const distinct = asList(select.distinctClause);
  const different =
    distinct.length === 0
      ? ""
      : distinct.some((item) => unwrap(item) !== null)
        ? ` Keeps one row for each ${listWords(distinct.map(describe))}.`
        : " Leaves out repeated rows.";
  clauses.push({ kind: "select", text: `Shows ${listWords(shown)}.${different}` });
  const from = asList(select.fromClause);
  if (from.length > 0) clauses.push({ kind: "from", text: describeFrom(from, wordingOf(select)) });
  if (select.whereClause !== undefined)
    clauses.push({ kind: "where", text: `Keeps only rows where ${describe(select.whereClause)}.` });
  const groups = asList(select.groupClause);
  if (groups.length > 0) clauses.push({ kind: "group by", text: describeGroups(groups, select, describe) });
  if (select.havingClause !== undefined) {
    clauses.push({ kind: "having", text: `Keeps only groups where ${describe(select.havingClause)}.` });
  }
  const windows = asList(select.windowClause).map((item) => text(unwrap(item)?.node ?? {}, "name") ?? "");
  if (windows.length > 0)
    clauses.push({
      kind: "window",
      text: `Names the order of rows that the columns above use: ${listWords(windows)}.`,
    });
  return clauses;
}

function describeTarget(target: TreeNode, describe: (value: unknown) => string): string {
  const name = text(target, "name");
  const words = describe(target.val);
  return name === null || name === words ? words : `${words} (as ${name})`;
}

function describeGroups(groups: readonly unknown[], select: TreeNode, describe: (value: unknown) => string): string {
  const words = groups.map(byPosition(select, describe));
  const sets = groups.some((item) => unwrap(item)?.type === "GroupingSet");
  return `Makes one row for each ${listWords(words)}${sets ? ", with subtotals" : ""}.`;
}

/** `group by 1` means the first column shown, by its name where it has one. */
function byPosition(select: TreeNode, describe: (value: unknown) => string): (value: unknown) => string {
  return (value) => {
    const position = constantNumber(value);
    const target = position === null ? null : unwrap(asList(select.targetList)[position - 1]);
    return target === null ? describe(value) : (text(target.node, "name") ?? describe(target.node.val));
  };
}

function describeLimit(limit: unknown, describe: (value: unknown) => string): string {
  const count = constantNumber(limit);
  if (count === null) return `Stops after ${describe(limit)} rows.`;
  return count === 1 ? "Stops after one row." : `Stops after ${count} rows.`;
}

function describeCte(expression: TreeNode): string {
  const name = text(expression, "ctename") ?? "a list";
  const query = unwrap(expression.ctequery);
  return `First makes ${name}: ${query === null ? "an inner query" : describeQuery(query.node)}.`;
}

function describeFrom(from: readonly unknown[], wording: Wording): string {
  const sentences: string[] = [];
  for (const item of from) describeJoins(item, wording, sentences);
  return sentences.join(" ");
}

function describeJoins(item: unknown, wording: Wording, sentences: string[]): void {
  const part = unwrap(item);
  if (part?.type !== "JoinExpr") {
    sentences.push(`${sentences.length === 0 ? "Reads" : "Combines every row with"} ${describeSource(item, wording)}.`);
    return;
  }
  describeJoins(part.node.larg, wording, sentences);
  const shared = asNames(part.node.usingClause) ?? [];
  const condition =
    part.node.quals !== undefined
      ? ` where ${describeExpression(part.node.quals, wording)}`
      : shared.length > 0
        ? ` with the same ${listWords(shared)}`
        : "";
  const right = describeSource(part.node.rarg, wording);
  sentences.push(joinSentence(String(part.node.jointype), right, condition));
}

function joinSentence(type: string, right: string, condition: string): string {
  if (type === "JOIN_LEFT") return `Adds ${right}${condition}, and keeps rows without a match.`;
  if (type === "JOIN_RIGHT") return `Adds ${right}${condition}, and keeps every row of ${right}.`;
  if (type === "JOIN_FULL") return `Adds ${right}${condition}, and keeps rows without a match on either side.`;
  return condition === ""
    ? `Combines every row with every row of ${right}.`
    : `Matches each row with ${right}${condition}.`;
}

function describeSource(item: unknown, wording: Wording): string {
  const part = unwrap(item);
  if (part === null) return "something";
  if (part.type === "RangeVar") return text(part.node, "relname") ?? "a table";
  if (part.type === "RangeSubselect") {
    const inner = unwrap(part.node.subquery);
    return inner === null ? "an inner query" : `(${describeQuery(inner.node)})`;
  }
  if (part.type === "JoinExpr") {
    return `${describeSource(part.node.larg, wording)} with ${describeSource(part.node.rarg, wording)}`;
  }
  const [call] = asList(unwrap(asList(part.node.functions)[0])?.node.items);
  const inner = unwrap(call);
  if (inner?.type !== "FuncCall") return "a list";
  return describeFunction(inner.node, (value) => describeExpression(value, wording));
}

/** Tables of a query level by alias, so that `i.amount` reads as "amount of invoices". */
function wordingOf(select: TreeNode): Wording {
  const tables = new Map<string, string>();
  const waiting = [...asList(select.fromClause)];
  for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) {
    const part = unwrap(item);
    if (part?.type === "JoinExpr") waiting.push(part.node.larg, part.node.rarg);
    const alias = text(asNode(part?.node.alias) ?? {}, "aliasname");
    const name = part === null ? null : (text(part.node, "relname") ?? alias);
    if (name !== null) tables.set(alias ?? name, name);
  }
  return {
    column(names) {
      const column = names.at(-1) ?? "";
      const qualifier = names.at(-2);
      if (qualifier === undefined) return tables.get(column) ?? column;
      const table = tables.get(qualifier) ?? qualifier;
      return tables.size > 1 ? `${column} of ${table}` : column;
    },
    query: describeQuery,
  };
}
