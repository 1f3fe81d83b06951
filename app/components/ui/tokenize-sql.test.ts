import fc from "fast-check";
import { expect, test } from "vitest";
import { tokenizeSql } from "./tokenize-sql.ts";

function texts(sql: string, kind: string): string[] {
  return tokenizeSql(sql)
    .filter((token) => token.kind === kind)
    .map((token) => token.text);
}

test("keywords are told from names that contain them", () => {
  expect(texts('SELECT selected, "from" FROM orders', "keyword")).toEqual(["SELECT", "FROM"]);
});

test("a string keeps its doubled quotes, an escape string its backslashes", () => {
  expect(texts(`select 'it''s', e'it\\'s'`, "string")).toEqual(["'it''s'", "e'it\\'s'"]);
});

test("a dollar-quoted string ends at its own tag only", () => {
  expect(texts("select $a$ one $b$ two $a$, 1", "string")).toEqual(["$a$ one $b$ two $a$"]);
});

test("numbers inside names stay part of the name", () => {
  expect(texts("select t1.c2 + 30.5e2", "number")).toEqual(["30.5e2"]);
});

test("comments end where they should", () => {
  expect(texts("select 1 -- one\n, 2 /* two */", "comment")).toEqual(["-- one", "/* two */"]);
});

test("an unclosed string or comment runs to the end", () => {
  expect(texts("select 'open", "string")).toEqual(["'open"]);
  expect(texts("select /* open", "comment")).toEqual(["/* open"]);
});

test("joined again, the tokens are the text, whatever it is", () => {
  const sqlLike = fc.string({ unit: fc.constantFrom(..."'\"$-/*\\e ab1\n_".split("")), maxLength: 60 });
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: "grapheme" }), sqlLike), (sql) => {
      expect(
        tokenizeSql(sql)
          .map((token) => token.text)
          .join(""),
      ).toBe(sql);
    }),
  );
});

test("a long text without an end takes no long time", () => {
  const hostile = `${"e'\\".repeat(20_000)}${"$a$".repeat(20_000)}`;
  const startedAt = performance.now();
  tokenizeSql(hostile);
  expect(performance.now() - startedAt).toBeLessThan(2_000);
});
