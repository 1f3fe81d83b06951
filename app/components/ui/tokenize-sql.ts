export type SqlToken = {
  kind: "keyword" | "string" | "number" | "comment" | "plain";
  text: string;
};

const KEYWORDS = new Set(
  `all and any array as asc between both by case cast collate cross current current_date current_timestamp date
  desc distinct else end except exists extract false fetch filter first following for from full group grouping having
  ilike in inner intersect interval into is join last lateral left like limit natural not null nulls offset on only or
  order outer over partition preceding range recursive right row rows select sets similar some symmetric table then
  timestamp true unbounded union unique using values when where window with within`.split(/\s+/),
);

/**
 * Cuts Postgres SQL into the few kinds of token that a reader tells apart. It never fails and loses nothing: joined
 * again, the tokens are the text. An unclosed string or comment runs to the end. Source of the rules: PostgreSQL 18
 * manual, "4.1 Lexical Structure"; nested comments are counted to one level, which colours but never decides.
 */
export function tokenizeSql(sql: string): SqlToken[] {
  const tokens: SqlToken[] = [];
  for (const match of sql.matchAll(TOKEN)) {
    const text = match[0];
    const kind = kindOf(text, match.groups ?? {});
    const last = tokens.at(-1);
    if (kind === "plain" && last?.kind === "plain") last.text += text;
    else tokens.push({ kind, text });
  }
  return tokens;
}

const TOKEN = new RegExp(
  [
    String.raw`(?<comment>--[^\n]*|/\*[\s\S]*?(?:\*/|$))`,
    String.raw`(?<string>[eE]'(?:\\[\s\S]|''|[^'\\])*(?:'|\\?$)|'(?:''|[^'])*(?:'|$)|(?<tag>\$(?:[A-Za-z_]\w*)?\$)[\s\S]*?(?:\k<tag>|$))`,
    String.raw`(?<quoted>"(?:""|[^"])*(?:"|$))`,
    String.raw`(?<word>[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*)`,
    String.raw`(?<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)`,
    String.raw`[\s\S]`,
  ].join("|"),
  "g",
);

function kindOf(text: string, groups: Record<string, string | undefined>): SqlToken["kind"] {
  if (groups.comment) return "comment";
  if (groups.string) return "string";
  if (groups.number) return "number";
  if (groups.word && KEYWORDS.has(text.toLowerCase())) return "keyword";
  return "plain";
}
