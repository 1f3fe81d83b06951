import { serve } from "@hono/node-server";

export type Listener = { url: string; port: number; close(): Promise<void> };

/** What the Node adapter hands over beside the request. */
export type SocketBindings = { incoming: { socket: { remoteAddress?: string } } };

/** Serves requests on 127.0.0.1, on a free port unless one is given. */
export function listen(
  fetch: (request: Request, bindings: SocketBindings) => Response | Promise<Response>,
  port = 0,
): Promise<Listener> {
  return new Promise((resolve, reject) => {
    const server = serve(
      { fetch: (request, bindings) => fetch(request, bindings as SocketBindings), hostname: "127.0.0.1", port },
      (info) => {
        resolve({
          url: `http://127.0.0.1:${info.port}`,
          port: info.port,
          close: () =>
            new Promise((closed) => {
              server.close(() => closed());
              if ("closeAllConnections" in server) server.closeAllConnections();
            }),
        });
      },
    );
    server.on("error", reject);
  });
}
