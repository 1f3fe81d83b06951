import { stemWord } from "#app/server/analyst/offline/language/stem-word.ts";
import type { IndexedColumn, IndexedTable, SchemaIndex } from "./schema-index.ts";

export type GlossaryHit =
  | { table: IndexedTable }
  | { column: IndexedColumn; aggregate: "sum" | "avg" | "min" | "max" | "count" | null };

const cache = new WeakMap<SchemaIndex, Map<string, GlossaryHit>>();
const CALL = /^\s*(sum|avg|min|max|count)\s*\(\s*(?:distinct\s+)?"?(?:([\w.]+?)"?\."?)?([\w*]+)"?\s*\)\s*$/i;

function columnAt(index: SchemaIndex, table: string | undefined, name: string): IndexedColumn | null {
  const tables = table
    ? index.tables.filter((each) => each.table.id === table || each.table.name === table)
    : index.tables;
  for (const each of tables) {
    const column = each.byName.get(name);
    if (column) return column;
  }
  return null;
}

/** What an organisation's own word maps to. Expressions beyond one aggregate of one column are left to a model. */
function resolve(index: SchemaIndex, mapsTo: string): GlossaryHit | null {
  const table = index.byId.get(mapsTo);
  if (table) return { table };
  const call = CALL.exec(mapsTo);
  if (call?.[1] && call[3]) {
    const column = columnAt(index, call[2], call[3]);
    return column ? { column, aggregate: call[1].toLowerCase() as "sum" } : null;
  }
  const dot = mapsTo.lastIndexOf(".");
  if (dot < 0) return null;
  const column = columnAt(index, mapsTo.slice(0, dot), mapsTo.slice(dot + 1));
  return column ? { column, aggregate: null } : null;
}

/** The glossary's terms and synonyms by their stems. */
export function findGlossary(stems: readonly string[], index: SchemaIndex): GlossaryHit | null {
  if (index.catalog.glossary.length === 0) return null;
  let terms = cache.get(index);
  if (!terms) {
    terms = new Map();
    for (const entry of index.catalog.glossary) {
      const hit = entry.mapsTo ? resolve(index, entry.mapsTo) : null;
      if (!hit) continue;
      for (const term of [entry.term, ...entry.synonyms])
        terms.set(
          term
            .toLowerCase()
            .split(/[^\p{L}\p{N}]+/u)
            .filter(Boolean)
            .map(stemWord)
            .join(" "),
          hit,
        );
    }
    cache.set(index, terms);
  }
  return terms.get(stems.join(" ")) ?? null;
}
