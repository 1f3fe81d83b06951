import { createServer, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";

import { getRequestListener } from "@hono/node-server";

import type { Handler } from "#app/server/http/create-handler.ts";
import { seconds } from "#app/server/platform/clock.ts";
import { beginDraining, endOpenStreams } from "#app/server/platform/shutdown.ts";

export type RunningServer = {
  url: string;
  /** Stops: not ready at once, open requests may finish, streams are told to reconnect, the rest is cut after 20 s. */
  close: () => Promise<void>;
};

type ListenOptions = {
  host: string;
  /** 0 picks a free one. */
  port: number;
  /** Milliseconds a client has for its headers. */
  headersMs?: number;
  /** Milliseconds without progress after which a client that does not take what was sent is cut. */
  stallMs?: number;
  /** Connections held at once; more are closed as they come. */
  maxConnections?: number;
  /** Milliseconds after which a stopping server tells open streams to end. */
  streamGraceMs?: number;
  /** Milliseconds after which it cuts what is still open. */
  forceMs?: number;
};

/** Starts the HTTP server. Every time limit is explicit; Node's defaults have changed between releases. */
export async function listen(handler: Handler, options: ListenOptions): Promise<RunningServer> {
  const { host, port, headersMs = seconds(15), streamGraceMs = seconds(8), forceMs = seconds(20) } = options;
  const { stallMs = seconds(30), maxConnections = 10_000 } = options;
  const server = createServer(
    {
      headersTimeout: headersMs,
      requestTimeout: seconds(60),
      // Longer than the idle time of common proxies, so that they, not we, close a connection.
      keepAliveTimeout: seconds(75),
      connectionsCheckingInterval: Math.min(headersMs, seconds(5)),
      maxHeaderSize: 32 * 1024,
    },
    createListener(handler),
  );
  server.maxRequestsPerSocket = 10_000;
  server.maxConnections = maxConnections;
  cutStalledClients(server, stallMs);
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(explainListenError(error, host, port)));
    server.listen(port, host, resolve);
  });
  const address = server.address() as AddressInfo;
  const name = address.family === "IPv6" ? `[${address.address}]` : address.address;
  return { url: `http://${name}:${address.port}`, close: () => drain(server, streamGraceMs, forceMs) };
}

/** A Node request listener around a fetch-style handler. */
export function createListener(handler: Handler): ReturnType<typeof getRequestListener> {
  return getRequestListener((request, { incoming }) => handler(request, incoming.socket.remoteAddress ?? undefined), {
    overrideGlobalObjects: false,
  });
}

/**
 * A client that never reads would hold its connection, and what waits to be sent, for as long as it likes. A
 * connection on which only the answer is slow has nothing waiting and is left alone.
 */
function cutStalledClients(server: Server, stallMs: number): void {
  server.setTimeout(stallMs);
  server.on("request", (_request, response) => {
    response.on("timeout", (socket: Socket) => {
      if (socket.writableLength > 0) socket.destroy();
    });
  });
}

async function drain(server: Server, streamGraceMs: number, forceMs: number): Promise<void> {
  beginDraining();
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  // Connections that go idle after their last answer would otherwise be held by keep-alive.
  const sweep = setInterval(() => server.closeIdleConnections(), 250);
  const endStreams = setTimeout(endOpenStreams, streamGraceMs);
  const force = setTimeout(() => server.closeAllConnections(), forceMs);
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
