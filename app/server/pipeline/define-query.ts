import type { z } from "zod";

import { runPipeline } from "#app/server/pipeline/run-pipeline.ts";
import { callSource } from "#app/server/pipeline/sources.ts";
import { summarize, type Access, type AnyDefinition, type QueryDefinition } from "#app/server/pipeline/types.ts";
import { registerAction } from "#app/server/platform/action-registry.ts";
import { seconds } from "#app/server/platform/clock.ts";

export type Query<Input, Output> = {
  /** @throws ApplicationError; or the `Response` that `run` threw. */
  (input: Input): Promise<Output>;
  readonly definition: AnyDefinition;
};

/**
 * Builds a read for loaders: the pipeline without origin check and idempotency. Successful reads are
 * counted but not audited, unless `audited` says so. In a route, wrap the loader that calls it in `asLoader`.
 *
 * @example
 * export const listConversations = defineQuery({
 *   name: "chat:list-conversations",
 *   access: "viewer",
 *   input: z.object({ limit: z.number().int().max(100).default(50) }),
 *   run: async ({ input, auth }) => { ... },
 * });
 */
export function defineQuery<A extends Access, Schema extends z.ZodType, Output>(
  given: QueryDefinition<A, Schema, Output>,
): Query<z.input<Schema>, Output> {
  const definition = { deadlineMs: seconds(15), maxBodyBytes: 0, ...given, kind: "query" } as unknown as AnyDefinition;
  registerAction(summarize(definition));
  const call = (input: z.input<Schema>) =>
    runPipeline(definition, callSource(definition.name, input)) as Promise<Output>;
  return Object.assign(call, { definition });
}
