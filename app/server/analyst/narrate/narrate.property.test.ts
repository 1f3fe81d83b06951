import fc from "fast-check";
import { expect, test } from "vitest";
import { checkNumbers } from "#app/server/analyst/narrate/check-numbers.ts";
import { narrate } from "#app/server/analyst/narrate/narrate.ts";
import type { Cell, ResultSet } from "#app/shared/result-set.ts";

const names = fc.constantFrom(
  "name",
  "total_amount_usd",
  "year",
  "month",
  "avg_rating",
  "count",
  "hours",
  "Project Id",
  "share_pct",
  "",
  "__proto__",
);
const label = fc.oneof(
  fc.constantFrom("Acme", "Globex", "Windows 11", "3-D Man", "2024", "a"),
  fc.string({ maxLength: 12 }),
);
const cells: Record<string, fc.Arbitrary<Cell>> = {
  text: label,
  int4: fc.integer({ min: -50, max: 5_000 }),
  int8: fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }).map(String),
  numeric: fc
    .tuple(fc.integer({ min: -9_999, max: 99_999 }), fc.integer({ min: 0, max: 99 }))
    .map(([whole, cents]) => `${whole}.${String(cents).padStart(2, "0")}`),
  float8: fc.oneof(
    fc.integer({ min: -5_000_000, max: 50_000_000 }).map((thousandths) => thousandths / 1_000),
    fc.constantFrom("NaN", "Infinity"),
  ),
  bool: fc.boolean(),
  date: fc
    .date({ min: new Date("1990-01-01"), max: new Date("2035-01-01"), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10)),
  timestamptz: fc.constantFrom("2024-01-01 00:00:00+00", "2024-02-01 00:00:00+00", "2025-01-01 10:30:00+00"),
};

const results: fc.Arbitrary<ResultSet> = fc
  .array(fc.tuple(names, fc.constantFrom(...Object.keys(cells))), { minLength: 1, maxLength: 4 })
  .chain((columns) =>
    fc.record({
      columns: fc.constant(columns.map(([name, type]) => ({ name, type }))),
      rows: fc.array(
        fc
          .tuple(...columns.map(([, type]) => fc.option(cells[type] ?? label, { nil: null, freq: 8 })))
          .map((row) => [...row]),
        { maxLength: 40 },
      ),
      truncated: fc.constantFrom(null, null, null, "rows" as const, "bytes" as const),
      elapsedMs: fc.constant(1),
    }),
  );

test("any result is narrated in at most four short sentences, and our own numbers pass our own check", () => {
  fc.assert(
    fc.property(results, (result) => {
      const text = narrate({ result });
      expect(text.length).toBeGreaterThan(0);
      expect(text).not.toMatch(/undefined|\[object|NaN %|Infinity %/);
      expect(checkNumbers(text, result).struck, text).toEqual([]);
    }),
    { numRuns: 400, seed: 20_261_122 },
  );
});
