import { afterEach, expect, test } from "vitest";

import { createParsePool, type ParsePool } from "./parse-pool.ts";

let pool: ParsePool | undefined;

afterEach(async () => {
  await pool?.close();
  pool = undefined;
});

test("a text parses into a tree and a mistake into its position", async () => {
  pool = createParsePool();
  expect(await pool.parse("select 1")).toMatchObject({ kind: "tree" });
  expect(await pool.parse("select frm x y")).toEqual({
    kind: "syntax_error",
    message: 'syntax error at or near "y"',
    position: 13,
  });
});

test(
  "sixty texts that overflow the parser's stack do not poison the benign one after each",
  { timeout: 60_000 },
  async () => {
    pool = createParsePool({ deadlineMs: 5_000 });
    // Far above the guard's size cap, which is what keeps such texts away from the parser.
    const overflow = `select ${"(select ".repeat(40_000)}1${")".repeat(40_000)}`;
    let failures = 0;
    for (let round = 0; round < 60; round++) {
      const outcome = await pool.parse(overflow);
      if (outcome.kind === "unavailable") failures++;
      expect(await pool.parse("select count(*) from t")).toMatchObject({ kind: "tree" });
    }
    expect(pool.respawns()).toBeLessThanOrEqual(60);
    expect(failures + pool.respawns()).toBe(2 * pool.respawns());
  },
);

test("a text that takes too long twice is given up, and the next one is parsed by a new worker", async () => {
  pool = createParsePool({ deadlineMs: 300 });
  await pool.parse(`select 1 ${"x".repeat(3_000)}`);
  const slow = `select 1 ${"/*".repeat(100_000)}${"*/".repeat(100_000)}`;
  expect(await pool.parse(slow)).toEqual({ kind: "unavailable", reason: "timed_out" });
  expect(pool.respawns()).toBe(2);
  expect(await pool.parse(`select '${"x".repeat(3_000)}'`)).toMatchObject({ kind: "tree" });
});

test("a tree that would hold up the reading thread is not handed over", async () => {
  pool = createParsePool({ deadlineMs: 10_000 });
  expect(await pool.parse(`select 1${"+1".repeat(4_900)}`)).toEqual({ kind: "too_large" });
});

test("a flood is turned away instead of waiting without end", async () => {
  pool = createParsePool({ queueLimit: 10 });
  const outcomes = await Promise.all(Array.from({ length: 50 }, () => pool?.parse("select 1")));
  const busy = outcomes.filter((outcome) => outcome?.kind === "unavailable");
  expect(busy.length).toBeGreaterThan(0);
  expect(outcomes.length - busy.length).toBeGreaterThanOrEqual(10);
});

test("those who wait are served in turn, so a flood delays only itself", async () => {
  pool = createParsePool();
  await pool.parse("select 1");
  const finished: string[] = [];
  const flood = Array.from({ length: 100 }, () => pool?.parse("select 1", "flood").then(() => finished.push("flood")));
  const modest = pool.parse("select 2", "modest").then(() => finished.push("modest"));
  await Promise.all([...flood, modest]);
  expect(finished.indexOf("modest")).toBeLessThan(10);
});

test("texts behind one that breaks the worker are judged by the next worker, in order", async () => {
  pool = createParsePool({ deadlineMs: 300 });
  await pool.parse(`select '${"x".repeat(3_000)}'`);
  const slow = `select 1 ${"/*".repeat(100_000)}${"*/".repeat(100_000)}`;
  const behind = [1, 2, 3].map((value) => `select ${value}, '${"x".repeat(3_000)}'`);
  const [first, ...others] = await Promise.all([slow, ...behind].map((sql) => pool?.parse(sql)));
  expect(first).toEqual({ kind: "unavailable", reason: "timed_out" });
  expect(others.map((outcome) => outcome?.kind)).toEqual(["tree", "tree", "tree"]);
});

test("heavy texts wait in a lane of their own", async () => {
  pool = createParsePool({ deadlineMs: 30_000 });
  await Promise.all([pool.parse("select 1"), pool.parse(`select '${"x".repeat(3_000)}'`)]);
  const finished: string[] = [];
  const heavy = pool.parse(`select 1${"+1".repeat(8_000)}`).then(() => finished.push("heavy"));
  const light = pool.parse("select 1").then(() => finished.push("light"));
  await Promise.all([heavy, light]);
  expect(finished).toEqual(["light", "heavy"]);
});

test("what waits when the pool closes is answered", async () => {
  pool = createParsePool();
  const waiting = pool.parse("select 1");
  await pool.close();
  expect(await waiting).toEqual({ kind: "unavailable", reason: "closed" });
  expect(await pool.parse("select 1")).toEqual({ kind: "unavailable", reason: "closed" });
});
