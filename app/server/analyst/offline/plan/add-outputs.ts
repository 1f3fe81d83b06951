import type { Draft } from "#app/server/analyst/offline/parse/draft.ts";
import { isPeopleTable } from "#app/server/analyst/offline/schema/people.ts";
import type { IndexedColumn, IndexedTable } from "#app/server/analyst/offline/schema/schema-index.ts";
import type { Builder } from "./builder.ts";
import { chooseTable, defaultDate, defaultMeasure } from "./choose-columns.ts";
import { joinDistance } from "./join-tables.ts";
import { aliasOf, columnExpression, measureExpression } from "./measure-expression.ts";
import { type Plan, type PlanExpression, isAggregate, sameExpression, tablesOfExpression } from "./plan.ts";

function displayColumns(table: IndexedTable, wide: boolean): IndexedColumn[] {
  if (!wide) return table.display.length > 0 ? table.display : table.primaryKey;
  const readableColumns = table.columns.filter(
    (column) =>
      !["json", "binary", "array"].includes(column.column.kind) &&
      !/password|secret|token|hash|^org_id$/.test(column.column.name) &&
      !(column.isKey && !table.primaryKey.includes(column)),
  );
  return readableColumns.slice(0, 8);
}

export function addOutputs(plan: Plan, draft: Draft, builder: Builder): void {
  for (const output of draft.outputs) {
    const { measure } = output;
    if (measure.kind === "adjective" && (measure.adjective === "where" || measure.adjective === "when")) {
      const column = whereOrWhen(measure.adjective, builder);
      if (column) plan.select.push({ expression: columnExpression(column), alias: null, words: measure.words });
      continue;
    }
    if (output.entity && measure.mention) {
      const table = chooseTable(measure.mention, builder.context);
      if (!table) continue;
      builder.scores.push(measure.mention.tables.find((option) => option.table === table)?.score ?? 0.6);
      const sum = draft.ask === "how" ? defaultMeasure(table) : null;
      if (sum) {
        const expression: PlanExpression = { kind: "aggregate", name: "sum", of: columnExpression(sum), filter: [] };
        plan.select.push({ expression, alias: aliasOf(expression, builder), words: measure.words });
        builder.assumptions.push(`"how much" means the sum of ${table.table.name}.${sum.column.name}`);
        continue;
      }
      const alone =
        draft.outputs.length === 1 &&
        draft.groups.length === 0 &&
        draft.orders.every((order) => order.words !== "order" || true);
      for (const column of entityColumns(table, builder, draft.show && alone))
        plan.select.push({
          expression: columnExpression(column.column, column.via),
          alias: null,
          words: measure.words,
        });
      continue;
    }
    const built = measureExpression(measure, builder, output.owner ?? output.near);
    if (!built) {
      builder.failures.push(measure.words);
      continue;
    }
    let { expression } = built;
    if (
      measure.kind === "count" &&
      expression.kind === "column" &&
      (draft.groups.length > 0 || draft.filters.length === 0 || !isSingleRow(draft, builder))
    )
      expression = { kind: "aggregate", name: "sum", of: expression, filter: [] };
    if (plan.select.some((known) => sameExpression(known.expression, expression))) continue;
    plan.select.push({ expression, alias: aliasOf(expression, builder), words: measure.words });
    plan.through.push(...built.through);
    if (isAggregate(expression))
      tablesOfExpression(expression, (node) => {
        const table = builder.index.byId.get(node.table);
        if (table) builder.measured.push(table);
      });
  }
}

/** Whether the filters pick one row by its name, so that its stored figure is the answer. */
function isSingleRow(draft: Draft, builder: Builder): boolean {
  return (
    draft.filters.some(
      (filter) =>
        filter.condition.type === "values" &&
        filter.condition.mentions.some(
          (mention) =>
            "literal" in mention ||
            mention.values.some(
              (value) =>
                value.column.table === builder.context.entity && value.column.table.display.includes(value.column),
            ),
        ),
    ) || draft.orders.length > 0
  );
}

/** A link table or one without a name is shown through the table it belongs to. */
export function entityColumns(
  table: IndexedTable,
  builder: Builder,
  wide: boolean,
): { column: IndexedColumn; via: string | null }[] {
  if (wide) return displayColumns(table, true).map((column) => ({ column, via: null }));
  const display = displayColumns(table, false);
  return display.map((column) => ({ column, via: null }));
}

export function whereOrWhen(word: string, builder: Builder): IndexedColumn | null {
  const table = builder.context.entity;
  if (!table) return null;
  if (word === "when") return defaultDate(table);
  return (
    table.columns.find((column) =>
      column.stems.some((stem) =>
        ["locat", "citi", "address", "hometown", "place", "town", "countri", "venu"].includes(stem),
      ),
    ) ?? null
  );
}

/** The table of people nearest to what the question measures, for "who". */
export function personTable(entity: IndexedTable, builder: Builder): IndexedTable | null {
  if (isPeopleTable(entity)) return entity;
  let best: IndexedTable | null = null;
  let bestDistance = 4;
  for (const table of builder.index.tables) {
    if (!isPeopleTable(table)) continue;
    const distance = joinDistance(builder.index, entity.table.id, table.table.id);
    if (distance < bestDistance) {
      best = table;
      bestDistance = distance;
    }
  }
  return best;
}
