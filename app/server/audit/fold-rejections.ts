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

const folding = new Map<string, { first: AuditEvent; more: number }>();

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
  const entry = { first: event, more: 0 };
  folding.set(key, entry);
  setTimeout(() => {
    folding.delete(key);
    if (entry.more > 0) writeLater({ ...entry.first, count: entry.more });
  }, FOLD_MS).unref();
  return event;
}
