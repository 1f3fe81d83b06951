import { groupsByRowOf } from "./plan/grouped-rows.ts";
import { nodeKey, type JoinStep } from "./plan/join-tables.ts";
import { measuredTables } from "./plan/measured-tables.ts";
import { isAggregate, tablesOfCondition, type Plan } from "./plan/plan.ts";
import { joinsOf } from "./print/print-sql.ts";
import type { SchemaIndex } from "./schema/schema-index.ts";
import { pluralOf } from "./table-words.ts";

/**
 * What an answer with a line a row ("appointments of each doctor") leaves out: the rows that the joins find nothing
 * for. Null where nothing is missed, also by a ranking from the top or a condition that nothing could not meet.
 */
export function leftOutRows(plan: Plan, index: SchemaIndex): string | null {
  const [order] = plan.orderBy;
  const fromTop = plan.limit !== null && order?.direction === "desc" && isAggregate(order.expression);
  const atLeast = plan.having.some((condition) => condition.kind !== "compare" || /^[>=]/.test(condition.operator));
  if (fromTop || atLeast) return null;
  const steps = joinsOf(plan, index) ?? [];
  for (const { node } of measuredTables(plan)) {
    const measured = node?.table;
    for (const step of steps) {
      const table = index.byId.get(step.node.table);
      if (!table || !measured || measured === table.table.id || !groupsByRowOf(table, plan)) continue;
      if (!steps.some((other) => mayFindNothing(step, other))) continue;
      const such = isNarrowed(plan, table.table.id) ? "such " : "";
      const label = pluralOf(table.table.id, index);
      return `${label.charAt(0).toUpperCase()}${label.slice(1)} without ${such}${pluralOf(measured, index)} are left out`;
    }
  }
  return null;
}

/** Whether `other` is joined to rows of `here` by its reference to them, so that some may have none. */
function mayFindNothing(here: JoinStep, other: JoinStep): boolean {
  const isUnder = (child: JoinStep, parent: JoinStep) =>
    child.parent !== null && nodeKey(child.parent) === nodeKey(parent.node);
  const edge = isUnder(other, here) ? other.edge : isUnder(here, other) ? here.edge : null;
  return edge !== null && edge.to.table.id === here.node.table && edge.from !== edge.to;
}

/** Whether a condition concerns more than the rows with a line each. */
function isNarrowed(plan: Plan, table: string): boolean {
  let narrowed = false;
  for (const condition of plan.where)
    tablesOfCondition(condition, (node) => {
      narrowed ||= node.table !== table;
    });
  return narrowed;
}
