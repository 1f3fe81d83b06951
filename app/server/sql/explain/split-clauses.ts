export type ClauseKind =
  | "with"
  | "select"
  | "from"
  | "where"
  | "group by"
  | "having"
  | "window"
  | "order by"
  | "limit"
  | "offset"
  | "union"
  | "values"
  | "table";

export type ClauseText = { kind: ClauseKind; sql: string };

const TOKEN =
  /--[^\n]*|\/\*[\s\S]*?\*\/|[eE]?'(?:[^']|'')*'|"(?:[^"]|"")*"|\$([A-Za-z_]\w*)?\$[\s\S]*?\$\1\$|[A-Za-z_]\w*|[()]|\s+|[^\s]/g;

const STARTS: Readonly<Record<string, ClauseKind>> = {
  with: "with",
  select: "select",
  from: "from",
  where: "where",
  group: "group by",
  having: "having",
  window: "window",
  order: "order by",
  limit: "limit",
  fetch: "limit",
  offset: "offset",
  union: "union",
  intersect: "union",
  except: "union",
  values: "values",
  table: "table",
};

/**
 * Cuts a statement into the texts of its outermost clauses, in the order written. For showing only: what a clause means is read
 * from the parse tree. Brackets around a whole arm of a UNION are looked through.
 */
export function splitClauses(sql: string): ClauseText[] {
  const clauses: (ClauseText & { start: number })[] = [];
  let depth = 0;
  let transparent = 0;
  let end = 0;
  for (const match of sql.matchAll(TOKEN)) {
    const token = match[0].toLowerCase();
    const at = match.index;
    if (/^(?:--|\/\*|\s)/.test(token)) continue;
    if (token === "(" && opensArm(clauses, sql, end)) transparent++;
    else if (token === "(") depth++;
    else if (token === ")" && depth > 0) depth--;
    else if (token === ")" && transparent > 0) transparent--;
    const kind = depth === 0 ? STARTS[token] : undefined;
    const before = sql.slice(0, at);
    // `is distinct from` and `within group (` are no clauses.
    const continues =
      (kind === "from" && /\bdistinct\s*$/i.test(before)) || (kind === "group by" && /\bwithin\s*$/i.test(before));
    if (kind !== undefined && !continues) {
      finish(clauses, sql, at);
      clauses.push({ kind, sql: "", start: at });
    }
    end = at + token.length;
  }
  finish(clauses, sql, sql.length);
  return clauses.map(({ kind, sql: text }) => ({ kind, sql: text }));
}

/** A bracket that stands where a SELECT would: at the start, or right after UNION. */
function opensArm(clauses: readonly { kind: ClauseKind; start: number }[], sql: string, end: number): boolean {
  const last = clauses.at(-1);
  if (last === undefined) return true;
  return (
    last.kind === "union" && /^(?:union|intersect|except)(?:\s+(?:all|distinct))?\s*$/i.test(sql.slice(last.start, end))
  );
}

function finish(clauses: { sql: string; start: number }[], sql: string, end: number): void {
  const last = clauses.at(-1);
  if (last !== undefined && last.sql === "") {
    last.sql = sql
      .slice(last.start, end)
      .trim()
      .replace(/[;\s]+$/, "")
      .replace(/^(\w[^(]*)\($/, "$1")
      .trim();
  }
}
