import { expect, test } from "vitest";
import { formatCount } from "./format-count.ts";
import { formatWait } from "./format-wait.ts";

test("a wait is never rounded down", () => {
  expect(formatWait(0)).toBe("1 second");
  expect(formatWait(41.2)).toBe("42 seconds");
  expect(formatWait(121)).toBe("3 minutes");
});

test("a count agrees with its noun", () => {
  expect(formatCount(1, "row")).toBe("1 row");
  expect(formatCount(1204, "query", "queries")).toBe("1,204 queries");
});
