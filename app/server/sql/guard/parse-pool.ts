import { createRequire } from "node:module";
import { Worker } from "node:worker_threads";

import { PARSE_WORKER_SOURCE } from "./parse-worker-source.ts";

export type ParseOutcome =
  | { kind: "tree"; tree: unknown }
  | { kind: "too_large" }
  /** `position` counts characters (code points) from 0. */
  | { kind: "syntax_error"; message: string; position: number }
  /** The parser crashed, hung or had no room; the text is not judged. */
  | { kind: "unavailable"; reason: "crashed" | "timed_out" | "busy" | "closed" };

type ParsePoolOptions = {
  /** For one text, from the moment the worker turns to it. */
  deadlineMs?: number;
  /** Texts waiting for one worker, above which more are turned away. */
  queueLimit?: number;
};

export type ParsePool = {
  /** `owner` is whose turn it takes: those who wait are served in turn, so one flood delays only itself. */
  parse(sql: string, owner?: string): Promise<ParseOutcome>;
  /** How often a worker was replaced, for metrics and tests. */
  respawns(): number;
  close(): Promise<void>;
};

/** UTF-16 units. Texts above this wait in a lane of their own, so that a flood of heavy ones cannot delay light ones. */
const LIGHT_TEXT = 2_500;
/** Letters of JSON; 10 KB of readable SQL give a quarter of it. */
const MAXIMUM_TREE_LENGTH = 400_000;
const STACK_MEGABYTES = 16;
/** Texts given to a worker ahead of its answers: it need not wait for us, and nobody waits behind more than these. */
const WINDOW = 4;

/**
 * Postgres' own parser (WebAssembly) in two worker threads, a light and a heavy lane. A stack overflow inside it leaves its
 * memory damaged for every later text, and a text can make it hang, so a worker is thrown away after any failure other than
 * a syntax error and after `deadlineMs`; a new one takes about 50 ms. A text that ran out of time is tried once more. Workers start at the first text and never hold the
 * process open while idle.
 */
export function createParsePool({ deadlineMs = 500, queueLimit = 500 }: ParsePoolOptions = {}): ParsePool {
  const lanes = [createLane(deadlineMs, queueLimit), createLane(deadlineMs, queueLimit)] as const;
  return {
    parse: (sql, owner) => lanes[sql.length > LIGHT_TEXT ? 1 : 0].parse(sql, owner),
    respawns: () => lanes[0].respawns() + lanes[1].respawns(),
    close: async () => {
      await Promise.all(lanes.map((lane) => lane.close()));
    },
  };
}

type Job = { sql: string; owner: string; attempts: number; resolve: (outcome: ParseOutcome) => void };
type WorkerMessage = {
  ready?: true;
  tree?: string;
  tooLarge?: true;
  syntaxError?: { message: string; position: number };
  broken?: string;
};

function createLane(deadlineMs: number, queueLimit: number): ParsePool {
  const waiting = createTurns();
  /** Given to the worker, in the order it answers. */
  let running: Job[] = [];
  let worker: Worker | undefined;
  let ready = false;
  let deadline: NodeJS.Timeout | undefined;
  let respawnCount = 0;
  let failedStarts = 0;
  let closed = false;

  function spawn(): void {
    const spawned = new Worker(PARSE_WORKER_SOURCE, {
      eval: true,
      workerData: { parser: createRequire(import.meta.url).resolve("libpg-query"), treeLimit: MAXIMUM_TREE_LENGTH },
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
    } else if (message.tooLarge) {
      settle({ kind: "too_large" });
    } else if (message.syntaxError !== undefined) {
      settle({ kind: "syntax_error", ...message.syntaxError });
    } else {
      replace("crashed");
    }
  }

  function dispatch(): void {
    if (worker === undefined && waiting.count() > 0) return spawn();
    if (!ready) return;
    while (running.length < WINDOW) {
      const job = waiting.next();
      if (job === undefined) break;
      running.push(job);
      worker?.postMessage(job.sql);
    }
    if (running.length > 0) {
      worker?.ref();
      // The second try has twice the time: on a starved machine the first may have had no processor at all.
      deadline ??= setTimeout(() => replace("timed_out"), deadlineMs * (1 + (running[0]?.attempts ?? 0)));
    }
  }

  function settle(outcome: ParseOutcome): void {
    clearTimeout(deadline);
    deadline = undefined;
    const job = running.shift();
    if (running.length === 0) worker?.unref();
    job?.resolve(outcome);
    dispatch();
  }

  /** The text at the head did it; those behind it have not been looked at and go to the next worker. */
  function replace(reason: "crashed" | "timed_out"): void {
    const broken = worker;
    worker = undefined;
    if (!ready) failedStarts++;
    ready = false;
    respawnCount++;
    void broken?.terminate();
    clearTimeout(deadline);
    deadline = undefined;
    const head = running[0];
    const again = reason === "timed_out" && head !== undefined && head.attempts === 0;
    if (again) head.attempts++;
    for (const job of running.splice(again ? 0 : 1).toReversed()) waiting.putBack(job);
    // A worker that cannot even start would be started for ever.
    if (failedStarts >= 3) turnAway(reason);
    if (again) dispatch();
    else settle({ kind: "unavailable", reason });
  }

  function turnAway(reason: "crashed" | "timed_out" | "closed"): void {
    failedStarts = 0;
    for (let job = waiting.next(); job !== undefined; job = waiting.next())
      job.resolve({ kind: "unavailable", reason });
  }

  return {
    parse(sql, owner = "") {
      return new Promise((resolve) => {
        if (closed) return resolve({ kind: "unavailable", reason: "closed" });
        if (waiting.count() >= queueLimit) return resolve({ kind: "unavailable", reason: "busy" });
        waiting.add({ sql, owner, attempts: 0, resolve });
        dispatch();
      });
    },
    respawns: () => respawnCount,
    async close() {
      closed = true;
      turnAway("closed");
      clearTimeout(deadline);
      for (const job of running) job.resolve({ kind: "unavailable", reason: "closed" });
      running = [];
      const last = worker;
      worker = undefined;
      await last?.terminate();
    },
  };
}

/** A queue in which each owner waits in a line of their own and the lines are served in turn. */
function createTurns() {
  const lines = new Map<string, Job[]>();
  let count = 0;
  return {
    count: () => count,
    add(job: Job) {
      count++;
      const line = lines.get(job.owner);
      if (line === undefined) lines.set(job.owner, [job]);
      else line.push(job);
    },
    /** To the front of its line. */
    putBack(job: Job) {
      count++;
      lines.set(job.owner, [job, ...(lines.get(job.owner) ?? [])]);
    },
    next(): Job | undefined {
      const [first] = lines;
      if (first === undefined) return undefined;
      const [owner, line] = first;
      const job = line.shift();
      // To the back of the order of lines, or out of it.
      lines.delete(owner);
      if (line.length > 0) lines.set(owner, line);
      count--;
      return job;
    },
  };
}
