import { expect, test } from "vitest";
import { formatCompactNumber } from "./format-compact-number.ts";

test.each([
  [930, "930"],
  [84_000, "84K"],
  [1_250_000, "1.25M"],
  [999_950, "1M"],
  [-2_400_000_000, "\u22122.4B"],
  [0, "0"],
])("%d is written %s", (value, text) => {
  expect(formatCompactNumber(value)).toBe(text);
});
