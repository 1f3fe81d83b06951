import fc from "fast-check";
import { expect, test } from "vitest";
import { binValues } from "./bin-values.ts";
import { keepLargest } from "./keep-largest.ts";
import { lttb } from "./lttb.ts";
import { thinPoints } from "./thin-points.ts";

test("a thinned line keeps its ends, its peak and its trough", () => {
  const points = Array.from({ length: 10_000 }, (_, x): [number, number] => [
    x,
    x === 4_321 ? 50 : x === 7_777 ? -50 : Math.sin(x / 90),
  ]);
  const thinned = lttb(points, 400);
  expect(thinned).toHaveLength(400);
  expect(thinned[0]).toEqual(points[0]);
  expect(thinned.at(-1)).toEqual(points.at(-1));
  expect(thinned).toContainEqual([4_321, 50]);
  expect(thinned).toContainEqual([7_777, -50]);
  expect(thinned.every(([x], index) => index === 0 || x > (thinned[index - 1]?.[0] ?? 0))).toBe(true);
});

test("a line that is short enough is not thinned", () => {
  expect(
    lttb(
      [
        [0, 1],
        [1, 2],
      ],
      100,
    ),
  ).toEqual([
    [0, 1],
    [1, 2],
  ]);
});

test("every value falls into exactly one bin", () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 300 }),
      (values) => {
        const bins = binValues(values);
        expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(values.length);
        expect(bins.length).toBeLessThanOrEqual(45);
        for (const [index, bin] of bins.entries())
          if (index > 0) expect(bin.from).toBeGreaterThanOrEqual(bins[index - 1]?.to ?? 0);
      },
    ),
  );
});

test("bins have round edges, and small whole numbers a bin each", () => {
  const values = Array.from({ length: 1_000 }, (_, index) => (index % 97) + 0.37);
  for (const { from, to } of binValues(values)) expect([from, to].every((edge) => Number.isInteger(edge))).toBe(true);
  expect(binValues([1, 2, 2, 5])).toEqual([
    { from: 1, to: 1, count: 1 },
    { from: 2, to: 2, count: 2 },
    { from: 3, to: 3, count: 0 },
    { from: 4, to: 4, count: 0 },
    { from: 5, to: 5, count: 1 },
  ]);
});

test("points that cover each other are drawn once", () => {
  const points = Array.from({ length: 50_000 }, (_, index) => ({
    x: (index * 7919) % 1_000,
    y: (index * 104_729) % 1_000,
  }));
  const thinned = thinPoints(points, 50, 50);
  expect(thinned.length).toBeLessThanOrEqual(2_500);
  expect(thinned.length).toBeGreaterThan(400);
  expect(points).toEqual(expect.arrayContaining(thinned.slice(0, 5)));
});

test("the largest are kept in their order", () => {
  expect(keepLargest([5, 9, 1, 9, 3], 2)).toEqual({ kept: [1, 3], rest: [0, 2, 4] });
});
