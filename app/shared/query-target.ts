import { z } from "zod";

/**
 * Where a question is asked. Catalog, guard, executor, analyst and eval all take a target, never a
 * connection, so that a workspace's own tables and a customer's database go through one path.
 */
export const queryTargetSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("warehouse"), orgId: z.uuid() }),
  z.object({ kind: z.literal("connected"), dataSourceId: z.string().min(1).max(64) }),
]);

export type QueryTarget = z.infer<typeof queryTargetSchema>;
