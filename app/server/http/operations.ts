import { createHash, timingSafeEqual } from "node:crypto";

import { env } from "#app/server/platform/env.ts";
import { checkHealth } from "#app/server/platform/health.ts";
import { registry } from "#app/server/platform/metrics.ts";
import { isDraining } from "#app/server/platform/shutdown.ts";

/** `/healthz`, `/readyz` and `/metrics`, or null for everything else. No session, no log line each. */
export async function answerOperations(request: Request, socketAddress: string | undefined): Promise<Response | null> {
  const { pathname } = new URL(request.url);
  if (pathname === "/healthz") return new Response("ok\n", { headers: { "cache-control": "no-store" } });
  if (pathname === "/readyz") return answerReadiness();
  if (pathname === "/metrics") return answerMetrics(request, socketAddress);
  return null;
}

/** Ready means: every dependency answered within its time, and the server is not stopping. */
async function answerReadiness(): Promise<Response> {
  const dependencies = await checkHealth();
  const ready = !isDraining() && dependencies.every(({ ok }) => ok);
  return Response.json(
    {
      ready,
      draining: isDraining(),
      dependencies: Object.fromEntries(dependencies.map(({ name, ok }) => [name, ok ? "ok" : "down"])),
    },
    { status: ready ? 200 : 503, headers: { "cache-control": "no-store" } },
  );
}

async function answerMetrics(request: Request, socketAddress: string | undefined): Promise<Response> {
  if (!maySeeMetrics(request, socketAddress)) return new Response("Not found", { status: 404 });
  return new Response(await registry.metrics(), {
    headers: { "content-type": registry.contentType, "cache-control": "no-store" },
  });
}

/** With a token: whoever has it. Without: only this machine, and only when no proxy stands in front. */
function maySeeMetrics(request: Request, socketAddress: string | undefined): boolean {
  const token = env().METRICS_TOKEN;
  if (token === undefined) {
    const isLocal = socketAddress === "127.0.0.1" || socketAddress === "::1" || socketAddress === "::ffff:127.0.0.1";
    return isLocal && !request.headers.has("x-forwarded-for");
  }
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(request.headers.get("authorization") ?? ""), digest(`Bearer ${token}`));
}
