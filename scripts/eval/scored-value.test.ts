import { expect, test } from "vitest";
import { sameValue, scoredCell, scoredGold } from "./scored-value.ts";

test("cells and gold values of one meaning become the same value", () => {
  expect(scoredCell("12.50", "numeric")).toBe(scoredGold(12.5));
  expect(scoredCell("t", "bool")).toBe(scoredGold(true));
  expect(scoredCell("2024-01-02 00:00:00", "timestamp")).toBe(scoredGold("2024-01-02"));
  expect(scoredCell("2024-01-02 03:04:05.12", "timestamp")).toBe(scoredGold("2024-01-02 03:04:05.120000"));
  expect(scoredCell("2024-01-02 03:04:05+00", "timestamptz")).toBe(scoredGold("2024-01-02 03:04:05+00:00"));
  expect(scoredCell("1 day 02:00:00", "interval")).toBe(93_600);
  expect(scoredCell("-02:00:00", "interval")).toBe(-7_200);
  expect(scoredCell("{1,NULL,3}", "int4[]")).toBe(scoredGold([1, null, 3]));
  expect(scoredCell('{"a b",c}', "text[]")).toBe(scoredGold(["a b", "c"]));
  expect(scoredCell('{"b": 1, "a": 2}', "jsonb")).toBe(scoredGold({ a: 2, b: 1 }));
  expect(scoredCell("2014", "text")).toBe(2014);
  expect(scoredCell("NaN", "numeric")).toBeNull();
});

test("a long run of digits stays text, since a number would lose its end", () => {
  expect(scoredGold("123456789012345678")).toBe("123456789012345678");
});

test("numbers within one per cent are equal, whole numbers only when they are the same", () => {
  expect(sameValue(33.33, 33.4)).toBe(true);
  expect(sameValue(33.33, 34.4)).toBe(false);
  expect(sameValue(2014, 2015)).toBe(false);
  expect(sameValue(null, 0)).toBe(false);
  expect(sameValue(null, null)).toBe(true);
  expect(sameValue("1", 1)).toBe(false);
});
