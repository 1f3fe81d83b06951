import { writeFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { type GoldEntry, type Prediction, type EvalQuestion, readJsonLines } from "./eval/eval-formats.ts";
import { openAnalyst } from "./eval/open-analyst.ts";
import { reportLines, summarise, summaryLine } from "./eval/eval-report.ts";
import { runEval } from "./eval/run-eval.ts";
import { closeAnalystPools } from "#app/server/sql/connection/analyst-pools.ts";
import { startPostgres } from "#local/postgres.ts";

const USAGE = `npm run eval -- --questions FILE.jsonl --databases DIR [options]

  --questions FILE     one question a line: {"id", "db", "question", "gold_sql"?}
  --databases DIR      DIR/<db>.sql is loaded into a scratch database
  --gold FILE          gold answers; without it gold_sql is run, and a question without either should be refused
  --analyst NAME       offline (default) or model
  --out FILE           write predictions {"id", "sql", "refused", "confidence", "ms"}
  --predictions FILE   score these instead of asking
  --failures N         how many failures to list, default 20

docs/guides/evaluate.md describes the formats and the figures.`;

const options = readOptions();

if (options.help || !options.questions || !options.databases) {
  console.log(USAGE);
  process.exit(options.help ? 0 : 2);
}

try {
  await evaluate(options.questions, options.databases);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function evaluate(questionsFile: string, databases: string): Promise<void> {
  const allQuestions = await readJsonLines<EvalQuestion>(questionsFile);
  const questions = allQuestions.filter((question) => question.extra?.scored !== false);
  const gold = options.gold ? await readJsonLines<GoldEntry>(options.gold) : [];
  const predictions = options.predictions ? await readJsonLines<Prediction>(options.predictions) : [];
  const analyst = options.predictions ? null : openAnalyst(options.analyst, process.env);
  if (questions.length < allQuestions.length) {
    console.log(`${allQuestions.length - questions.length} questions are marked as not scored and left out`);
  }

  const projectDir = path.resolve(import.meta.dirname, "..");
  const server = await startPostgres({
    projectDir,
    name: "eval",
    settings: { fsync: "off", full_page_writes: "off", synchronous_commit: "off" },
  });
  try {
    const outcomes = await runEval({
      questions,
      gold: new Map(gold.map((entry) => [entry.id, entry])),
      databases,
      serverUrl: server.url,
      analyst,
      predictions: new Map(predictions.map((prediction) => [prediction.id, prediction])),
      onDatabase: (name, count) => console.log(`${name}: ${count} questions`),
    });
    if (options.out) {
      const lines = outcomes.map((outcome) => JSON.stringify(outcome.prediction));
      await writeFile(options.out, lines.map((line) => `${line}\n`).join(""));
    }
    for (const line of reportLines(outcomes, Number(options.failures))) console.log(line);
    console.log(summaryLine(summarise(outcomes)));
  } finally {
    closeAnalystPools();
    await server.stop();
  }
}

function readOptions() {
  try {
    return parseArgs({
      options: {
        questions: { type: "string" },
        databases: { type: "string" },
        gold: { type: "string" },
        analyst: { type: "string", default: "offline" },
        out: { type: "string" },
        predictions: { type: "string" },
        failures: { type: "string", default: "20" },
        help: { type: "boolean", default: false },
      },
    }).values;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(2);
  }
}
