/** Indexes of the `count` largest weights, in their original order, and the indexes of the rest. */
export function keepLargest(weights: readonly number[], count: number): { kept: number[]; rest: number[] } {
  const ranked = weights
    .map((weight, index) => ({ weight, index }))
    .sort((a, b) => b.weight - a.weight || a.index - b.index);
  const chosen = new Set(ranked.slice(0, count).map(({ index }) => index));
  const indexes = weights.map((_, index) => index);
  return { kept: indexes.filter((index) => chosen.has(index)), rest: indexes.filter((index) => !chosen.has(index)) };
}
