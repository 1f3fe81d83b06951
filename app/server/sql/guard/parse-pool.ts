import { createRequire } from "node:module";
import { Worker } from "node:worker_threads";

import { PARSE_WORKER_SOURCE } from "./parse-worker-source.ts";

export type ParseOutcome =
  | { kind: "tree"; tree: unknown }
  /** `position` counts characters (code points) from 0. */
  | { kind: "syntax_error"; message: string; position: number }
  /** The parser crashed, hung or had no room; the text is not judged. */
  | { kind: "unavailable"; reason: "crashed" | "timed_out" | "busy" | "closed" };

type ParsePoolOptions = {
  /** From the moment a worker takes the text. */
  deadlineMs?: number;
  /** Texts waiting for one worker, above which more are turned away. */
  queueLimit?: number;
};

export type ParsePool = {
  parse(sql: string): Promise<ParseOutcome>;
  /** How often a worker was replaced, for metrics and tests. */
  respawns(): number;
  close(): Promise<void>;
};

/** UTF-16 units. Texts above this wait in a lane of their own, so that a flood of heavy ones cannot delay light ones. */
const LIGHT_TEXT = 2_500;
const STACK_MEGABYTES = 16;

/**
 * Postgres' own parser (WebAssembly) in two worker threads, a light and a heavy lane. A stack overflow inside it leaves its
 * memory damaged for every later text, and a text can make it hang, so a worker is thrown away after any failure other than
 * a syntax error and after `deadlineMs`; a new one takes about 50 ms. Workers start at the first text and never hold the
 * process open while idle.
 */
export function createParsePool({ deadlineMs = 500, queueLimit = 500 }: ParsePoolOptions = {}): ParsePool {
  const lanes = [createLane(deadlineMs, queueLimit), createLane(deadlineMs, queueLimit)] as const;
  return {
    parse: (sql) => lanes[sql.length > LIGHT_TEXT ? 1 : 0].parse(sql),
    respawns: () => lanes[0].respawns() + lanes[1].respawns(),
    close: async () => {
      await Promise.all(lanes.map((lane) => lane.close()));
    },
  };
}

type Job = { sql: string; resolve: (outcome: ParseOutcome) => void };
type WorkerMessage = {
  ready?: true;
  tree?: string;
  syntaxError?: { message: string; position: number };
  broken?: string;
};

function createLane(deadlineMs: number, queueLimit: number): ParsePool {
  const waiting: Job[] = [];
  let worker: Worker | undefined;
  let ready = false;
  let running: Job | undefined;
  let deadline: NodeJS.Timeout | undefined;
  let respawnCount = 0;
  let failedStarts = 0;
  let closed = false;

  function spawn(): void {
    const spawned = new Worker(PARSE_WORKER_SOURCE, {
      eval: true,
      workerData: createRequire(import.meta.url).resolve("libpg-query"),
      resourceLimits: { stackSizeMb: STACK_MEGABYTES },
      execArgv: [],
      env: {},
    });
    worker = spawned;
    ready = false;
    spawned.on("message", (message: WorkerMessage) => {
      if (worker === spawned) receive(message);
    });
    spawned.on("error", () => {
      if (worker === spawned) replace("crashed");
    });
    spawned.on("exit", () => {
      if (worker === spawned) replace("crashed");
    });
  }

  function receive(message: WorkerMessage): void {
    if (message.ready) {
      ready = true;
      failedStarts = 0;
      worker?.unref();
      dispatch();
    } else if (message.tree !== undefined) {
      settle({ kind: "tree", tree: JSON.parse(message.tree) });
    } else if (message.syntaxError !== undefined) {
      settle({ kind: "syntax_error", ...message.syntaxError });
    } else {
      replace("crashed");
    }
  }

  function dispatch(): void {
    if (running !== undefined || waiting.length === 0) return;
    if (worker === undefined) return spawn();
    if (!ready) return;
    running = waiting.shift();
    worker.ref();
    deadline = setTimeout(() => replace("timed_out"), deadlineMs);
    worker.postMessage(running?.sql);
  }

  function settle(outcome: ParseOutcome): void {
    clearTimeout(deadline);
    const job = running;
    running = undefined;
    worker?.unref();
    job?.resolve(outcome);
    dispatch();
  }

  function replace(reason: "crashed" | "timed_out"): void {
    const broken = worker;
    worker = undefined;
    if (!ready) failedStarts++;
    ready = false;
    respawnCount++;
    void broken?.terminate();
    // A worker that cannot even start would be started for ever.
    if (failedStarts >= 3) turnAway(reason === "crashed" ? "crashed" : "timed_out");
    settle({ kind: "unavailable", reason });
  }

  function turnAway(reason: "crashed" | "timed_out" | "closed"): void {
    failedStarts = 0;
    for (const job of waiting.splice(0)) job.resolve({ kind: "unavailable", reason });
  }

  return {
    parse(sql) {
      return new Promise((resolve) => {
        if (closed) return resolve({ kind: "unavailable", reason: "closed" });
        if (waiting.length >= queueLimit) return resolve({ kind: "unavailable", reason: "busy" });
        waiting.push({ sql, resolve });
        dispatch();
      });
    },
    respawns: () => respawnCount,
    async close() {
      closed = true;
      turnAway("closed");
      const last = worker;
      worker = undefined;
      settle({ kind: "unavailable", reason: "closed" });
      await last?.terminate();
    },
  };
}
