import { Readable } from "node:stream";
import type { ReadableStream as NodeReadableStream } from "node:stream/web";
import { constants, createGzip } from "node:zlib";

import type { Middleware } from "#app/server/middleware/middleware.ts";

const COMPRESSIBLE = /^(text\/(?!event-stream)|application\/(json|javascript|manifest\+json|x-ndjson)|image\/svg\+xml)/;

type CompressionOptions = {
  /** Bodies announced as smaller are sent as they are. */
  minimumBytes?: number;
  /** 1 (fast) to 9 (small). */
  level?: number;
};

/**
 * Compresses text for clients that ask for it. Every chunk is flushed as it comes, so a streamed page still
 * arrives in pieces; event streams are left alone.
 */
export function compression({ minimumBytes = 1_024, level = 4 }: CompressionOptions = {}): Middleware {
  return async function compressionMiddleware(request, _context, next) {
    const response = await next();
    if (!isWorthIt(request, response, minimumBytes)) return response;
    response.headers.append("vary", "accept-encoding");
    if (!acceptsGzip(request.headers.get("accept-encoding") ?? "")) return response;
    const gzip = createGzip({ level, flush: constants.Z_SYNC_FLUSH });
    const source = Readable.fromWeb(response.body as unknown as NodeReadableStream);
    source.on("error", (error) => gzip.destroy(error));
    gzip.on("close", () => source.destroy());
    const headers = new Headers(response.headers);
    headers.delete("content-length");
    headers.set("content-encoding", "gzip");
    const body = Readable.toWeb(source.pipe(gzip)) as unknown as ReadableStream;
    return new Response(body, { status: response.status, statusText: response.statusText, headers });
  };
}

function isWorthIt(request: Request, response: Response, minimumBytes: number): boolean {
  const { headers, body, status } = response;
  if (body === null || request.method === "HEAD" || status === 206 || headers.has("content-encoding")) return false;
  const length = headers.get("content-length");
  if (length !== null && Number(length) < minimumBytes) return false;
  if (headers.get("cache-control")?.includes("no-transform") === true) return false;
  return COMPRESSIBLE.test(headers.get("content-type") ?? "");
}

function acceptsGzip(header: string): boolean {
  return header.split(",").some((entry) => {
    const [name = "", ...parameters] = entry.trim().toLowerCase().split(";");
    return (name === "gzip" || name === "*") && !parameters.some((parameter) => /^\s*q=0(\.0*)?\s*$/.test(parameter));
  });
}
