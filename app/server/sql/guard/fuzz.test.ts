import fc from "fast-check";
import { deparseSync } from "pgsql-deparser";
import { afterAll, expect, test } from "vitest";

import { ALLOWED_FUNCTIONS } from "./allowed-functions.ts";
import { ALLOWED_NODES } from "./allowed-nodes.ts";
import { ALLOWED_OPERATORS } from "./allowed-operators.ts";
import { ALLOWED_TYPES } from "./allowed-types.ts";
import { BENIGN_SQL } from "./benign-sql.fixture.ts";
import { exampleCatalog } from "./catalog.fixture.ts";
import { guardSql, judgeTree } from "./guard-sql.ts";
import { createParsePool } from "./parse-pool.ts";

const catalog = exampleCatalog();
const pool = createParsePool();

afterAll(() => pool.close());

/** Pieces that turn a harmless query into something else, thrown in anywhere. */
const HOSTILE = [
  "pg_sleep(1)",
  "set_config('role', 'postgres', false)",
  "pg_roles",
  "auth.users",
  "; delete from invoices",
  "into stolen",
  "for update",
  "::regclass",
  "::xml",
  "operator(public.=)",
  "ctid",
  "xmlelement(name x)",
  "$1",
  "/*",
  "--",
  "'",
  "\\",
  "(",
  ")",
  '"',
  "$$",
  "U&'\\003B'",
  "\ufeff",
  "lateral",
  "with recursive",
  "union all select",
];

/** A benign query cut into words, with words dropped, doubled, swapped or replaced by words of others. */
const mutatedSql = fc
  .tuple(
    fc.constantFrom(...BENIGN_SQL),
    fc.array(
      fc.record({
        at: fc.nat(60),
        edit: fc.constantFrom("drop", "double", "swap", "insert"),
        word: fc.oneof(
          fc.constantFrom(...HOSTILE),
          fc.constantFrom(...BENIGN_SQL.flatMap((sql) => sql.split(/\b/))),
          fc.string(),
        ),
      }),
      { maxLength: 5 },
    ),
  )
  .map(([sql, edits]) => {
    const words = sql.split(/\b/);
    for (const { at, edit, word } of edits) {
      const index = at % Math.max(1, words.length);
      if (edit === "drop") words.splice(index, 1);
      else if (edit === "double") words.splice(index, 0, words[index] ?? "");
      else if (edit === "insert") words.splice(index, 0, word);
      else words[index] = word;
    }
    return words.join("");
  });

/** Every part of a tree, found without the guard's walker: any object under an upper-case key is a node. */
function partsOf(tree: unknown) {
  const parts = {
    nodes: new Set<string>(),
    functions: new Set<string>(),
    operators: new Set<string>(),
    types: new Set<string>(),
  };
  const names = (value: unknown): string => {
    const list = value as { String: { sval: string } }[];
    return list
      .map((item) => item.String.sval)
      .join(".")
      .replace(/^pg_catalog\./, "");
  };
  const waiting: unknown[] = [tree];
  while (waiting.length > 0) {
    const item = waiting.pop();
    if (typeof item !== "object" || item === null) continue;
    for (const [key, value] of Object.entries(item)) {
      if (/^[A-Z]/.test(key)) parts.nodes.add(key);
      if (key === "funcname") parts.functions.add(names(value));
      if (key === "operName") parts.operators.add(names(value));
      if (key === "typeName") parts.types.add(names((value as { names: unknown }).names));
      if (key === "A_Expr") parts.operators.add(names((value as { name: unknown }).name));
      waiting.push(value);
    }
  }
  return parts;
}

function expectOnlyListed(tree: unknown): void {
  const parts = partsOf(tree);
  const strangers = [
    ...[...parts.nodes].filter((name) => !Object.hasOwn(ALLOWED_NODES, name)),
    ...[...parts.functions].filter((name) => !ALLOWED_FUNCTIONS.has(name)),
    ...[...parts.operators].filter((name) => !ALLOWED_OPERATORS.has(name)),
    ...[...parts.types].filter((name) => !ALLOWED_TYPES.has(name) && name !== "org_1.invoice_status"),
  ];
  expect(strangers).toEqual([]);
}

test(
  "whatever the guard accepts holds only listed parts, also after being written out and read again",
  { timeout: 60_000 },
  async () => {
    let accepted = 0;
    await fc.assert(
      fc.asyncProperty(mutatedSql, async (sql) => {
        const verdict = await guardSql(sql, catalog);
        if (!verdict.ok) return;
        accepted++;
        const outcome = await pool.parse(verdict.sql);
        if (outcome.kind !== "tree") throw new Error(`accepted but not parsed: ${outcome.kind}`);
        const statements = (outcome.tree as { stmts: { stmt: unknown }[] }).stmts;
        expectOnlyListed(statements.map((statement) => statement.stmt));
        const again = await pool.parse(deparseSync(outcome.tree as never));
        if (again.kind !== "tree") return;
        expectOnlyListed((again.tree as { stmts: { stmt: unknown }[] }).stmts.map((statement) => statement.stmt));
        const second = judgeTree(verdict.sql, again.tree, catalog);
        expect(second).toMatchObject({ ok: true, relations: verdict.relations });
      }),
      { numRuns: 1_500, examples: BENIGN_SQL.map((sql) => [sql]) },
    );
    expect(accepted).toBeGreaterThan(100);
  },
);

test("no mutation of a benign query breaks the workers", { timeout: 60_000 }, async () => {
  await fc.assert(
    // An empty text never reaches the parser: the guard refuses it before, as a test of its own shows.
    fc.asyncProperty(
      fc.array(
        mutatedSql.filter((sql) => sql !== ""),
        { minLength: 1, maxLength: 8 },
      ),
      async (texts) => {
        const outcomes = await Promise.all(texts.map((sql) => pool.parse(sql)));
        for (const outcome of outcomes) expect(outcome.kind).toMatch(/^(tree|syntax_error)$/);
      },
    ),
    { numRuns: 300 },
  );
  expect(pool.respawns()).toBe(0);
});

test("any text at all gets a verdict", { timeout: 60_000 }, async () => {
  const text = fc.oneof(
    fc.string({ unit: "binary", maxLength: 200 }),
    fc.string({ unit: "grapheme", maxLength: 200 }),
    fc.stringMatching(/^[ -~]*$/),
  );
  await fc.assert(
    fc.asyncProperty(text, async (sql) => {
      const verdict = await guardSql(sql, catalog);
      if (!verdict.ok) expect(verdict.position ?? 0).toBeLessThanOrEqual(sql.length);
    }),
    { numRuns: 1_000 },
  );
});
