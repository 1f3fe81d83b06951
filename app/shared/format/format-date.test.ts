import { expect, test } from "vitest";
import { formatDate } from "./format-date.ts";
import { formatMonth } from "./format-month.ts";
import { formatTimestamp } from "./format-timestamp.ts";

test("a date is written day, month, year", () => {
  expect(formatDate("2026-03-03")).toBe("3 Mar 2026");
  expect(formatMonth("2026-03-01 00:00:00+00")).toBe("Mar 2026");
});

test("what is no date comes back as it was", () => {
  expect(formatDate("infinity")).toBe("infinity");
  expect(formatDate("0044-03-15 BC")).toBe("0044-03-15 BC");
  expect(formatDate("2026-13-01")).toBe("2026-13-01");
  expect(formatMonth("soon")).toBe("soon");
});

test("a timestamp keeps the clock and the zone it came with", () => {
  expect(formatTimestamp("2026-03-03 14:05:00+00")).toBe("3 Mar 2026, 14:05 UTC");
  expect(formatTimestamp("2026-03-03T14:05:09.25Z")).toBe("3 Mar 2026, 14:05:09 UTC");
  expect(formatTimestamp("2026-03-03 14:05:00-05:30")).toBe("3 Mar 2026, 14:05 UTC\u221205:30");
  expect(formatTimestamp("2026-03-03 14:05:00")).toBe("3 Mar 2026, 14:05");
});
