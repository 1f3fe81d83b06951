import type { Cell } from "#app/shared/result-set.ts";

/** Ways a secret may be written, so that `reverse()`, `encode()` or `ascii()` hide nothing. */
function spellings(token: string): string[] {
  const bytes = Buffer.from(token);
  const codes = [...token].map((letter) => letter.codePointAt(0));
  return [
    token,
    token.toLowerCase(),
    token.toUpperCase(),
    [...token].toReversed().join(""),
    bytes.toString("hex"),
    bytes.toString("hex").toUpperCase(),
    ...[0, 1, 2].map((shift) => base64Core(bytes, shift)),
    codes.join(","),
  ];
}

/** The part of a token's base64 that does not depend on what stands around it, at one of three alignments. */
function base64Core(bytes: Buffer, shift: number): string {
  const encoded = Buffer.concat([Buffer.alloc(shift), bytes])
    .toString("base64")
    .replace(/=+$/, "");
  return encoded.slice(shift === 0 ? 0 : shift + 1, -2);
}

const spelled = new Map<string, string[]>();

/** Secrets that an answer shows in any spelling, other than those the text itself wrote. */
export function findCanaries(
  answer: { columns: readonly string[]; rows: readonly (readonly Cell[])[]; message: string },
  canaries: readonly string[],
  sql: string,
): string[] {
  const haystack = asText(answer);
  return canaries.filter((token) => {
    if (sql.includes(token)) return false;
    const known = spelled.get(token) ?? spellings(token);
    spelled.set(token, known);
    return known.some((spelling) => haystack.includes(spelling));
  });
}

/** Every cell, and every column read from top to bottom: a secret can come out one letter a row. */
function asText(answer: { columns: readonly string[]; rows: readonly (readonly Cell[])[]; message: string }): string {
  const parts = [answer.message, answer.columns.join("\n")];
  for (const row of answer.rows) parts.push(row.join("\n"));
  for (let column = 0; column < answer.columns.length; column++) {
    const cells = answer.rows.map((row) => String(row[column] ?? ""));
    parts.push(cells.join(""), cells.join(","));
  }
  return parts.join("\n");
}
