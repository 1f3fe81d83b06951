/**
 * Leaves out points that would be drawn on top of another: one a cell of a grid laid over the extent, the
 * first one in each. What is left looks the same and costs a fixed amount. Keeps the order.
 *
 * @param columns cells across; a cell should be no larger than a dot.
 */
export function thinPoints<Point extends { x: number; y: number }>(
  points: readonly Point[],
  columns: number,
  rows: number,
): Point[] {
  const horizontal = extent(points.map(({ x }) => x));
  const vertical = extent(points.map(({ y }) => y));
  const taken = new Set<number>();
  return points.filter(({ x, y }) => {
    const cell = place(x, horizontal, columns) * rows + place(y, vertical, rows);
    if (taken.has(cell)) return false;
    taken.add(cell);
    return true;
  });
}

function place(value: number, [low, high]: [number, number], cells: number): number {
  return high === low ? 0 : Math.min(cells - 1, Math.floor(((value - low) / (high - low)) * cells));
}

function extent(values: number[]): [number, number] {
  return values.reduce<[number, number]>(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Infinity, -Infinity],
  );
}
