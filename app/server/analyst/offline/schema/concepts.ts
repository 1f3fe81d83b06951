import { stemWord } from "#app/server/analyst/offline/language/stem-word.ts";
import type { IndexedColumn, SchemaIndex } from "./schema-index.ts";

/** Business words that rarely are a column's name, with the tables and columns that usually hold them, best first. */
const CONCEPTS: { words: string[]; tables: string[]; columns: string[] }[] = [
  {
    words: ["revenue", "turnover", "sales", "income", "earnings", "takings", "proceeds"],
    tables: ["invoice", "sale", "order", "transaction", "payment", "booking", "receipt", "subscription", "purchase"],
    columns: ["revenue", "amount", "total", "price", "value", "sum"],
  },
  {
    words: ["spending", "spend", "expenses", "expenditure", "costs"],
    tables: ["expense", "purchase", "payment", "order", "invoice"],
    columns: ["cost", "expense", "spent", "amount", "total", "price"],
  },
  {
    words: ["workload", "effort"],
    tables: ["entry", "timesheet", "log", "work"],
    columns: ["hour", "duration", "minute"],
  },
];

export type ConceptColumn = { column: IndexedColumn; score: number };

/** Columns that a business word may stand for, where no name says it; empty for other words. */
export function conceptColumns(word: string, index: SchemaIndex): ConceptColumn[] {
  const concept = CONCEPTS.find((each) => each.words.includes(word));
  if (!concept) return [];
  const tables = concept.tables.map(stemWord);
  const columns = concept.columns.map(stemWord);
  const found: ConceptColumn[] = [];
  for (const table of index.tables) {
    const tableRank = tables.findIndex((stem) => table.stems.includes(stem));
    if (tableRank < 0) continue;
    for (const column of table.columns) {
      if (!column.isMeasure) continue;
      const columnRank = columns.findIndex((stem) => column.stems.includes(stem));
      if (columnRank < 0 || column.stems.some((stem) => ["tax", "discount", "unit", "rate", "percent"].includes(stem)))
        continue;
      found.push({ column, score: 0.9 - 0.04 * tableRank - 0.02 * columnRank });
    }
  }
  return found.sort((a, b) => b.score - a.score).slice(0, 6);
}
