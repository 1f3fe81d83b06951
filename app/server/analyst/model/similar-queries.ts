import { normaliseText } from "#app/server/sql/catalog/value-index.ts";
import type { Catalog, VerifiedQuery } from "#app/shared/catalog.ts";

const LEAST_SIMILARITY = 0.2;

/** Verified pairs whose questions share words with this one, best first (Jaccard, rare words count more). */
export function similarQueries(catalog: Catalog, question: string, limit: number): VerifiedQuery[] {
  const asked = wordsOf(question);
  const frequency = new Map<string, number>();
  const known = catalog.verified.map((pair) => ({ pair, words: wordsOf(pair.question) }));
  for (const { words } of known) for (const word of words) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  const weight = (word: string): number => 1 / (1 + Math.log(1 + (frequency.get(word) ?? 0)));
  const total = (words: Iterable<string>): number => [...words].reduce((sum, word) => sum + weight(word), 0);
  return known
    .map(({ pair, words }) => ({
      pair,
      similarity: total([...asked].filter((word) => words.has(word))) / total(new Set([...asked, ...words])),
    }))
    .filter(({ similarity }) => similarity >= LEAST_SIMILARITY)
    .toSorted((left, right) => right.similarity - left.similarity)
    .slice(0, limit)
    .map(({ pair }) => pair);
}

function wordsOf(text: string): Set<string> {
  return new Set(
    normaliseText(text)
      .split(" ")
      .filter((word) => word.length > 2),
  );
}
