import type { CatalogColumn } from "#app/shared/catalog.ts";
import { findFanOut, type FanOut } from "./plan/find-fan-out.ts";
import { isRunnable } from "./plan/is-runnable.ts";
import type { ColumnRef, Plan } from "./plan/plan.ts";
import { joinsOf } from "./print/print-sql.ts";
import type { SchemaIndex } from "./schema/schema-index.ts";
import { pluralOf, singularOf, withArticle } from "./table-words.ts";

export type SettledFanOut = { ok: true; plan: Plan } | { ok: false; message: string };

/**
 * A plan whose figures count no row twice: as it is, or with the columns of the table that multiplies read from
 * one that does not ("country" of a company for that of its addresses). Otherwise says why there is none.
 */
export function settleFanOut(plan: Plan, index: SchemaIndex): SettledFanOut {
  const joins = joinsOf(plan, index);
  const fanOut = joins ? findFanOut(plan, joins, index) : null;
  if (!joins || !fanOut) return { ok: true, plan };
  if (fanOut.lines !== null) return { ok: true, plan: assuming(plan, sharedRows(fanOut, fanOut.lines, index)) };
  const several = `${withArticle(singularOf(fanOut.parent, index))} can have several ${pluralOf(fanOut.many, index)}`;
  for (const table of new Set([fanOut.parent, ...joins.map((step) => step.node.table)])) {
    const moved = readFrom(table, plan, fanOut, index);
    if (!moved) continue;
    const names = [...columnsOf(fanOut.many, plan)].map((name) => name.replace(/_/g, " ")).join(" and ");
    const assumption = `The ${names} is that of ${pluralOf(table, index)}, because ${several}`;
    return { ok: true, plan: assuming(moved, assumption) };
  }
  return {
    ok: false,
    message: `This would count some ${pluralOf(fanOut.measured, index)} several times, because ${several}.`,
  };
}

function assuming(plan: Plan, assumption: string): Plan {
  return { ...plan, assumptions: [...plan.assumptions, assumption] };
}

function sharedRows({ measured }: FanOut, lines: string, index: SchemaIndex): string {
  const row = withArticle(singularOf(measured, index));
  return `${row.charAt(0).toUpperCase()}${row.slice(1)} with several ${pluralOf(lines, index)} counts for each of them`;
}

/** The plan with the many table's columns taken from `table`, where it has them all and no row is met twice. */
function readFrom(table: string, plan: Plan, { many }: FanOut, index: SchemaIndex): Plan | null {
  const names = columnsOf(many, plan);
  const [from, to] = [index.byId.get(many), index.byId.get(table)];
  if (table === many || plan.entity === many || names.size === 0) return null;
  for (const name of names) {
    const [old, found] = [from?.byName.get(name), to?.byName.get(name)];
    if (!old || !found || !holdsSame(old.column, found.column)) return null;
  }
  const moved = mapColumns(plan, (ref) => (ref.table === many ? { ...ref, table, via: null } : ref));
  moved.through = moved.through.filter((node) => node.table !== many);
  const joins = joinsOf(moved, index);
  return joins && !findFanOut(moved, joins, index) && isRunnable(moved, index) ? moved : null;
}

/** Whether most of what one column holds is in the other too: a name alone ("status") may mean anything. */
function holdsSame(one: CatalogColumn, other: CatalogColumn): boolean {
  const values = one.values?.distinct ?? one.enumValues ?? [];
  const known = new Set(other.values?.distinct ?? other.enumValues ?? []);
  return one.kind === other.kind && values.filter((value) => known.has(value)).length * 2 > values.length;
}

function columnsOf(table: string, plan: Plan): Set<string> {
  const names = new Set<string>();
  mapColumns(plan, (ref) => {
    if (ref.table === table) names.add(ref.column);
    return ref;
  });
  return names;
}

/** A copy of the plan, which is plain JSON, with each column reference changed. */
function mapColumns(plan: Plan, change: (ref: ColumnRef) => ColumnRef): Plan {
  return JSON.parse(JSON.stringify(plan), (_key, part: unknown) => (isColumnRef(part) ? change(part) : part)) as Plan;
}

function isColumnRef(part: unknown): part is ColumnRef {
  return (
    typeof part === "object" && part !== null && "table" in part && "column" in part && typeof part.column === "string"
  );
}
