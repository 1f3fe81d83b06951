import { singularKey, valueKey } from "#app/server/analyst/offline/language/tokenise.ts";
import type { SchemaIndex, ValueHit } from "./schema-index.ts";
import { equivalentValues } from "./world-knowledge.ts";

export type ScoredValue = { hit: ValueHit; score: number };

/** Stored values that the text names: spelled the same, in the singular, or an everyday equivalent. */
export function findValues(text: string, index: SchemaIndex): ScoredValue[] {
  const key = valueKey(text);
  if (key.length === 0) return [];
  const found: ScoredValue[] = [];
  const seen = new Set<string>();
  const collect = (hits: readonly ValueHit[] | undefined, score: number) => {
    for (const hit of hits ?? []) {
      const id = `${hit.column.table.table.id}.${hit.column.column.name}=${hit.value}`;
      if (seen.has(id)) continue;
      seen.add(id);
      found.push({ hit, score: hit.value.trim() === text.trim() ? score + 0.02 : score });
    }
  };
  collect(index.values.get(key), 0.98);
  const single = singularKey(text);
  if (single !== key) collect(index.values.get(single), 0.92);
  for (const other of equivalentValues(key)) collect(index.values.get(other), 0.86);
  if (single !== key) for (const other of equivalentValues(single)) collect(index.values.get(other), 0.84);
  return found;
}

/** Longer stored values that hold all these words next to each other ("Alton" in "Alton airfield"). */
export function findPartialValues(text: string, index: SchemaIndex): ScoredValue[] {
  const key = valueKey(text);
  const words = key.split(" ");
  let rarest: ValueHit[] | null = null;
  for (const word of words) {
    const hits = index.valueWords.get(word);
    if (!hits) {
      if (word.length > 1) return [];
      continue;
    }
    if (rarest === null || hits.length < rarest.length) rarest = hits;
  }
  const found: ScoredValue[] = [];
  for (const hit of rarest ?? []) {
    const whole = ` ${valueKey(hit.value)} `;
    if (!whole.includes(` ${key} `)) continue;
    found.push({ hit, score: 0.5 + 0.35 * (key.length / Math.max(1, whole.length - 2)) });
  }
  return found.sort((a, b) => b.score - a.score).slice(0, 12);
}
