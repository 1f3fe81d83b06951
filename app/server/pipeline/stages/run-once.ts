import { createHash } from "node:crypto";

import type { Prepared } from "#app/server/pipeline/run-pipeline.ts";
import type { AnyDefinition } from "#app/server/pipeline/types.ts";
import { abandonedAfterMs, claimKey, otherContent } from "#app/server/pipeline/stages/claim-key.ts";

/** Whether other callers may wait for the same run. */
export type Sharing = "alone" | "shared";

type Run = { answer: Promise<unknown>; inputHash: string; startedMs: number };

/** In this process, calls with one key wait for the first; across processes the stored claim decides. */
const running = new Map<string, Run>();

/**
 * Runs the action, or answers what the same caller's call with the same key, in the same organisation, has
 * answered. Settles with the work, however long a caller waits for it: until then nobody else may begin it.
 *
 * @param timeSignal aborts at the caller's deadline, not when the caller leaves.
 * @throws ApplicationError CONFLICT where the key was used with other input.
 */
export async function runOnce(
  definition: AnyDefinition,
  prepared: Prepared,
  timeSignal: AbortSignal,
  run: (sharing: Sharing) => Promise<unknown>,
): Promise<unknown> {
  const { input, auth, context } = prepared;
  const key = definition.idempotency?.({ input: input as never, request: context }) ?? null;
  if (key === null) return run("alone");
  const { name: action, deadlineMs } = definition;
  const orgId = auth !== null && "orgId" in auth ? auth.orgId : null;
  const scope = auth === null ? `address:${context.clientAddress}` : `user:${auth.userId} org:${orgId}`;
  const inputHash = createHash("sha256")
    .update(JSON.stringify(input) ?? "")
    .digest("hex");
  const name = JSON.stringify([action, scope, key]);
  const first = running.get(name);
  if (first !== undefined && performance.now() - first.startedMs < abandonedAfterMs(deadlineMs)) {
    if (first.inputHash !== inputHash) throw otherContent();
    return first.answer;
  }
  const claim = { action, scope, key, inputHash, orgId, deadlineMs, signal: timeSignal };
  const answer = claimKey(claim, () => run("shared")).finally(() => {
    if (running.get(name)?.answer === answer) running.delete(name);
  });
  running.set(name, { answer, inputHash, startedMs: performance.now() });
  return answer;
}
