import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

export type StubRequest = { path: string; authorization: string | undefined; body: Record<string, unknown> };

/** What the stub does with one call. */
export type StubReply = (response: ServerResponse, request: StubRequest) => void | Promise<void>;

export type OpenAiStub = {
  baseUrl: string;
  requests: StubRequest[];
  /** Resolves when the client has let go of the nth call's connection. */
  closed(call: number): Promise<void>;
};

/** An OpenAI-compatible server on loopback; each call gets the next reply, the last one again and again. */
export async function startOpenAiStub(...replies: StubReply[]): Promise<OpenAiStub> {
  const requests: StubRequest[] = [];
  const closings: PromiseWithResolvers<void>[] = [];
  const closing = (call: number): PromiseWithResolvers<void> => (closings[call] ??= Promise.withResolvers());
  const server = createServer((request, response) => {
    const call = requests.length;
    response.on("close", () => closing(call).resolve());
    void readBody(request).then((body) => {
      const seen = {
        path: request.url ?? "",
        authorization: request.headers.authorization,
        body: JSON.parse(body) as Record<string, unknown>,
      };
      requests.push(seen);
      return (replies[call] ?? replies.at(-1))?.(response, seen);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { baseUrl: `http://127.0.0.1:${port}/v1`, requests, closed: (call) => closing(call).promise };
}

/** Streams `text` in pieces as chat completion chunks and ends properly. */
export function streamed(text: string, pieceLength = 16): StubReply {
  return (response) => {
    startStream(response);
    for (let start = 0; start < text.length; start += pieceLength)
      writePiece(response, text.slice(start, start + pieceLength));
    finish(response, "stop");
  };
}

export function startStream(response: ServerResponse): void {
  response.writeHead(200, { "content-type": "text/event-stream" });
}

export function writePiece(response: ServerResponse, content: string): boolean {
  return response.write(`data: ${JSON.stringify(chunk({ content }, null))}\n\n`);
}

export function finish(response: ServerResponse, reason: "stop" | "length"): void {
  const usage = { prompt_tokens: 120, completion_tokens: 30, total_tokens: 150 };
  response.write(`data: ${JSON.stringify({ ...chunk({}, reason), usage })}\n\n`);
  response.end("data: [DONE]\n\n");
}

export function failing(status: number, headers: Record<string, string> = {}): StubReply {
  return (response) => {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(JSON.stringify({ error: { message: "stub says no", type: "stub", code: String(status) } }));
  };
}

function chunk(delta: Record<string, unknown>, finishReason: string | null): Record<string, unknown> {
  const choices = [{ index: 0, delta: { role: "assistant", ...delta }, finish_reason: finishReason }];
  return { id: "stub-1", object: "chat.completion.chunk", created: 1, model: "stub", choices };
}

async function readBody(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const piece of request) body += String(piece);
  return body;
}
