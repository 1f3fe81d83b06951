import { prepare, settleThrown } from "#app/server/pipeline/run-pipeline.ts";
import { openDeadline } from "#app/server/pipeline/stages/deadline.ts";
import { openSettlement } from "#app/server/pipeline/stages/settle.ts";
import type { AnyDefinition, InputSource } from "#app/server/pipeline/types.ts";
import { openStreams } from "#app/server/platform/metrics.ts";
import type { RequestContext } from "#app/server/platform/request-context.ts";

/**
 * The pipeline around an async iterable. The checks run at the first `next()`; the record is settled once,
 * at the end, at an error, when the reader stops early, or at the deadline even if nobody reads any more.
 */
export async function* runStream<Chunk>(
  definition: AnyDefinition,
  source: InputSource,
  context: RequestContext,
): AsyncGenerator<Chunk, void, void> {
  const settlement = openSettlement(definition, context);
  const deadline = openDeadline(definition.deadlineMs, context.signal);
  deadline.onExpired(() => void settlement.settle("DEADLINE_EXCEEDED"));
  openStreams.inc({ action: definition.name });
  let iterator: AsyncIterator<Chunk> | undefined;
  try {
    const { input, auth } = await deadline.race(prepare(definition, source, context, settlement));
    const stream = definition.run as (args: unknown) => AsyncIterable<Chunk>;
    iterator = stream({ input, auth, signal: deadline.signal, request: context })[Symbol.asyncIterator]();
    for (;;) {
      const step = await deadline.race(iterator.next());
      if (step.done === true) break;
      yield step.value;
    }
    iterator = undefined;
    await settlement.settle("OK");
  } catch (thrown) {
    throw await settleThrown(thrown, settlement);
  } finally {
    deadline.clear();
    openStreams.dec({ action: definition.name });
    // Still there: it threw, ran out of time, or the reader left. Not waited for, since it may never answer.
    iterator?.return?.().catch(() => {});
    await settlement.settle("CANCELLED");
  }
}
