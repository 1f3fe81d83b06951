import { AsyncLocalStorage } from "node:async_hooks";

import type { OrgAuth, UserAuth } from "#app/server/auth/validate-auth.ts";
import { bindReadable } from "#app/server/pipeline/bind-stream.ts";
import { authorize } from "#app/server/pipeline/stages/authorize.ts";
import { checkOrigin } from "#app/server/pipeline/stages/check-origin.ts";
import { checkInputLimit, checkLimits } from "#app/server/pipeline/stages/check-limits.ts";
import { openDeadline, type Deadline } from "#app/server/pipeline/stages/deadline.ts";
import { runOnce, type Sharing } from "#app/server/pipeline/stages/run-once.ts";
import { openSettlement, type Settlement } from "#app/server/pipeline/stages/settle.ts";
import type { AnyDefinition, InputSource } from "#app/server/pipeline/types.ts";
import { ApplicationError } from "#app/server/platform/application-error.ts";
import { openStreams } from "#app/server/platform/metrics.ts";
import { getRequestContext, type RequestContext } from "#app/server/platform/request-context.ts";
import { toApplicationError } from "#app/server/platform/to-application-error.ts";

export type Prepared = { input: unknown; auth: UserAuth | OrgAuth | null; context: RequestContext };

/**
 * The order of every action and query, in one place: origin, body, session and role, rate limit, input,
 * idempotency, the run under its deadline, output, settle.
 *
 * @returns what `run` gave; a stream or a `Response` with a body settles when it ends.
 * @throws ApplicationError, or the `Response` that `run` threw.
 */
export async function runPipeline(definition: AnyDefinition, source: InputSource): Promise<unknown> {
  const context = getRequestContext();
  const settlement = openSettlement(definition, context);
  const deadline = openDeadline(definition.deadlineMs, context.signal);
  try {
    const prepared = await deadline.race(prepare(definition, source, context, settlement));
    const output = await settlement.stage("run", () =>
      deadline.race(
        runOnce(definition, prepared, deadline.timeSignal, (sharing) =>
          runInPromise(definition, prepared, deadline, sharing),
        ),
      ),
    );
    if (isStreaming(output)) return settleAtEnd(output, definition, settlement, deadline);
    const checked = settlement.stage("output", () => checkOutput(definition, output));
    deadline.clear();
    await settlement.settle(isRedirect(checked) ? "REDIRECT" : "OK");
    return checked;
  } catch (thrown) {
    deadline.clear();
    throw await settleThrown(thrown, settlement);
  }
}

/** Everything before `run`; shared by calls and streams. */
export async function prepare(
  definition: AnyDefinition,
  source: InputSource,
  context: RequestContext,
  settlement: Settlement,
): Promise<Prepared> {
  if (definition.kind !== "query") settlement.stage("origin", () => checkOrigin(context));
  await settlement.stage("body", () => source.read());
  const auth = await settlement.stage("auth", () => authorize(definition.access));
  settlement.auth = auth;
  await settlement.stage("limit", () => checkLimits(definition, auth, context));
  const input = settlement.stage("input", () => source.validate(definition.input));
  if (definition.limitBy !== undefined)
    await settlement.stage("limit", () => checkInputLimit(definition, input, context));
  return { input, auth, context };
}

/** Settles what was thrown and answers what to throw on: a `Response` as it is, the rest as ApplicationError. */
export async function settleThrown(thrown: unknown, settlement: Settlement): Promise<unknown> {
  if (thrown instanceof Response) {
    await settlement.settle("REDIRECT");
    return thrown;
  }
  const error = toApplicationError(thrown);
  await settlement.settle(error.code, error);
  return error;
}

async function runInPromise(
  definition: AnyDefinition,
  { input, auth, context }: Prepared,
  deadline: Deadline,
  sharing: Sharing,
): Promise<unknown> {
  const run = definition.run as (args: unknown) => unknown;
  // Whoever came first may leave; the others still want the answer.
  const signal = sharing === "shared" ? deadline.timeSignal : deadline.signal;
  return run({ input, auth, signal, request: { ...context, signal } });
}

function checkOutput(definition: AnyDefinition, output: unknown): unknown {
  if (definition.output === undefined || output instanceof Response) return output;
  const parsed = definition.output.safeParse(output);
  if (parsed.success) return parsed.data;
  throw new ApplicationError({
    code: "INTERNAL",
    cause: new Error(`${definition.name} answered with something its output schema refuses`),
  });
}

function isRedirect(output: unknown): boolean {
  return output instanceof Response && output.status >= 300 && output.status < 400;
}

function isStreaming(output: unknown): output is Response | ReadableStream<Uint8Array> {
  return (
    output instanceof ReadableStream || (output instanceof Response && output.body !== null && !isRedirect(output))
  );
}

function settleAtEnd(
  output: Response | ReadableStream<Uint8Array>,
  { name }: AnyDefinition,
  settlement: Settlement,
  deadline: Deadline,
): Response | ReadableStream<Uint8Array> {
  const snapshot = AsyncLocalStorage.snapshot() as <Result>(run: () => Result) => Result;
  openStreams.inc({ action: name });
  let open = true;
  const end = (settle: () => Promise<void>) => {
    if (!open) return;
    open = false;
    openStreams.dec({ action: name });
    deadline.clear();
    void settle();
  };
  // A reader that neither reads on nor cancels must not leave the record open.
  deadline.onExpired(() => snapshot(() => end(() => settlement.settle("DEADLINE_EXCEEDED"))));
  const bind = (body: ReadableStream<Uint8Array>) =>
    bindReadable(body, snapshot, {
      onEnd: () => end(() => settlement.settle("OK")),
      onError: (error) => end(async () => void (await settleThrown(error, settlement))),
      onCancel: () => end(() => settlement.settle("CANCELLED")),
    });
  return output instanceof Response ? new Response(bind(output.body!), output) : bind(output);
}
