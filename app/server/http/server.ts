import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";

import * as build from "virtual:react-router/server-build";

import { createHandler } from "#app/server/http/create-handler.ts";
import { createListener, listen, type RunningServer } from "#app/server/http/listen.ts";
import { createStaticFiles } from "#app/server/http/static-files.ts";
import { drainAudit } from "#app/server/audit/record-audit.ts";
import { env } from "#app/server/platform/env.ts";
import { closeHealth } from "#app/server/platform/health.ts";
import { log } from "#app/server/platform/log.ts";
import { addErrorSink } from "#app/server/platform/report-error.ts";
import { installProcessGuards } from "#app/server/platform/process-guards.ts";
import { closeRedis } from "#app/server/platform/redis.ts";
import { seconds } from "#app/server/platform/clock.ts";
import { drainRuns } from "#app/server/runs/start-run.ts";
import { closeAnalystPools } from "#app/server/sql/connection/analyst-pools.ts";

const RUN_GRACE_MS = seconds(6);
/** A database that hangs must not hold the process. */
const AUDIT_GRACE_MS = seconds(5);

/**
 * Starts the production server on HOST and PORT. This file is the entry of the server build, so that
 * everything it reaches exists once in the process.
 *
 * @throws EnvError that lists every problem of the environment, or an error that names a port in use.
 */
export async function startServer(): Promise<RunningServer> {
  const { HOST, PORT, SENTRY_DSN } = env();
  if (SENTRY_DSN !== undefined) {
    const { createSentrySink } = await import("#app/server/platform/sentry-sink.ts");
    addErrorSink(createSentrySink(SENTRY_DSN));
  }
  const staticFiles = createStaticFiles(fileURLToPath(new URL("../client/", import.meta.url)));
  const server = await listen(createHandler({ build, staticFiles }), { host: HOST, port: PORT });
  log().info({ url: server.url }, "listening");
  if (env().TURNSTILE_SECRET_KEY === undefined)
    log().info("no Turnstile keys: the contact form rests on its honeypot, the time it takes to fill, and its limit");
  const close = async () => {
    // Answers under way may finish while their readers are still connected; the rest is told to ask again.
    await Promise.all([drainRuns(RUN_GRACE_MS), server.close()]);
    await Promise.race([drainAudit(), wait(AUDIT_GRACE_MS, undefined, { ref: false })]);
    await closeHealth();
    closeAnalystPools();
    closeRedis();
    log().info("stopped");
  };
  installProcessGuards(close);
  return { url: server.url, close };
}

/** The same request handling for Vite's dev server, which serves the static files itself. */
export function createDevelopmentListener(): ReturnType<typeof createListener> {
  return createListener(createHandler({ build, staticFiles: null, development: true }));
}
