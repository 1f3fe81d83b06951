import { ApplicationError } from "#app/server/platform/application-error.ts";

/**
 * Reads a whole request body, stopping as soon as it is over the limit. Compressed bodies are refused: a
 * few kilobytes may unpack to gigabytes.
 *
 * @throws ApplicationError PAYLOAD_TOO_LARGE or BAD_REQUEST.
 */
export async function readBody(request: Request, maxBytes: number): Promise<Buffer> {
  const encoding = request.headers.get("content-encoding");
  if (encoding !== null && encoding !== "identity") {
    throw new ApplicationError({ code: "BAD_REQUEST", message: "Compressed request bodies are not accepted." });
  }
  const announced = Number(request.headers.get("content-length") ?? 0);
  if (announced > maxBytes) throw new ApplicationError({ code: "PAYLOAD_TOO_LARGE" });
  if (request.bodyUsed) {
    throw new ApplicationError({
      code: "BAD_REQUEST",
      cause: new Error("The request's body was read before the pipeline."),
    });
  }
  if (request.body === null) return Buffer.alloc(0);

  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body) {
    length += chunk.byteLength;
    if (length > maxBytes) throw new ApplicationError({ code: "PAYLOAD_TOO_LARGE" });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}
