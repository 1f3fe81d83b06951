const RESERVED = new Set(
  (
    "all analyse analyze and any array as asc asymmetric authorization binary both case cast check collate collation column concurrently constraint create cross " +
    "current_catalog current_date current_role current_schema current_time current_timestamp current_user default deferrable desc distinct do else end except false fetch " +
    "for foreign freeze from full grant group having ilike in initially inner intersect into is isnull join lateral leading left like limit localtime localtimestamp " +
    "natural not notnull null offset on only or order outer overlaps placing primary references returning right select session_user similar some symmetric system_user table " +
    "tablesample then to trailing true union unique user using variadic verbose when where window with between bigint bit boolean char character coalesce dec decimal exists " +
    "extract float greatest grouping inout int integer interval least national nchar none normalize nullif numeric out overlay position precision real row setof smallint " +
    "substring time timestamp treat trim values varchar xmlattributes xmlconcat xmlelement year month day hour minute second"
  ).split(" "),
);
const NON_RESERVED = new Set(["year", "month", "day", "hour", "minute", "second"]);

/** Writes a name so that Postgres reads exactly this name; plain where no quotes are needed. */
export function quoteName(name: string): string {
  const plain = /^[a-z_][a-z0-9_]*$/.test(name) && (!RESERVED.has(name) || NON_RESERVED.has(name));
  return plain ? name : `"${name.replaceAll('"', '""')}"`;
}

/** A literal that holds nothing but this value, whatever it contains. */
export function quoteValue(value: string | number | boolean): string {
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : "NULL";
  if (typeof value === "boolean") return value ? "true" : "false";
  const clean = value.replaceAll("\u0000", "");
  const escaped = clean.replaceAll("'", "''");
  return clean.includes("\\") ? `E'${escaped.replaceAll("\\", "\\\\")}'` : `'${escaped}'`;
}

/** A LIKE pattern around literal text. */
export function likePattern(text: string, mode: "contains" | "starts" | "ends" | "whole"): string {
  const literal = text.replace(/[\\%_]/g, "\\$&");
  if (mode === "starts") return `${literal}%`;
  if (mode === "ends") return `%${literal}`;
  return mode === "whole" ? literal : `%${literal}%`;
}
