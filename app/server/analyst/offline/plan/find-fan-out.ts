import type { SchemaIndex } from "#app/server/analyst/offline/schema/schema-index.ts";
import { groupsByRowOf } from "./grouped-rows.ts";
import { type JoinStep, isToOne, nodeKey } from "./join-tables.ts";
import { measuredTables } from "./measured-tables.ts";
import type { Plan, TableNode } from "./plan.ts";

/**
 * Rows of `measured` are met once for each row of `many` that belongs to one row of `parent`. Table ids.
 * `lines` is the table with a line for each of its rows that makes this harmless within a line: a publication
 * counts for each of its authors, once.
 */
export type FanOut = { measured: string; parent: string; many: string; lines: string | null };

/** The table whose rows tell the many rows of one measured row apart, where the plan is grouped by it. */
function tellsApart(many: string, plan: Plan, steps: JoinStep[], index: SchemaIndex): string | null {
  const table = index.byId.get(many);
  if (!table) return null;
  if (groupsByRowOf(table, plan)) return many;
  if (!table.isLink) return null;
  const grouped = steps.find((step) => {
    const other = index.byId.get(step.node.table);
    const refers = index.edges.some((edge) => edge.from === table && edge.to === other);
    return other && refers && groupsByRowOf(other, plan);
  });
  return grouped?.node.table ?? null;
}

/** The joins, going out from `start`, where one row meets several; the first that repeats it within a line ends it. */
function multipliers(start: TableNode, plan: Plan, steps: JoinStep[], index: SchemaIndex): FanOut[] {
  const found: FanOut[] = [];
  const from =
    steps.find((step) => nodeKey(step.node) === nodeKey(start)) ??
    steps.find((step) => step.node.table === start.table);
  if (!from) return found;
  const seen = new Set([nodeKey(from.node)]);
  const open = [from.node];
  for (let here = open.shift(); here; here = open.shift()) {
    for (const step of steps) {
      if (!step.edge || !step.parent) continue;
      const away = nodeKey(step.parent) === nodeKey(here);
      const next = away ? step.node : step.parent;
      if ((!away && nodeKey(step.node) !== nodeKey(here)) || seen.has(nodeKey(next))) continue;
      const table = index.byId.get(here.table);
      const toOne = away ? step.toOne : table !== undefined && isToOne(step.edge, table);
      if (!toOne) {
        const lines = tellsApart(next.table, plan, steps, index);
        found.push({ measured: start.table, parent: here.table, many: next.table, lines });
        if (lines === null) return found;
      }
      seen.add(nodeKey(next));
      open.push(next);
    }
  }
  return found;
}

/** Where a plan's joins count or add up the same row several times: within a line before across lines. */
export function findFanOut(plan: Plan, steps: JoinStep[], index: SchemaIndex): FanOut | null {
  const found = measuredTables(plan).flatMap(({ node, repeatable }) => {
    if (repeatable || (!node && steps.some((step) => multipliers(step.node, plan, steps, index).length === 0)))
      return [];
    return multipliers(node ?? { table: plan.entity, via: null }, plan, steps, index);
  });
  return found.find((fanOut) => fanOut.lines === null) ?? found[0] ?? null;
}
