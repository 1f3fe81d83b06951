import fc from "fast-check";
import { expect, test } from "vitest";

import { readCell } from "./read-cell.ts";

const [BOOL, INT8, FLOAT8, NUMERIC] = [16, 20, 701, 1700];

test.each([
  ["t", BOOL, true],
  ["f", BOOL, false],
  ["42", INT8, 42],
  ["9007199254740991", INT8, 9007199254740991],
  ["9007199254740993", INT8, "9007199254740993"],
  ["-9223372036854775808", INT8, "-9223372036854775808"],
  ["0.1", FLOAT8, 0.1],
  ["1e+300", FLOAT8, 1e300],
  ["-0", FLOAT8, "-0"],
  ["NaN", FLOAT8, "NaN"],
  ["Infinity", FLOAT8, "Infinity"],
  ["1.50", NUMERIC, "1.50"],
  ["t", 25, "t"],
])("%s of type %i is %s", (text, type, cell) => {
  expect(readCell(text, type)).toBe(cell);
});

test("an integer cell is always the number the server wrote", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (value) => {
      expect(BigInt(readCell(value.toString(), INT8) as string | number)).toBe(value);
    }),
  );
});

test("a float cell is always the number the server wrote", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      const text = Object.is(value, -0) ? "-0" : String(value);
      expect(Number(readCell(text, FLOAT8))).toBe(value);
    }),
  );
});
