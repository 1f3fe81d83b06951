import type { IndexedTable } from "#app/server/analyst/offline/schema/schema-index.ts";
import { isAggregate, type Plan } from "./plan.ts";

/** Whether a plan with figures gives one line for each row of a table: it is grouped by its key or its name. */
export function groupsByRowOf(table: IndexedTable, plan: Plan): boolean {
  const names = new Set<string>();
  for (const { expression } of [...plan.groupBy, ...plan.select.filter((output) => !isAggregate(output.expression))])
    if (expression.kind === "column" && expression.column.table === table.table.id) names.add(expression.column.column);
  const { primaryKey, display, columns } = table;
  return [primaryKey, display, ...columns.filter((column) => column.column.unique).map((column) => [column])].some(
    (key) => key.length > 0 && key.every((column) => names.has(column.column.name)),
  );
}
