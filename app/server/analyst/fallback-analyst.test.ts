import { afterEach, expect, test, vi } from "vitest";
import { createFallbackAnalyst, createModelBreaker } from "#app/server/analyst/fallback-analyst.ts";
import { ApplicationError } from "#app/server/platform/application-error.ts";
import * as reports from "#app/server/platform/report-error.ts";
import type { Analyst, AnalystAnswer, AnalystName, AnalystRequest, AnalystUpdate } from "#app/shared/analyst.ts";

const request: AnalystRequest = {
  question: "How many?",
  catalog: {
    target: { kind: "connected", dataSourceId: "t" },
    version: "1",
    tables: [],
    relationships: [],
    glossary: [],
    verified: [],
  },
  history: [],
  now: "2026-11-22T10:00:00Z",
};
const answer: AnalystAnswer = { kind: "clarification", message: "Which?", choices: [] };

type Behaviour = (signal: AbortSignal) => AsyncIterable<AnalystUpdate>;

function analyst(name: AnalystName, behaviour: Behaviour): Analyst & { calls: number } {
  const made = {
    name,
    calls: 0,
    analyse(_: AnalystRequest, { signal }: { signal: AbortSignal }) {
      made.calls += 1;
      return behaviour(signal);
    },
  };
  return made;
}

const answering = (name: AnalystName): Behaviour =>
  async function* () {
    yield { final: false, sql: "select" };
    yield { final: true, answer, analyst: name };
  };

const failing: Behaviour = async function* () {
  yield { final: false, sql: "select hal" };
  throw new ApplicationError({ code: "MODEL_UNAVAILABLE" });
};

async function ask(asked: Analyst, signal = new AbortController().signal): Promise<AnalystUpdate | undefined> {
  let last: AnalystUpdate | undefined;
  for await (const update of asked.analyse(request, { signal })) last = update;
  return last;
}

function chain(model: Analyst, mayUseModel?: () => Promise<boolean>) {
  const offline = analyst("offline", answering("offline"));
  const breaker = createModelBreaker();
  return {
    offline,
    asked: createFallbackAnalyst({ model, offline, breaker, ...(mayUseModel ? { mayUseModel } : {}) }),
  };
}

const reported = vi.spyOn(reports, "reportError").mockImplementation(() => {});
afterEach(() => {
  reported.mockClear();
  vi.useRealTimers();
});

test("a model that answers is not second-guessed", async () => {
  const { offline, asked } = chain(analyst("model", answering("model")));
  expect(await ask(asked)).toEqual({ final: true, answer, analyst: "model" });
  expect(offline.calls).toBe(0);
});

test("when the provider fails in the middle the offline analyst answers and says so", async () => {
  const { asked } = chain(analyst("model", failing));
  expect(await ask(asked)).toEqual({ final: true, answer, analyst: "offline", fallback: "model_unavailable" });
  expect(reported).toHaveBeenCalledOnce();
});

test("after three failures the provider is left alone for half a minute, then tried by one question", async () => {
  vi.useFakeTimers();
  const model = analyst("model", failing);
  const { asked } = chain(model);
  for (let question = 0; question < 5; question++) await ask(asked);
  expect(model.calls).toBe(3);
  vi.advanceTimersByTime(30_001);
  await ask(asked);
  await ask(asked);
  expect(model.calls).toBe(4);
});

test("while one question tries the provider again others are answered offline at once", async () => {
  vi.useFakeTimers();
  let behaviour: Behaviour = failing;
  const gate = Promise.withResolvers<void>();
  const model = analyst("model", (signal) => behaviour(signal));
  const { asked } = chain(model);
  for (let question = 0; question < 3; question++) await ask(asked);
  vi.advanceTimersByTime(30_001);
  behaviour = async function* () {
    await gate.promise;
    yield { final: true, answer, analyst: "model" };
  };
  const trying = ask(asked);
  await Promise.resolve();
  expect(await ask(asked)).toMatchObject({ analyst: "offline", fallback: "model_unavailable" });
  gate.resolve();
  expect(await trying).toMatchObject({ analyst: "model" });
  expect(await ask(asked)).toMatchObject({ analyst: "model" });
});

test("a spent budget costs no call", async () => {
  const model = analyst("model", answering("model"));
  const { asked } = chain(model, () => Promise.resolve(false));
  expect(await ask(asked)).toMatchObject({ analyst: "offline", fallback: "model_budget_spent" });
  expect(model.calls).toBe(0);
});

test("stopping is passed on, asks nobody else and counts as no failure", async () => {
  const controller = new AbortController();
  const model = analyst("model", async function* (signal) {
    yield { final: false, sql: "select" };
    controller.abort(new Error("stopped"));
    signal.throwIfAborted();
  });
  const { offline, asked } = chain(model);
  await expect(ask(asked, controller.signal)).rejects.toThrow("stopped");
  expect(offline.calls).toBe(0);
  expect(reported).not.toHaveBeenCalled();
});

test("a reader who leaves early releases the provider's turn", async () => {
  const model = analyst("model", answering("model"));
  const { asked } = chain(model);
  for (let question = 0; question < 5; question++) {
    for await (const _ of asked.analyse(request, { signal: new AbortController().signal })) break;
  }
  expect(await ask(asked)).toMatchObject({ analyst: "model" });
});

test("a model that ends without an answer is a failure, not silence", async () => {
  const { asked } = chain(analyst("model", async function* () {}));
  expect(await ask(asked)).toMatchObject({ analyst: "offline", fallback: "model_unavailable" });
});
