import type { IndexedColumn } from "#app/server/analyst/offline/schema/schema-index.ts";
import type { Builder } from "./builder.ts";
import { columnExpression } from "./measure-expression.ts";
import type { Plan, PlanCondition } from "./plan.ts";

const ADDRESS = new Set(["hous", "street", "address", "citi", "town", "postcod", "zip"]);

function isAddress(column: IndexedColumn): boolean {
  return !column.isKey && column.stems.some((stem) => ADDRESS.has(stem));
}

/** The columns that one value is asked for anyway; showing them says nothing new. */
function fixedColumns(conditions: PlanCondition[]): Set<string> {
  return new Set(
    conditions.flatMap((condition) =>
      condition.kind === "in" && condition.values.length === 1 && condition.left.kind === "column"
        ? [condition.left.column.column]
        : [],
    ),
  );
}

/** "where is the best bakery": its name and what is left of its address, also from a table of its own. */
export function addAddress(plan: Plan, builder: Builder): void {
  const { entity } = builder.context;
  if (
    !entity ||
    plan.groupBy.length > 0 ||
    !plan.select.every(
      (output) =>
        output.expression.kind === "column" &&
        output.expression.column.table === entity.table.id &&
        entity.display.some(
          (column) => output.expression.kind === "column" && column.column.name === output.expression.column.column,
        ),
    )
  )
    return;
  const fixed = fixedColumns(plan.where);
  const companion = builder.index.edges.find(
    (edge) => edge.to === entity && edge.from !== entity && edge.from.columns.filter(isAddress).length >= 2,
  )?.from;
  const columns = [...(companion?.columns ?? []), ...(companion ? [] : entity.columns)].filter(
    (column) => isAddress(column) && !fixed.has(column.column.name),
  );
  for (const column of columns.slice(0, 4))
    plan.select.push({ expression: columnExpression(column), alias: null, words: "where" });
}
