/** Runs a function in the async context that was current when it was taken. */
type Snapshot = <Result>(run: () => Result) => Result;

type StreamEnd = { onEnd: () => void; onError: (error: unknown) => void; onCancel: () => void };

/**
 * Gives a stream the context of the call that made it. Whoever pulls later does so from another context or
 * from none: the web-stream machinery of an HTTP server, or a second request's loop.
 */
export function bindReadable(
  stream: ReadableStream<Uint8Array>,
  snapshot: Snapshot,
  { onEnd, onError, onCancel }: StreamEnd,
): ReadableStream<Uint8Array> {
  const reader = stream.getReader();
  return new ReadableStream<Uint8Array>(
    {
      pull: (controller) =>
        snapshot(async () => {
          try {
            const { done, value } = await reader.read();
            if (!done) return controller.enqueue(value);
            onEnd();
            controller.close();
          } catch (error) {
            onError(error);
            controller.error(error);
          }
        }),
      cancel: (reason) =>
        snapshot(async () => {
          onCancel();
          await reader.cancel(reason);
        }),
    },
    { highWaterMark: 0 },
  );
}

/** The same for an async generator: every next, return and throw runs in the snapshot. */
export function bindGenerator<Chunk>(
  generator: AsyncGenerator<Chunk, void, void>,
  snapshot: Snapshot,
): AsyncGenerator<Chunk, void, void> {
  return {
    next: () => snapshot(() => generator.next()),
    return: () => snapshot(() => generator.return()),
    throw: (error: unknown) => snapshot(() => generator.throw(error)),
    [Symbol.asyncIterator]() {
      return this;
    },
    [Symbol.asyncDispose]: () => snapshot(async () => void (await generator.return())),
  };
}
