import { readFile } from "node:fs/promises";

/** One line of a questions file; fields this program does not use are left alone. */
export type EvalQuestion = {
  id: string;
  db: string;
  question: string;
  gold_sql?: string[] | string;
  category?: string;
  extra?: {
    category?: string;
    difficulty?: string;
    hardness?: string;
    /** `subset`: extra columns are allowed and rows compare as sets. Default `exact`. */
    match?: "exact" | "subset";
    /** The gold depends on today's date and is run again. */
    volatile?: boolean;
    /** False leaves the question out of every figure. */
    scored?: boolean;
  };
};

export type GoldAlternative = {
  sql: string;
  columns: string[];
  rows: unknown[][];
  /** Set where order matters: sizes of runs of equal sort keys, and what a LIMIT cut through a tie. */
  order: { groups: number[]; pool: unknown[][] | null } | null;
};

export type GoldEntry = { id: string; gold: GoldAlternative[] };

export type Prediction = { id: string; sql: string; refused: boolean; confidence: number; ms: number };

/** Reads JSON lines; an unreadable line is named by its number. */
export async function readJsonLines<Line>(file: string): Promise<Line[]> {
  const text = await readFile(file, "utf8");
  const lines: Line[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === "") continue;
    try {
      lines.push(JSON.parse(withoutBareNumbers(line)) as Line);
    } catch (cause) {
      throw new Error(`${file}, line ${index + 1}: not JSON`, { cause });
    }
  }
  return lines;
}

/** Python writes NaN and Infinity, which JSON does not know. Both are left to compare as NULL. */
function withoutBareNumbers(line: string): string {
  return /\b(?:NaN|Infinity)\b/.test(line)
    ? line.replaceAll(/"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g, (part) => (part.startsWith('"') ? part : "null"))
    : line;
}
