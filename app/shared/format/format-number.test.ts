import { expect, test } from "vitest";
import { formatNumber } from "./format-number.ts";

test("digits past 2^53 and long fractions are kept", () => {
  expect(formatNumber("12345678901234567890.1234567")).toBe("12,345,678,901,234,567,890.1234567");
});

test("a negative number carries a minus sign, not a hyphen", () => {
  expect(formatNumber(-1204.5)).toBe("\u22121,204.5");
});

test("what is no decimal comes back as it was", () => {
  expect(formatNumber("NaN")).toBe("NaN");
  expect(formatNumber("")).toBe("");
  expect(formatNumber(Number.POSITIVE_INFINITY)).toBe("Infinity");
});

test("digits after the point can be limited", () => {
  expect(formatNumber("1.005", { maximumFractionDigits: 2 })).toBe("1.01");
});
