import { setTimeout as wait } from "node:timers/promises";

import { endFolds, foldRejections } from "#app/server/audit/fold-rejections.ts";
import { serviceClient } from "#app/server/auth/service-client.ts";
import { seconds } from "#app/server/platform/clock.ts";
import { handleDbError } from "#app/server/platform/handle-db-error.ts";
import { ErrorCategory, reportError } from "#app/server/platform/report-error.ts";

export type AuditEvent = {
  action: string;
  /** OK, REDIRECT or an error code. */
  outcome: string;
  /** Null: the `system` chain, for what belongs to no organisation. */
  orgId: string | null;
  actorId: string | null;
  requestId: string;
  clientAddress: string;
  durationMs: number;
  /** How many calls this one stands for, where rejections were folded. */
  count?: number;
};

/** Most events of one call to the database; the function there refuses more than 500. */
const BATCH = 200;
/** Beyond this the database is not keeping up and the rest is dropped, counted and reported. */
const MAX_WAITING = 10_000;
/** Tries of one batch: with the waits between them, about half a minute without a database. */
const MAX_TRIES = 9;
const FIRST_DELAY_MS = 250;
const MAX_DELAY_MS = seconds(5);

let waiting: { event: AuditEvent; done: () => void }[] = [];
let flushing: Promise<void> | undefined;

/**
 * Writes to the append-only record, and waits until it is there. Events that arrive while a batch is being
 * written go together in the next. Never rejects: an action is not undone because its record failed, but
 * operators hear of it.
 */
export function recordAudit(event: AuditEvent): Promise<void> {
  const folded = foldRejections(event, (summary) => void enqueue(summary));
  return folded === null ? Promise.resolve() : enqueue(folded);
}

function enqueue(event: AuditEvent): Promise<void> {
  if (waiting.length >= MAX_WAITING) {
    reportError(new Error("audit queue is full"), { category: ErrorCategory.AUDIT, context: { action: event.action } });
    return Promise.resolve();
  }
  const written = new Promise<void>((done) => waiting.push({ event, done }));
  startFlush();
  return written;
}

function startFlush(): void {
  flushing ??= flush().finally(() => {
    flushing = undefined;
    // Somebody who was just told "written" may have enqueued again before this ran.
    if (waiting.length > 0) startFlush();
  });
}

async function flush(): Promise<void> {
  while (waiting.length > 0) {
    const batch = waiting.slice(0, BATCH);
    waiting = waiting.slice(BATCH);
    await append(batch.map(({ event }) => event));
    for (const { done } of batch) done();
  }
}

/**
 * Tries again what failed because the database was away, before anything that came later: the chain keeps the
 * order. An answer that got lost on its way makes a batch appear twice, which is better than not at all.
 */
async function append(events: AuditEvent[]): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      const { error } = await serviceClient().rpc("append_audit_events", { p_events: events.map(toRow) });
      if (error !== null) throw error;
      return;
    } catch (error) {
      const mayPass = handleDbError(error, "append audit events").code === "SERVICE_UNAVAILABLE";
      if (!mayPass || tries >= MAX_TRIES) {
        reportError(error, { category: ErrorCategory.AUDIT, context: { events: events.length, tries } });
        return;
      }
      await wait(Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** (tries - 1)));
    }
  }
}

function toRow({ action, outcome, orgId, actorId, requestId, durationMs, count }: AuditEvent): Record<string, unknown> {
  return {
    org_id: orgId,
    action,
    outcome,
    actor_id: actorId,
    request_id: requestId,
    detail: { durationMs, ...(count === undefined ? {} : { count }) },
  };
}

/** Resolves when everything recorded so far is written, folded counts too; for shutdown and tests. */
export async function drainAudit(): Promise<void> {
  endFolds();
  while (flushing !== undefined) await flushing;
}
