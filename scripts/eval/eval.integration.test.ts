import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";

const program = path.join(import.meta.dirname, "..", "eval.ts");

const shop = `
  create table customer (id int primary key, name text, city text);
  create table purchase (id int primary key, customer_id int references customer (id), amount numeric(10,2), bought_on date);
  insert into customer values (1, 'Ann', 'Porto'), (2, 'Bob', 'Lisbon'), (3, 'Cy', 'Porto');
  insert into purchase values (1, 1, 10.50, current_date), (2, 2, 20, current_date - 40);`;

async function run(
  files: Record<string, string>,
  args: string[],
): Promise<{ lines: string[]; errors: string; folder: string }> {
  const folder = await mkdtemp(path.join(tmpdir(), "plainchart-eval-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
  const result = await promisify(execFile)(process.execPath, [program, ...args], { cwd: folder }).catch(
    (error: { stdout: string; stderr: string }) => error,
  );
  return { lines: result.stdout.trim().split("\n"), errors: result.stderr, folder };
}

function jsonLines(...lines: unknown[]): string {
  return lines.map((line) => `${JSON.stringify(line)}\n`).join("");
}

test("answers, wrong rows, refused SQL and unanswerable questions are told apart and counted", async () => {
  const files = {
    "shop.sql": shop,
    "questions.jsonl": jsonLines(
      { id: "right", db: "shop", question: "names", gold_sql: "select name from customer" },
      {
        id: "ordered",
        db: "shop",
        question: "names by name",
        gold_sql: ["select name from customer order by name desc"],
      },
      { id: "volatile", db: "shop", question: "bought today", gold_sql: ["-"], extra: { volatile: true } },
      { id: "guarded", db: "shop", question: "sleep", gold_sql: "select 1" },
      { id: "unscored", db: "shop", question: "?", gold_sql: "select 1", extra: { scored: false } },
      { id: "silent", db: "shop", question: "cities", gold_sql: "select city from customer", category: "lists" },
      { id: "unanswerable-1", db: "shop", question: "who wrote 1984?" },
      { id: "unanswerable-2", db: "shop", question: "what is dark matter?" },
    ),
    "gold.jsonl": jsonLines({
      id: "volatile",
      gold: [
        {
          sql: "select count(*) from purchase where bought_on = current_date",
          columns: ["count"],
          rows: [[99]],
          order: null,
        },
      ],
    }),
    "known.jsonl": jsonLines(
      { id: "right", sql: "select name from customer order by 1" },
      { id: "ordered", sql: "select name from customer order by name" },
      { id: "volatile", sql: "select 1" },
      { id: "guarded", sql: "select pg_sleep(1)" },
      { id: "unanswerable-1", sql: "select 'Orwell'" },
    ),
  };
  const args = [
    "--questions",
    "questions.jsonl",
    "--databases",
    ".",
    "--gold",
    "gold.jsonl",
    "--predictions",
    "known.jsonl",
    "--out",
    "out.jsonl",
  ];
  const { lines, errors, folder } = await run(files, args);
  expect(errors).toBe("");
  expect(lines.at(-1)).toBe("accuracy 40.0 coverage 80.0 precision 50.0 false-answers 50.0 questions 7");
  const text = lines.join("\n");
  expect(text).toContain("1 questions are marked as not scored");
  expect(text).toMatch(/guarded .*\n.*refused by the guard, FUNCTION/);
  expect(text).toMatch(/ordered .*\n.*wrong rows/);
  expect(text).toMatch(/unanswerable-1 .*\n.*should be refused/);
  const written = (await readFile(path.join(folder, "out.jsonl"), "utf8")).trim().split("\n");
  expect(written.map((line) => Object.keys(JSON.parse(line) as object).join())).toEqual(
    Array.from({ length: 7 }, () => "id,sql,refused,confidence,ms"),
  );
});

test("without predictions the offline analyst is asked", async () => {
  const files = {
    "shop.sql": shop,
    "questions.jsonl": jsonLines({
      id: "1",
      db: "shop",
      question: "How many customers are there?",
      gold_sql: "select count(*) from customer",
    }),
  };
  const { lines } = await run(files, ["--questions", "questions.jsonl", "--databases", "."]);
  expect(lines.at(-1)).toBe("accuracy 100.0 coverage 100.0 precision 100.0 false-answers 0.0 questions 1");
});

test("what is wrong with the files is said in a line", async () => {
  const questions = jsonLines({ id: "1", db: "shop", question: "?" });
  expect(
    (await run({ "questions.jsonl": questions }, ["--questions", "questions.jsonl", "--databases", "."])).errors,
  ).toMatch(/^No database script .*shop\.sql\n$/);
  expect((await run({ "questions.jsonl": "{]" }, ["--questions", "questions.jsonl", "--databases", "."])).errors).toBe(
    "questions.jsonl, line 1: not JSON\n",
  );
  expect((await run({}, [])).lines.join("\n")).toContain("--questions FILE");
});
