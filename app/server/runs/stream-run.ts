import { createUIMessageStreamResponse, type UIMessageChunk } from "ai";
import { followRun } from "#app/server/runs/follow-run.ts";
import type { RunKey } from "#app/server/runs/run-log.ts";

/** Milliseconds between comments that keep a quiet stream open through proxies. */
const KEEP_ALIVE_MS = 15_000;

/**
 * A run as an AI SDK UI message stream, from its first chunk. The assistant message's id is the run's.
 * Closing the stream leaves the run alone.
 */
export function streamRun(key: RunKey): Response {
  const closed = new AbortController();
  const chunks = followRun(key, { signal: closed.signal });
  const stream = new ReadableStream<UIMessageChunk>({
    start: (controller) => controller.enqueue({ type: "start", messageId: key.runId }),
    async pull(controller) {
      const next = await chunks.next();
      if (next.done) controller.close();
      else controller.enqueue(next.value);
    },
    cancel: () => closed.abort(),
  });
  return createUIMessageStreamResponse({ stream, keepAliveMs: KEEP_ALIVE_MS });
}
