import { expect, test } from "vitest";
import { formatDuration } from "./format-duration.ts";

test.each([
  [0.2, "under 1 ms"],
  [84.4, "84 ms"],
  [999.6, "1.0 s"],
  [1_240, "1.2 s"],
  [9_960, "10 s"],
  [59_700, "1 min"],
  [125_000, "2 min 5 s"],
  [3_599_700, "1 h"],
  [11_400_000, "3 h 10 min"],
])("%d ms is %s", (durationMs, text) => {
  expect(formatDuration(durationMs)).toBe(text);
});
