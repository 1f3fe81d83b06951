import { createServer } from "node:http";

type Verdict = { status?: number; body?: unknown; hang?: boolean };

/** The far end of Turnstile's verification: answers what a test says, and remembers what it was asked. */
export async function startTurnstile(verdict: () => Verdict) {
  const asked: URLSearchParams[] = [];
  const server = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk: Buffer) => (text += chunk.toString()));
    request.on("end", () => {
      asked.push(new URLSearchParams(text));
      const { status = 200, body = {}, hang = false } = verdict();
      if (hang) return;
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  return {
    asked,
    url: `http://127.0.0.1:${port}/siteverify`,
    [Symbol.dispose]: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
