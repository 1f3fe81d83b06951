import { failureResponse, failureResult } from "#app/server/pipeline/faces/answer-fetch.ts";
import { toApplicationError } from "#app/server/platform/to-application-error.ts";

/**
 * Server-sent events from a generator. The first chunk is awaited, so that a refusal is an HTTP status and
 * a refreshed session's cookie still makes it into the headers; later failures are an `error` event.
 */
export async function answerStream(chunks: AsyncGenerator<unknown, void, void>): Promise<Response> {
  let first: IteratorResult<unknown, void>;
  try {
    first = await chunks.next();
  } catch (thrown) {
    return thrown instanceof Response ? thrown : failureResponse(toApplicationError(thrown));
  }
  const encoder = new TextEncoder();
  let step: Promise<IteratorResult<unknown, void>> | undefined = Promise.resolve(first);
  const body = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const send = (text: string) => controller.enqueue(encoder.encode(text));
      try {
        const { done, value } = await (step ?? chunks.next());
        step = undefined;
        if (done !== true) return send(`data: ${JSON.stringify(value)}\n\n`);
        send("event: end\ndata: {}\n\n");
      } catch (thrown) {
        send(`event: error\ndata: ${JSON.stringify(failureResult(toApplicationError(thrown)))}\n\n`);
      }
      controller.close();
    },
    cancel: async () => void (await chunks.return()),
  });
  return new Response(body, {
    headers: { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-store" },
  });
}
