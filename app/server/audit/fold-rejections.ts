import type { AuditEvent } from "#app/server/audit/record-audit.ts";
import { minutes } from "#app/server/platform/clock.ts";

/** Outcomes a flood is made of. */
const REJECTIONS = new Set([
  "RATE_LIMITED",
  "UNAUTHENTICATED",
  "FORBIDDEN",
  "NOT_FOUND",
  "ORIGIN_REFUSED",
  "BAD_REQUEST",
  "PAYLOAD_TOO_LARGE",
  "VALIDATION_FAILED",
]);
const FOLD_MS = minutes(1);
const MAX_KEYS = 20_000;

type Fold = { first: AuditEvent; more: number; timer: NodeJS.Timeout; writeLater: (summary: AuditEvent) => void };

const folding = new Map<string, Fold>();

/**
 * Lets a caller's first rejection of a kind through, and holds back the same for a minute; what was held
 * back is then written as one event with its count. A flood must not become serialised writes.
 *
 * @returns the event to write now, or null.
 */
export function foldRejections(event: AuditEvent, writeLater: (summary: AuditEvent) => void): AuditEvent | null {
  if (!REJECTIONS.has(event.outcome)) return event;
  const key = `${event.action} ${event.outcome} ${event.orgId} ${event.actorId ?? event.clientAddress}`;
  const known = folding.get(key);
  if (known !== undefined) {
    known.more += 1;
    return null;
  }
  if (folding.size >= MAX_KEYS) return null;
  const timer = setTimeout(() => summarize(key), FOLD_MS);
  timer.unref();
  folding.set(key, { first: event, more: 0, timer, writeLater });
  return event;
}

/** Writes every count that is still held back, without waiting for its minute to end. */
export function endFolds(): void {
  for (const key of folding.keys()) summarize(key);
}

function summarize(key: string): void {
  const fold = folding.get(key);
  if (fold === undefined) return;
  const { first, more, timer, writeLater } = fold;
  clearTimeout(timer);
  folding.delete(key);
  if (more > 0) writeLater({ ...first, count: more });
}
