import type { GuardRefusal } from "./verdict.ts";

/** Bytes of UTF-8. Postgres' own lexer and the parser need seconds for texts ten times as long. */
export const MAXIMUM_SQL_BYTES = 10_000;
/** Brackets open at once, counted without reading the text: no readable query comes near. */
const MAXIMUM_OPEN_BRACKETS = 120;

/**
 * What can be refused without parsing, in one pass over the text: size, bytes that the parser and the server would read
 * differently (a NUL ends the text for one of them), and nesting made to exhaust a stack.
 */
export function checkText(sql: string): GuardRefusal | null {
  if (sql.length > MAXIMUM_SQL_BYTES || Buffer.byteLength(sql) > MAXIMUM_SQL_BYTES) {
    return refuse("TOO_LONG", `SQL may be at most ${MAXIMUM_SQL_BYTES.toLocaleString("en")} bytes long.`, null);
  }
  if (sql.trim() === "") return refuse("EMPTY", "There is no SQL here.", null);
  const bad = findBadCharacter(sql);
  if (bad !== -1) return refuse("BAD_TEXT", "The text holds a character that is not valid in SQL.", bad);
  const tooDeep = findDeepBracket(sql);
  if (tooDeep !== -1) return refuse("TOO_COMPLEX", "This is nested too deeply.", tooDeep);
  return null;
}

function findBadCharacter(sql: string): number {
  for (let index = 0; index < sql.length; index++) {
    const unit = sql.charCodeAt(index);
    // U+FFFD stands where bytes were not UTF-8.
    if (unit === 0 || unit === 0xfffd) return index;
    if (unit < 0xd800 || unit > 0xdfff) continue;
    const next = sql.charCodeAt(index + 1);
    if (unit > 0xdbff || !(next >= 0xdc00 && next <= 0xdfff)) return index;
    index++;
  }
  return -1;
}

function findDeepBracket(sql: string): number {
  let open = 0;
  for (let index = 0; index < sql.length; index++) {
    const unit = sql[index];
    if (unit === "(" || unit === "[") open++;
    else if (unit === ")" || unit === "]") open--;
    if (open > MAXIMUM_OPEN_BRACKETS) return index;
  }
  return -1;
}

function refuse(code: GuardRefusal["code"], message: string, position: number | null): GuardRefusal {
  return { ok: false, code, message, position, suggestion: null };
}
