import type { Builder } from "./builder.ts";
import { type JoinStep, joinTables, nodeKey } from "./join-tables.ts";
import type { TableNode } from "./plan.ts";

/** The joins that a node adds to what is there, or null where nothing connects. */
export function addedSteps(base: TableNode[], node: TableNode, builder: Builder): JoinStep[] | null {
  const before = joinTables(builder.index, base);
  const after = joinTables(builder.index, [...base, node]);
  if (!before || !after) return null;
  const known = new Set(before.map((step) => nodeKey(step.node)));
  return after.filter((step) => !known.has(nodeKey(step.node)));
}
