import { readFileSync } from "node:fs";

export type SchemaFile = {
  /** Plain SQL, psql's own lines carried out. */
  sql: string;
  /** The same with other rows and secrets of everybody but the attacking tenant. */
  twinSql: string;
  /** Secrets that may not appear in any answer, such as `CANARY_ORGB_7F3A9C`. */
  canaries: string[];
  attacker: string;
  victim: string;
};

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/;

/**
 * Reads a two-tenant schema file. Its header names the tenants (`Tenant A ... : uuid`) and, as a `sed -e 's/x/y/g'` line, how its
 * twin is made. `\set` lines and `:name` variables are carried out as psql would; other backslash commands are refused.
 */
export function readSchemaFile(file: string): SchemaFile {
  const text = readFileSync(file, "utf8");
  const attacker = new RegExp(`Tenant A[^\\n]*?(${UUID.source})`).exec(text)?.[1];
  const victim = new RegExp(`Tenant B[^\\n]*?(${UUID.source})`).exec(text)?.[1];
  if (attacker === undefined || victim === undefined) throw new Error("the schema's header names no tenants A and B");
  const sql = withoutPsql(text);
  return { sql, twinSql: withoutPsql(makeTwin(text)), canaries: findCanaries(sql), attacker, victim };
}

function makeTwin(text: string): string {
  const replacements = [...text.matchAll(/-e 's\/([^/\n]+)\/([^/\n]*)\/(g?)'/g)];
  if (replacements.length === 0) throw new Error("the schema's header has no sed line for the twin database");
  return replacements.reduce((twin, [, from = "", to = "", all]) => {
    return all === "g" ? twin.replaceAll(from, to) : twin.replace(from, to);
  }, text);
}

function findCanaries(sql: string): string[] {
  const found = new Set([...sql.matchAll(/CANARY_[A-Z]+_[A-Z0-9]+/g)].map((match) => match[0]));
  return [...found].filter((token) => !token.startsWith("CANARY_OWN_"));
}

function withoutPsql(text: string): string {
  const variables = new Map<string, string>();
  const lines = text.split("\n").map((line) => {
    if (!line.startsWith("\\")) return line;
    const [, name, value = ""] = /^\\set\s+(\S+)\s*(.*?)\s*$/.exec(line) ?? [];
    if (name === undefined) throw new Error(`psql command not supported: ${line}`);
    variables.set(name, value.replace(/^'(.*)'$/, "$1"));
    return "";
  });
  let sql = lines.join("\n");
  for (const [name, value] of variables) {
    sql = sql
      .replaceAll(`:'${name}'`, `'${value.replaceAll("'", "''")}'`)
      .replaceAll(`:"${name}"`, `"${value.replaceAll('"', '""')}"`)
      .replace(new RegExp(`(?<!:):${name}\\b`, "g"), value);
  }
  return sql;
}
