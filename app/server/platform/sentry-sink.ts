import { randomUUID } from "node:crypto";

import type { ErrorSink } from "#app/server/platform/report-error.ts";

/** Events a minute; an outage must not become another. */
const MAX_PER_MINUTE = 60;

/**
 * Sends errors to anything that takes Sentry's envelopes: type, code, stack frames, category and ids, never a
 * message, which may quote what a person typed. Fails silently: the log has the same.
 *
 * @param dsn `https://KEY@HOST/PROJECT`; the format is https://develop.sentry.dev/sdk/data-model/envelopes/
 */
export function createSentrySink(dsn: string): ErrorSink {
  const { protocol, host, pathname, username } = new URL(dsn);
  const endpoint = `${protocol}//${host}/api${pathname}/envelope/`;
  let sent = { minute: 0, count: 0 };
  return (error, { category, severity, context }) => {
    const minute = Math.floor(Date.now() / 60_000);
    if (sent.minute !== minute) sent = { minute, count: 0 };
    sent.count += 1;
    if (sent.count > MAX_PER_MINUTE) return;
    const event = {
      event_id: randomUUID().replaceAll("-", ""),
      timestamp: new Date().toISOString(),
      platform: "node",
      level: severity === "warn" ? "warning" : severity,
      tags: { category },
      extra: context,
      exception: {
        values: [{ type: error instanceof Error ? error.name : typeof error, stacktrace: { frames: framesOf(error) } }],
      },
    };
    const lines = [{ event_id: event.event_id, dsn }, { type: "event" }, event].map((line) => JSON.stringify(line));
    fetch(endpoint, {
      method: "POST",
      headers: {
        "content-type": "application/x-sentry-envelope",
        "x-sentry-auth": `Sentry sentry_version=7, sentry_key=${username}`,
      },
      body: lines.join("\n"),
      signal: AbortSignal.timeout(3_000),
    }).catch(() => {});
  };
}

function framesOf(error: unknown): { function: string }[] {
  if (!(error instanceof Error)) return [];
  const lines = error.stack?.split("\n").filter((line) => line.trimStart().startsWith("at ")) ?? [];
  return lines
    .slice(0, 30)
    .map((line) => ({ function: line.trim().slice("at ".length) }))
    .reverse();
}
