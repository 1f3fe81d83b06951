import { readFileSync } from "node:fs";

export type Attack = {
  id: string;
  class: string;
  expect: "reject" | "no_leak" | "timeout_bounded" | "allow";
  /** The whole text, generated and decoded parts written out. Bytes that are not UTF-8 became U+FFFD. */
  sql: string;
};

type AttackLine = {
  id: string;
  class: string;
  sql: string;
  sql_gen?: [text: string, times: number][];
  sql_b64?: string;
  expect: Attack["expect"];
};

const EXPECTATIONS: ReadonlySet<string> = new Set(["reject", "no_leak", "timeout_bounded", "allow"]);

/** Reads a corpus, one JSON object a line. Throws on a line that cannot be judged. */
export function readAttackFile(file: string): Attack[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line, index) => {
      const entry = JSON.parse(line) as AttackLine;
      if (!EXPECTATIONS.has(entry.expect)) throw new Error(`line ${index + 1}: unknown expectation ${entry.expect}`);
      return { id: entry.id, class: entry.class, expect: entry.expect, sql: wholeText(entry) };
    });
}

function wholeText(entry: AttackLine): string {
  if (entry.sql_b64 !== undefined) return Buffer.from(entry.sql_b64, "base64").toString("utf8");
  if (entry.sql_gen !== undefined) return entry.sql_gen.map(([text, times]) => text.repeat(times)).join("");
  return entry.sql;
}
