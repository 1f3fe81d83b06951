import { createUIMessageStreamResponse, type UIMessageChunk } from "ai";
import { reportError } from "#app/server/platform/report-error.ts";
import { followRun } from "#app/server/runs/follow-run.ts";
import type { RunKey } from "#app/server/runs/run-log.ts";

/** Milliseconds between comments that keep a quiet stream open through proxies. */
const KEEP_ALIVE_MS = 15_000;

const LOST = "The connection to this answer was lost. Reload the page to see where it stands.";

/**
 * A run as an AI SDK UI message stream, from its first chunk. The assistant message's id is the run's.
 * Closing the stream leaves the run alone; what breaks while reading ends it with an error chunk.
 */
export function streamRun(key: RunKey): Response {
  const closed = new AbortController();
  const chunks = followRun(key, { signal: closed.signal });
  const stream = new ReadableStream<UIMessageChunk>({
    start: (controller) => controller.enqueue({ type: "start", messageId: key.runId }),
    async pull(controller) {
      try {
        const next = await chunks.next();
        if (!next.done) return controller.enqueue(next.value);
      } catch (error) {
        reportError(error, { context: { operation: "run:follow", runId: key.runId } });
        controller.enqueue({ type: "error", errorText: LOST });
      }
      controller.close();
    },
    cancel: () => closed.abort(),
  });
  return createUIMessageStreamResponse({ stream, keepAliveMs: KEEP_ALIVE_MS });
}
