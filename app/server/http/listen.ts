import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

import { getRequestListener } from "@hono/node-server";

import type { Handler } from "#app/server/http/create-handler.ts";
import { seconds } from "#app/server/platform/clock.ts";
import { beginDraining, endOpenStreams } from "#app/server/platform/shutdown.ts";

export type RunningServer = {
  url: string;
  /** Stops: not ready at once, open requests may finish, streams are told to reconnect, all within 28 s. */
  close: () => Promise<void>;
};

const STREAM_GRACE_MS = seconds(8);
const FORCE_MS = seconds(20);

/** Starts the HTTP server. Every time limit is explicit; Node's defaults have changed between releases. */
export async function listen(handler: Handler, { host, port }: { host: string; port: number }): Promise<RunningServer> {
  const server = createServer(
    {
      headersTimeout: seconds(15),
      requestTimeout: seconds(60),
      // Longer than the idle time of common proxies, so that they, not we, close a connection.
      keepAliveTimeout: seconds(75),
      connectionsCheckingInterval: seconds(5),
      maxHeaderSize: 32 * 1024,
    },
    createListener(handler),
  );
  server.maxRequestsPerSocket = 10_000;
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(explainListenError(error, host, port)));
    server.listen(port, host, resolve);
  });
  const address = server.address() as AddressInfo;
  const name = address.family === "IPv6" ? `[${address.address}]` : address.address;
  return { url: `http://${name}:${address.port}`, close: () => drain(server) };
}

/** A Node request listener around a fetch-style handler. */
export function createListener(handler: Handler): ReturnType<typeof getRequestListener> {
  return getRequestListener((request, { incoming }) => handler(request, incoming.socket.remoteAddress ?? undefined), {
    overrideGlobalObjects: false,
  });
}

async function drain(server: Server): Promise<void> {
  beginDraining();
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  // Connections that go idle after their last answer would otherwise be held by keep-alive.
  const sweep = setInterval(() => server.closeIdleConnections(), 250);
  const endStreams = setTimeout(endOpenStreams, STREAM_GRACE_MS);
  const force = setTimeout(() => server.closeAllConnections(), FORCE_MS);
  await closed;
  clearInterval(sweep);
  clearTimeout(endStreams);
  clearTimeout(force);
}

function explainListenError(error: NodeJS.ErrnoException, host: string, port: number): Error {
  if (error.code === "EADDRINUSE") {
    return new Error(`Port ${port} on ${host} is in use. Set PORT to another one (PORT=0 picks a free one).`, {
      cause: error,
    });
  }
  if (error.code === "EACCES")
    return new Error(`Port ${port} needs more rights. Set PORT to one above 1023.`, { cause: error });
  return error;
}
