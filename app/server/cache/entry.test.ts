import fc from "fast-check";
import { expect, test } from "vitest";

import { decodeEntry, encodeEntry } from "#app/server/cache/entry.ts";

const times = { madeAtMs: 1, freshUntilMs: 2 };
const roundTrip = (value: unknown) => decodeEntry(JSON.parse(encodeEntry({ ...times, value })));

test("whatever structured data goes in comes out", () => {
  const anything = fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withSet: true,
    withTypedArray: true,
    withSparseArray: true,
  });
  fc.assert(
    fc.property(anything, (value) => {
      expect(roundTrip(value)).toEqual({ ...times, value: structuredClone(value) });
    }),
    { numRuns: 500 },
  );
});

test("strings, minus zero, holes and names of the prototype are kept", () => {
  const proto = JSON.parse('{"__proto__": 1}') as unknown;
  for (const value of [
    "naïve 🌍 \u0000 \ud800",
    -0,
    Object.assign([] as number[], { 2: 3 }),
    undefined,
    { a: undefined },
    proto,
    "1",
    "null",
    { toJSON: 1 },
  ]) {
    expect(roundTrip(value)!.value).toStrictEqual(value);
  }
});

test("what is no entry is none", () => {
  for (const stored of [null, "v8:xx", 1, {}, { madeAtMs: 1 }, { ...times, v8: "AAAA" }])
    expect(decodeEntry(stored)).toBeNull();
});
