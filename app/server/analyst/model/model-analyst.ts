import { APICallError, streamText, wrapLanguageModel, zodSchema } from "ai";
import { setTimeout as wait } from "node:timers/promises";
import { modelAnswerFormat } from "#app/server/analyst/model/answer-schema.ts";
import { buildPrompt } from "#app/server/analyst/model/build-prompt.ts";
import type { DataSharing } from "#app/server/analyst/model/model-config.ts";
import { readAnswer, readPartialAnswer } from "#app/server/analyst/model/read-answer.ts";
import { toAnalystAnswer } from "#app/server/analyst/model/to-analyst-answer.ts";
import { ApplicationError } from "#app/server/platform/application-error.ts";
import type { Analyst, AnalystRequest, AnalystUpdate } from "#app/shared/analyst.ts";

export type ModelBudget = {
  /** From the call to the last character, retries included. */
  totalMs: number;
  /** Until the first character; a model may think first. */
  firstCharacterMs: number;
  /** Without a new character. */
  silenceMs: number;
  /** Of the answer, thinking included. */
  outputTokens: number;
  /** Of the schema in the prompt. */
  schemaCharacters: number;
  /** A `Retry-After` up to this is waited for, once; a longer one is an outage. */
  retryAfterMs: number;
};

export const DEFAULT_MODEL_BUDGET: ModelBudget = {
  totalMs: 60_000,
  firstCharacterMs: 45_000,
  silenceMs: 20_000,
  outputTokens: 8_000,
  schemaCharacters: 48_000,
  retryAfterMs: 2_000,
};

/** A model object; a bare name would go to the SDK's default provider. */
export type WrappableModel = Parameters<typeof wrapLanguageModel>[0]["model"];

export type ModelUsage = { inputTokens: number; outputTokens: number };

export type ModelAnalystOptions = {
  model: WrappableModel;
  /** The organisation's choice. */
  sharing: DataSharing;
  budget?: Partial<ModelBudget>;
  /** Told once for each call that ended, for quotas; zeros where the provider said nothing. */
  onUsage?: (usage: ModelUsage) => void;
};

const CHARACTERS_PER_TOKEN = 8;
const CHARACTERS_BETWEEN_UPDATES = 24;

/** Models whose server refuses a JSON schema, as some OpenAI-compatible ones do; the prompt describes the shape too. */
const withoutJsonMode = new WeakSet<WrappableModel>();

/**
 * Answers through a language model. Never runs SQL; sends what `sharing` allows and no more.
 * Throws `MODEL_UNAVAILABLE` where the provider refuses, cuts off, stays silent, never ends or answers
 * with anything but the agreed JSON, and what `signal` was aborted with.
 */
export function createModelAnalyst(options: ModelAnalystOptions): Analyst {
  const budget = { ...DEFAULT_MODEL_BUDGET, ...options.budget };
  return {
    name: "model",
    async *analyse(request, { signal }) {
      const bounded = AbortSignal.any([signal, AbortSignal.timeout(budget.totalMs)]);
      for (let attempt = 1; ; attempt++) {
        let shown = false;
        try {
          for await (const update of callModel(options, budget, request, bounded)) {
            shown = true;
            yield update;
          }
          return;
        } catch (cause) {
          signal.throwIfAborted();
          if (!withoutJsonMode.has(options.model) && isBadRequest(cause)) {
            withoutJsonMode.add(options.model);
            continue;
          }
          const waitMs = shown || attempt > 1 ? null : retryDelayMs(cause, budget);
          if (waitMs === null) throw unavailable(cause);
          await wait(waitMs, undefined, { signal: bounded }).catch(() => {});
        }
      }
    },
  };
}

async function* callModel(
  options: ModelAnalystOptions,
  budget: ModelBudget,
  request: AnalystRequest,
  signal: AbortSignal,
): AsyncGenerator<AnalystUpdate> {
  const { sharing, model, onUsage } = options;
  const { instructions, prompt } = buildPrompt(request, { sharing, schemaCharacters: budget.schemaCharacters });
  const stop = new AbortController();
  const result = streamText({
    model: withoutJsonMode.has(model) ? model : askingForJson(model),
    instructions,
    prompt,
    maxOutputTokens: budget.outputTokens,
    maxRetries: 0,
    abortSignal: AbortSignal.any([signal, stop.signal]),
    // Errors arrive as parts of the stream below; the default would print them.
    onError() {},
  });
  // A reader, not `for await`: leaving that waits for the stream to end, and this one may never.
  const reader = result.stream.getReader();
  let text = "";
  let reported = 0;
  try {
    for (;;) {
      // The SDK's own time limits start with the response; a server that sends not even a header must end too.
      const patienceMs = text === "" ? budget.firstCharacterMs : budget.silenceMs;
      const watchdog = setTimeout(() => stop.abort(), patienceMs);
      const { done, value: part } = await reader.read().finally(() => clearTimeout(watchdog));
      if (done) break;
      if (part.type === "error") throw part.error;
      if (part.type === "abort") throw new ModelFailure("stopped or silent for too long");
      if (part.type === "finish") {
        const { inputTokens = 0, outputTokens = 0 } = part.totalUsage;
        onUsage?.({ inputTokens, outputTokens });
        if (part.finishReason === "length") throw new ModelFailure("cut off at the limit of tokens");
      }
      if (part.type !== "text-delta") continue;
      text += part.text;
      if (text.length > budget.outputTokens * CHARACTERS_PER_TOKEN) throw new ModelFailure("an answer without end");
      if (text.length - reported < CHARACTERS_BETWEEN_UPDATES) continue;
      reported = text.length;
      const { summary, sql } = await readPartialAnswer(text);
      if (summary === undefined && sql === undefined) continue;
      yield {
        final: false,
        ...(summary === undefined ? {} : { interpretation: { summary } }),
        ...(sql === undefined ? {} : { sql }),
      };
    }
  } finally {
    stop.abort();
  }
  const answer = readAnswer(text);
  if (!answer) throw new ModelFailure("not the agreed JSON");
  yield { final: true, answer: toAnalystAnswer(answer, request), analyst: "model" };
}

/** Not the SDK's `output`: with that, text that is no JSON never shows up, however much of it comes. */
function askingForJson(model: WrappableModel): WrappableModel {
  return wrapLanguageModel({
    model,
    middleware: {
      specificationVersion: "v4",
      async transformParams({ params }) {
        const schema = await zodSchema(modelAnswerFormat).jsonSchema;
        return { ...params, responseFormat: { type: "json", name: "answer", schema } };
      },
    },
  });
}

class ModelFailure extends Error {
  override readonly name = "ModelFailure";
}

function isBadRequest(cause: unknown): boolean {
  return APICallError.isInstance(cause) && (cause.statusCode === 400 || cause.statusCode === 422);
}

/** Null: trying again would not help or take too long. */
function retryDelayMs(cause: unknown, budget: ModelBudget): number | null {
  if (!APICallError.isInstance(cause) || !cause.isRetryable) return null;
  const header = cause.responseHeaders?.["retry-after"];
  if (header === undefined) return Math.min(500, budget.retryAfterMs);
  const seconds = Number(header);
  const delayMs = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - Date.now();
  return delayMs <= budget.retryAfterMs ? Math.max(0, delayMs) : null;
}

/** The provider's own error holds the whole prompt, which must not reach a log. */
function unavailable(cause: unknown): ApplicationError {
  const status = APICallError.isInstance(cause) ? `HTTP ${cause.statusCode ?? "failed"}` : null;
  const reason =
    status ?? (cause instanceof ModelFailure ? cause.message : cause instanceof Error ? cause.name : "unknown");
  return new ApplicationError({ code: "MODEL_UNAVAILABLE", cause: new Error(`The model call failed: ${reason}`) });
}
