import { expect, test } from "vitest";
import { z } from "zod";

import { validateInput } from "#app/server/pipeline/stages/validate-input.ts";

const anything = z.unknown();

test.for([
  ["NUL", { name: "a\u0000b" }, "name"],
  ["half a surrogate pair", { name: "\ud83d" }, "name"],
  ["NUL deep inside", { items: [{ a: "fine" }, { a: ["\u0000"] }] }, "items[1].a[0]"],
  ["NUL in a key", { filters: { "a\u0000": 1 } }, "filters"],
  ["nothing but NUL", "\u0000", ""],
] as [string, unknown, string][])("%s is refused, and the field named", ([, input, field]) => {
  expect(() => validateInput(anything, input)).toThrow(
    expect.objectContaining({ code: "VALIDATION_FAILED", fieldErrors: { [field]: [expect.any(String)] } }),
  );
});

test("whole surrogate pairs, controls that are text, deep nesting and loops pass", () => {
  const loop: Record<string, unknown> = { text: "😀\n\t\u0001", date: new Date() };
  loop["self"] = loop;
  let deep: unknown = "end";
  for (let level = 0; level < 2_000; level++) deep = [deep];
  for (const input of [loop, deep]) expect(validateInput(anything, input)).toBe(input);
});
