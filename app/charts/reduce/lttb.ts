/**
 * Thins a line to at most `threshold` points while keeping its peaks: Largest-Triangle-Three-Buckets.
 * The first and last points stay. Points must be sorted by their first coordinate. O(n).
 *
 * Source: Sveinn Steinarsson, "Downsampling Time Series for Visual Representation", University of Iceland 2013.
 */
export function lttb(points: readonly (readonly [number, number])[], threshold: number): [number, number][] {
  const count = points.length;
  if (threshold >= count || threshold < 3) return points.map(([x, y]) => [x, y]);
  const bucketSize = (count - 2) / (threshold - 2);
  const kept: [number, number][] = [at(points, 0)];
  let anchor = at(points, 0);
  for (let bucket = 0; bucket < threshold - 2; bucket += 1) {
    const start = Math.floor(bucket * bucketSize) + 1;
    const end = Math.floor((bucket + 1) * bucketSize) + 1;
    const next = centre(points, end, Math.min(Math.floor((bucket + 2) * bucketSize) + 1, count));
    let best = at(points, start);
    let largest = -1;
    for (let index = start; index < end; index += 1) {
      const point = at(points, index);
      const area = Math.abs(
        (anchor[0] - next[0]) * (point[1] - anchor[1]) - (anchor[0] - point[0]) * (next[1] - anchor[1]),
      );
      if (area > largest) [largest, best] = [area, point];
    }
    kept.push(best);
    anchor = best;
  }
  kept.push(at(points, count - 1));
  return kept;
}

function at(points: readonly (readonly [number, number])[], index: number): [number, number] {
  const point = points[index];
  return point ? [point[0], point[1]] : [0, 0];
}

function centre(points: readonly (readonly [number, number])[], start: number, end: number): [number, number] {
  let [x, y] = [0, 0];
  for (let index = start; index < end; index += 1) {
    const point = at(points, index);
    x += point[0];
    y += point[1];
  }
  const size = Math.max(1, end - start);
  return [x / size, y / size];
}
