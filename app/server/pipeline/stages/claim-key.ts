import { createHash } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";

import { serviceClient } from "#app/server/auth/service-client.ts";
import { ApplicationError } from "#app/server/platform/application-error.ts";
import { nowMs, seconds } from "#app/server/platform/clock.ts";
import { handleDbError } from "#app/server/platform/handle-db-error.ts";
import { reportError } from "#app/server/platform/report-error.ts";

type Claim = {
  action: string;
  /** Who asks, and in which organisation. */
  scope: string;
  key: string;
  inputHash: string;
  orgId: string | null;
  deadlineMs: number;
  /** Aborts at the deadline: nobody waits any more, and work that has not begun must not. */
  signal: AbortSignal;
};
type StoredKey = {
  request_hash: string;
  response: { output: unknown } | null;
  created_at: string;
  settled_at: string | null;
};

/** How long a call waits for another copy's run, and how often it looks. */
const WAIT_MS = seconds(10);
const POLL_MS = 150;

/**
 * After this a run that has not settled counts as abandoned: its copy of the app died, or it ignores its
 * deadline. The margin is for clocks that differ and for work that ends a little after it is told to.
 */
export function abandonedAfterMs(deadlineMs: number): number {
  return deadlineMs + seconds(10);
}

export function otherContent(): ApplicationError {
  return new ApplicationError({ code: "CONFLICT", message: "This form was already sent with other content." });
}

/**
 * Claims an idempotency key in Postgres, so that it holds across copies of the app and restarts, for a day.
 * A failed run gives the key back, since nothing was done that another try would do twice.
 *
 * @param run settles when the work does, not when somebody stops waiting for it.
 * @throws ApplicationError CONFLICT where the key was used with other input, or its first run goes on.
 */
export async function claimKey(claim: Claim, run: () => Promise<unknown>): Promise<unknown> {
  const scope = hash(claim.scope).slice(0, 40);
  const { action, key, inputHash, orgId, deadlineMs, signal } = claim;
  // Also says whose claim it is, should another take it over.
  const claimedAt = new Date(nowMs()).toISOString();
  const keys = () => serviceClient().from("idempotency_keys");

  const { error } = await keys().insert({
    scope,
    action,
    key,
    request_hash: inputHash,
    org_id: orgId,
    created_at: claimedAt,
  });
  if (error !== null && error.code !== "23505") throw handleDbError(error, "claim idempotency key");
  if (error !== null) {
    const first = await waitForFirst();
    if (first !== "taken over") return first.output;
  }

  try {
    const output = await run();
    const stored = await keys()
      .update({
        response: { output: output instanceof Response ? null : (output ?? null) },
        settled_at: new Date().toISOString(),
      })
      .match({ scope, action, key, created_at: claimedAt });
    if (stored.error !== null) reportError(stored.error, { context: { operation: "settle idempotency key" } });
    return output;
  } catch (failure) {
    const freed = await keys().delete().match({ scope, action, key, created_at: claimedAt });
    if (freed.error !== null) reportError(freed.error, { context: { operation: "free idempotency key" } });
    throw failure;
  }

  async function waitForFirst(): Promise<{ output: unknown } | "taken over"> {
    for (
      const untilMs = performance.now() + WAIT_MS;
      performance.now() < untilMs && !signal.aborted;
      await wait(POLL_MS)
    ) {
      const { data, error: failed } = await keys()
        .select("request_hash, response, created_at, settled_at")
        .match({ scope, action, key })
        .limit(1);
      if (failed !== null) throw handleDbError(failed, "read idempotency key");
      const stored = (data as StoredKey[])[0];
      if (stored === undefined) break;
      if (stored.request_hash !== inputHash) throw otherContent();
      if (stored.settled_at !== null) return { output: stored.response?.output ?? null };
      const ageMs = nowMs() - Date.parse(stored.created_at);
      if (ageMs > abandonedAfterMs(deadlineMs) && (await takeOver(stored.created_at))) return "taken over";
    }
    throw new ApplicationError({
      code: "CONFLICT",
      message: "This is already being worked on. Please look again in a moment.",
    });
  }

  /** Of several who try, one succeeds: the others no longer find the old claim. */
  async function takeOver(created_at: string): Promise<boolean> {
    const { data, error: failed } = await keys()
      .update({ created_at: claimedAt })
      .match({ scope, action, key, created_at })
      .is("settled_at", null)
      .select("key");
    if (failed !== null) throw handleDbError(failed, "take over idempotency key");
    return data.length > 0;
  }
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
