/** Lowest and highest of what is drawn, the goal line included. Zero to one where nothing is. */
export function seriesExtent(
  values: readonly (readonly (number | null)[])[],
  goal: number | null,
  { stacked }: { stacked: boolean },
): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  const count = Math.max(0, ...values.map(({ length }) => length));
  for (let index = 0; index < count; index += 1) {
    let total = 0;
    for (const series of values) {
      const value = series[index] ?? null;
      if (value === null) continue;
      total += value;
      low = Math.min(low, value);
      high = Math.max(high, stacked ? total : value);
    }
  }
  if (goal !== null) [low, high] = [Math.min(low, goal), Math.max(high, goal)];
  return low > high ? [0, 1] : [low, high];
}
