import { expect, test } from "vitest";
import { formatRelativeTime } from "./format-relative-time.ts";

const NOW = "2026-11-22T12:00:00Z";

test.each([
  ["2026-11-22T12:00:30Z", "just now"],
  ["2026-11-22T11:55:00Z", "5 min ago"],
  ["2026-11-22T09:00:00Z", "3 h ago"],
  ["2026-11-21T09:00:00Z", "yesterday"],
  ["2026-11-18T09:00:00Z", "4 days ago"],
  ["2026-10-02T09:00:00Z", "2 Oct 2026"],
  ["never", "never"],
])("%s reads %s", (then, text) => {
  expect(formatRelativeTime(then, NOW)).toBe(text);
});
