import type { Prepared } from "#app/server/pipeline/run-pipeline.ts";
import type { AnyDefinition } from "#app/server/pipeline/types.ts";
import { claimKey } from "#app/server/pipeline/stages/claim-key.ts";

/** In this process, calls with one key wait for the first; across processes the stored claim decides. */
const running = new Map<string, Promise<unknown>>();

/** Runs the action, or answers what the same caller's call with the same key has answered. */
export function runOnce(definition: AnyDefinition, prepared: Prepared, run: () => Promise<unknown>): Promise<unknown> {
  const { input, auth, context } = prepared;
  const key = definition.idempotency?.({ input: input as never, request: context }) ?? null;
  if (key === null) return run();
  const scope = auth === null ? `address:${context.clientAddress}` : `user:${auth.userId}`;
  const name = `${definition.name}\n${scope}\n${key}`;
  const first = running.get(name);
  if (first !== undefined) return first;
  const started = claimKey({ action: definition.name, scope, key, input, auth }, run).finally(() =>
    running.delete(name),
  );
  running.set(name, started);
  return started;
}
