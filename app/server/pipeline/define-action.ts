import { AsyncLocalStorage } from "node:async_hooks";

import type { ActionFunctionArgs } from "react-router";
import type { z } from "zod";

import { bindGenerator } from "#app/server/pipeline/bind-stream.ts";
import { answerFetch } from "#app/server/pipeline/faces/answer-fetch.ts";
import { answerForm, type FormAnswer } from "#app/server/pipeline/faces/answer-form.ts";
import { answerStream } from "#app/server/pipeline/faces/answer-stream.ts";
import { runPipeline } from "#app/server/pipeline/run-pipeline.ts";
import { runStream } from "#app/server/pipeline/run-stream.ts";
import { bodySource, callSource } from "#app/server/pipeline/sources.ts";
import {
  summarize,
  type Access,
  type ActionDefinition,
  type AnyDefinition,
  type StreamDefinition,
} from "#app/server/pipeline/types.ts";
import { seconds } from "#app/server/platform/clock.ts";
import { getRequestContext } from "#app/server/platform/request-context.ts";
import { registerAction } from "#app/server/platform/action-registry.ts";

/** A server action: call it, or hand one of its faces to a route. */
export type Action<Input, Output> = {
  /** @throws ApplicationError; or the `Response` that `run` threw. */
  (input: Input): Promise<Output>;
  /** For the action of a page: 303 on success, else the page again with what was typed. */
  formAction: (args: Pick<ActionFunctionArgs, "request">) => Promise<FormAnswer<Output>>;
  /** For the action of a resource route: JSON `ActionResult`, or the `Response` that `run` returned. */
  fetchAction: (args: Pick<ActionFunctionArgs, "request">) => Promise<Response>;
  readonly definition: AnyDefinition;
};

/** A server action that answers piece by piece. */
export type StreamAction<Input, Chunk> = {
  /** Nothing runs before the first `next()`, which throws ApplicationError when a check fails. */
  (input: Input): AsyncGenerator<Chunk, void, void>;
  /** For a resource route: server-sent events, one JSON chunk each, then `event: end` or `event: error`. */
  streamAction: (args: Pick<ActionFunctionArgs, "request">) => Promise<Response>;
  readonly definition: AnyDefinition;
};

const DEFAULT_BODY_BYTES = 64 * 1024;

/**
 * Builds a server action. Policy is data: who may call, how often, with what, for how long. The order in
 * which it is applied lives in `run-pipeline.ts`.
 *
 * With `run` it answers once; with `stream` it answers piece by piece. Either may also return or throw a
 * `Response` (a redirect, a file), which passes through and is still recorded.
 *
 * @example
 * export const renameConversation = defineAction({
 *   name: "chat:rename-conversation",
 *   access: "member",
 *   limit: ACTION_RATE_LIMITS.WRITE_OPERATION,
 *   input: renameConversationSchema,
 *   run: async ({ input, auth }) => { ... },
 * });
 */
export function defineAction<A extends Access, Schema extends z.ZodType, Output>(
  definition: ActionDefinition<A, Schema, Output>,
): Action<z.input<Schema>, Output>;
export function defineAction<A extends Access, Schema extends z.ZodType, Chunk>(
  definition: StreamDefinition<A, Schema, Chunk>,
): StreamAction<z.input<Schema>, Chunk>;
export function defineAction<A extends Access, Schema extends z.ZodType>(
  given: ActionDefinition<A, Schema, unknown> | StreamDefinition<A, Schema, unknown>,
): Action<z.input<Schema>, unknown> | StreamAction<z.input<Schema>, unknown> {
  return "stream" in given ? makeStreamAction(given) : makeAction(given);
}

function makeAction<A extends Access, Schema extends z.ZodType, Output>(
  given: ActionDefinition<A, Schema, Output>,
): Action<z.input<Schema>, Output> {
  const definition = {
    deadlineMs: seconds(30),
    maxBodyBytes: DEFAULT_BODY_BYTES,
    ...given,
    kind: "action",
  } as unknown as AnyDefinition;
  registerAction(summarize(definition));
  const call = (input: z.input<Schema>) =>
    runPipeline(definition, callSource(definition.name, input)) as Promise<Output>;
  return Object.assign(call, {
    definition,
    formAction: ({ request }: { request: Request }) => answerForm<Output>(definition, request),
    fetchAction: ({ request }: { request: Request }) =>
      answerFetch(() => runPipeline(definition, bodySource(request, definition))),
  });
}

function makeStreamAction<A extends Access, Schema extends z.ZodType, Chunk>(
  given: StreamDefinition<A, Schema, Chunk>,
): StreamAction<z.input<Schema>, Chunk> {
  const definition = {
    deadlineMs: seconds(120),
    maxBodyBytes: DEFAULT_BODY_BYTES,
    ...given,
    run: given.stream,
    kind: "stream",
  } as unknown as AnyDefinition;
  registerAction(summarize(definition));
  const start = (source: ReturnType<typeof callSource>) => {
    const context = getRequestContext();
    const snapshot = AsyncLocalStorage.snapshot() as <Result>(run: () => Result) => Result;
    return bindGenerator(runStream<Chunk>(definition, source, context), snapshot);
  };
  return Object.assign((input: z.input<Schema>) => start(callSource(definition.name, input)), {
    definition,
    streamAction: ({ request }: { request: Request }) => answerStream(start(bodySource(request, definition))),
  });
}
