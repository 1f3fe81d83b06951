import type { Draft } from "#app/server/analyst/offline/parse/draft.ts";
import { bestKind } from "#app/server/analyst/offline/parse/reader.ts";
import type { IndexedColumn, IndexedTable } from "#app/server/analyst/offline/schema/schema-index.ts";
import type { Builder } from "./builder.ts";
import { chooseTable, defaultDate } from "./choose-columns.ts";
import { collectNodes, columnExpression, columnOfMention, refOf } from "./measure-expression.ts";
import { type Plan, type PlanExpression, tablesOfExpression } from "./plan.ts";

export function addGroups(plan: Plan, draft: Draft, builder: Builder): void {
  for (const group of draft.groups) {
    if (group.grain) {
      const named = grainColumn(group.grain, plan, builder);
      if (named) {
        plan.groupBy.push({ expression: columnExpression(named), shown: true, words: group.words });
        continue;
      }
      const date = dateForGrain(plan, builder);
      if (!date) {
        builder.failures.push(group.words);
        continue;
      }
      const expression: PlanExpression =
        date.isYear || (group.grain === "month" && date.column.kind === "text" && date.stems.at(-1) === "month")
          ? columnExpression(date)
          : { kind: "grain", grain: group.grain, column: refOf(date), text: date.column.kind === "text" };
      plan.groupBy.push({ expression, shown: true, words: group.words });
      continue;
    }
    const { mention } = group;
    if (!mention) continue;
    if (bestKind(mention) === "table") {
      const table = chooseTable(mention, builder.context);
      if (!table) continue;
      builder.scores.push(mention.tables.find((option) => option.table === table)?.score ?? 0.6);
      const likeNamed = mention.columns.find(
        (option) =>
          option.column.table === builder.context.entity &&
          option.column.table !== table &&
          option.score >= 0.95 &&
          !option.column.references,
      );
      if (likeNamed) {
        plan.groupBy.push({ expression: columnExpression(likeNamed.column), shown: true, words: group.words });
        continue;
      }
      const shown = table.display.length > 0 ? table.display : table.primaryKey;
      const explicit = plan.select.some(
        (output) =>
          output.expression.kind === "column" &&
          output.expression.column.table === table.table.id &&
          table.byName.get(output.expression.column.column)?.isMeasure === false,
      );
      const referring = plan.select.find(
        (output) =>
          output.expression.kind === "column" &&
          builder.index.byId.get(output.expression.column.table)?.byName.get(output.expression.column.column)
            ?.references?.toTable === table.table.id,
      );
      if (referring && !explicit) {
        plan.groupBy.push({ expression: referring.expression, shown: true, words: group.words });
        continue;
      }
      for (const key of table.primaryKey)
        plan.groupBy.push({
          expression: columnExpression(key),
          shown: shown.includes(key) && !explicit,
          words: group.words,
        });
      if (!explicit)
        for (const column of shown)
          if (!table.primaryKey.includes(column))
            plan.groupBy.push({ expression: columnExpression(column), shown: true, words: group.words });
      plan.through.push({ table: table.table.id, via: null });
    } else {
      const found = columnOfMention(mention, builder);
      if (!found) continue;
      plan.groupBy.push({ expression: columnExpression(found.column, found.via), shown: true, words: group.words });
    }
  }
}

/** A column that holds the period itself ("day", "month"), in the tables measured. */
function grainColumn(grain: string, plan: Plan, builder: Builder): IndexedColumn | null {
  const stem = grain === "weekday" ? "day" : grain;
  const tables = new Set(collectNodes(plan).map((node) => node.table));
  if (builder.context.entity) tables.add(builder.context.entity.table.id);
  for (const id of tables) {
    const table = builder.index.byId.get(id);
    const column = table?.columns.find(
      (each) =>
        each.ownStems.length === 1 &&
        each.ownStems[0] === stem &&
        !each.isDate &&
        (each.column.kind === "text" || each.isYear || each.column.kind === "integer"),
    );
    if (column) return column;
  }
  return null;
}

export function dateForGrain(plan: Plan, builder: Builder): IndexedColumn | null {
  const tables: IndexedTable[] = [];
  for (const output of plan.select)
    tablesOfExpression(output.expression, (node) => {
      const table = builder.index.byId.get(node.table);
      if (table) tables.push(table);
    });
  if (builder.context.entity) tables.push(builder.context.entity);
  for (const id of builder.context.tables.keys()) {
    const table = builder.index.byId.get(id);
    if (table) tables.push(table);
  }
  for (const table of tables) {
    const date = defaultDate(table);
    if (date) return date;
  }
  return null;
}
