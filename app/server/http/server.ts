import { fileURLToPath } from "node:url";

import * as build from "virtual:react-router/server-build";

import { createHandler } from "#app/server/http/create-handler.ts";
import { createListener, listen, type RunningServer } from "#app/server/http/listen.ts";
import { createStaticFiles } from "#app/server/http/static-files.ts";
import { drainAudit } from "#app/server/audit/record-audit.ts";
import { env } from "#app/server/platform/env.ts";
import { closeHealth } from "#app/server/platform/health.ts";
import { log } from "#app/server/platform/log.ts";
import { closeRedis } from "#app/server/platform/redis.ts";

/**
 * Starts the production server on HOST and PORT. This file is the entry of the server build, so that
 * everything it reaches exists once in the process.
 *
 * @throws EnvError that lists every problem of the environment, or an error that names a port in use.
 */
export async function startServer(): Promise<RunningServer> {
  const { HOST, PORT } = env();
  const staticFiles = createStaticFiles(fileURLToPath(new URL("../client/", import.meta.url)));
  const server = await listen(createHandler({ build, staticFiles }), { host: HOST, port: PORT });
  log().info({ url: server.url }, "listening");
  return {
    url: server.url,
    close: async () => {
      await server.close();
      await drainAudit();
      await closeHealth();
      closeRedis();
      log().info("stopped");
    },
  };
}

/** The same request handling for Vite's dev server, which serves the static files itself. */
export function createDevelopmentListener(): ReturnType<typeof createListener> {
  return createListener(createHandler({ build, staticFiles: null, development: true }));
}
