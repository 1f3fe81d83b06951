import { createHash } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";

import { serviceClient } from "#app/server/auth/service-client.ts";
import type { OrgAuth, UserAuth } from "#app/server/auth/validate-auth.ts";
import { ApplicationError } from "#app/server/platform/application-error.ts";
import { handleDbError } from "#app/server/platform/handle-db-error.ts";
import { reportError } from "#app/server/platform/report-error.ts";

type Claim = { action: string; scope: string; key: string; input: unknown; auth: UserAuth | OrgAuth | null };
type StoredKey = { request_hash: string; response: { output: unknown } | null; settled_at: string | null };

/** A copy of the app that claimed and then died must not hold a key for ever. */
const WAIT_MS = 10_000;
const POLL_MS = 150;

/**
 * Claims an idempotency key in Postgres, so that it holds across copies of the app and restarts, for a day.
 * A failed run gives the key back, since nothing was done that another try would do twice.
 *
 * @throws ApplicationError CONFLICT where the key was used with other input, or its first run did not end.
 */
export async function claimKey(claim: Claim, run: () => Promise<unknown>): Promise<unknown> {
  const { action, scope: person, key, auth } = claim;
  const scope = hash(person).slice(0, 40);
  const requestHash = hash(JSON.stringify(claim.input) ?? "");
  const keys = () => serviceClient().from("idempotency_keys");

  const { error } = await keys().insert({
    scope,
    action,
    key,
    request_hash: requestHash,
    org_id: auth !== null && "orgId" in auth ? auth.orgId : null,
  });
  if (error !== null && error.code !== "23505") throw handleDbError(error, "claim idempotency key");
  if (error !== null) return answerOfFirst();

  try {
    const output = await run();
    const stored = await keys()
      .update({
        response: { output: output instanceof Response ? null : (output ?? null) },
        settled_at: new Date().toISOString(),
      })
      .match({ scope, action, key });
    if (stored.error !== null) reportError(stored.error, { context: { operation: "settle idempotency key" } });
    return output;
  } catch (failure) {
    await keys().delete().match({ scope, action, key });
    throw failure;
  }

  async function answerOfFirst(): Promise<unknown> {
    for (const untilMs = performance.now() + WAIT_MS; performance.now() < untilMs; await wait(POLL_MS)) {
      const { data, error: failed } = await keys()
        .select("request_hash, response, settled_at")
        .match({ scope, action, key })
        .limit(1);
      if (failed !== null) throw handleDbError(failed, "read idempotency key");
      const stored = (data as StoredKey[])[0];
      if (stored === undefined) break;
      if (stored.request_hash !== requestHash)
        throw new ApplicationError({ code: "CONFLICT", message: "This form was already sent with other content." });
      if (stored.settled_at !== null) return stored.response?.output ?? null;
    }
    throw new ApplicationError({
      code: "CONFLICT",
      message: "This is already being worked on. Please look again in a moment.",
    });
  }
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
