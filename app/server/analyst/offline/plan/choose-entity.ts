import type { Draft, DraftFilter } from "#app/server/analyst/offline/parse/draft.ts";
import type { Mention } from "#app/server/analyst/offline/parse/items.ts";
import { bestKind } from "#app/server/analyst/offline/parse/reader.ts";
import type { IndexedTable } from "#app/server/analyst/offline/schema/schema-index.ts";
import type { Builder } from "./builder.ts";
import { chooseColumn, chooseTable } from "./choose-columns.ts";

/** Weighs the tables that the draft names. */
export function weighTables(builder: Builder, draft: Draft): void {
  weighSupport(builder, draft);
  const weigh = (mention: Mention | null | undefined, weight: number) => {
    if (!mention) return;
    const best = mention.tables[0]?.score ?? 0;
    for (const option of mention.tables) {
      if (option.score < best - 0.12) continue;
      const value = weight * option.score * (option.score === best ? 1 : 0.8);
      builder.context.tables.set(
        option.table.table.id,
        Math.max(builder.context.tables.get(option.table.table.id) ?? 0, value),
      );
    }
  };
  draft.tables.forEach((mention) => weigh(mention, bestKind(mention) === "table" ? 1 : 0.4));
  for (const group of draft.groups)
    weigh(group.mention && bestKind(group.mention) === "table" ? group.mention : null, 1);
  for (const output of draft.outputs)
    weigh(output.measure.mention && bestKind(output.measure.mention) === "table" ? output.measure.mention : null, 1);
  for (const order of draft.orders)
    weigh(order.measure?.mention && bestKind(order.measure.mention) === "table" ? order.measure.mention : null, 0.9);
  const walk = (filters: DraftFilter[]) => {
    for (const filter of filters) {
      if (filter.condition.type === "exists" || filter.condition.type === "having")
        weigh(filter.condition.mention, 0.9);
      if (filter.condition.type === "not") walk(filter.condition.filters);
    }
  };
  walk(draft.filters);
}

/** Tables whose own columns the question names: they decide between tables that a word fits alike. */
function weighSupport(builder: Builder, draft: Draft): void {
  const add = (mention: Mention | null | undefined) => {
    if (!mention || bestKind(mention) !== "column") return;
    const best = mention.columns[0]?.score ?? 0;
    const top = mention.columns.filter((option) => option.score >= best - 0.05);
    if (best < 0.9 || top.length > 3) return;
    for (const option of top)
      builder.context.support.set(
        option.column.table.table.id,
        (builder.context.support.get(option.column.table.table.id) ?? 0) + 1 / top.length,
      );
  };
  const walk = (filters: DraftFilter[]) => {
    for (const { condition } of filters) {
      if (condition.type === "compare" || condition.type === "between") add(condition.left?.mention);
      else if (
        condition.type === "values" ||
        condition.type === "date" ||
        condition.type === "like" ||
        condition.type === "null" ||
        condition.type === "extreme"
      )
        add(condition.column);
      else if (condition.type === "not") walk(condition.filters);
    }
  };
  for (const output of draft.outputs) add(output.measure.mention);
  for (const order of draft.orders) add(order.measure?.mention);
  for (const { measure } of [...draft.outputs, ...draft.orders]) {
    const option = measure?.kind === "aggregate" ? measure.mention?.columns[0] : undefined;
    const id = option?.column.table.table.id;
    if (option && id && option.score >= 0.85 && !builder.context.tables.has(id)) builder.context.tables.set(id, 0.5);
  }
  for (const group of draft.groups) add(group.mention);
  walk(draft.filters);
}

export function chooseEntity(builder: Builder, draft: Draft): IndexedTable | null {
  const tableOf = (mention: Mention | null | undefined) =>
    mention && bestKind(mention) === "table" ? chooseTable(mention, builder.context) : null;
  const counted = draft.outputs.find((output) => output.measure.kind === "count" && tableOf(output.measure.mention));
  if (counted) return tableOf(counted.measure.mention);
  const entity = draft.outputs.find((output) => output.entity);
  if (entity) return tableOf(entity.measure.mention);
  if (draft.special) {
    const table = tableOf(draft.special.topCount) ?? tableOf(draft.special.bottomCount);
    if (table) return table;
  }
  const first = draft.heads.map((mention) => chooseTable(mention, builder.context)).find((table) => table !== null);
  if (first) return first;
  const columnOf = (mention: Mention | null | undefined) =>
    mention ? (chooseColumn(mention, builder.context)?.column ?? null) : null;
  for (const output of draft.outputs) {
    const owner = tableOf(output.owner);
    if (owner) return owner;
  }
  for (const output of draft.outputs) {
    const column = columnOf(output.measure.mention);
    if (column) return column.table;
  }
  const mentioned = draft.tables
    .map((mention) => chooseTable(mention, builder.context))
    .find((table) => table !== null);
  if (mentioned) return mentioned;
  for (const group of draft.groups) {
    const column = columnOf(group.mention);
    if (column) return column.table;
  }
  for (const filter of draft.filters) {
    const { condition } = filter;
    if (condition.type === "values") {
      const column = columnOf(condition.column);
      if (column) return column.table;
      for (const mention of condition.mentions) {
        if ("literal" in mention) continue;
        const best =
          mention.values.find((value) => value.column.table.display.includes(value.column)) ?? mention.values[0];
        if (best) return best.column.table;
      }
    }
    if (condition.type === "exists" || condition.type === "having")
      return chooseTable(condition.mention, builder.context);
    if (condition.type === "compare") {
      const column = columnOf(condition.left?.mention);
      if (column) return column.table;
    }
    if (condition.type === "date" && condition.column) return columnOf(condition.column)?.table ?? null;
  }
  for (const order of draft.orders) {
    const column = columnOf(order.measure?.mention);
    if (column) return column.table;
  }
  return null;
}

/** Columns listed side by side with no table named come from a table that has them all, where there is one. */
export function preferCoveringTables(draft: Draft, builder: Builder): void {
  const listed = draft.outputs.filter(
    (output) =>
      output.measure.kind === "column" &&
      !output.entity &&
      output.measure.mention &&
      bestKind(output.measure.mention) === "column",
  );
  if (listed.length < 2 || draft.heads.length > 0 || draft.groups.length > 0) return;
  const covers = listed.map((output) => {
    const columns = output.measure.mention?.columns ?? [];
    const best = columns[0]?.score ?? 0;
    return new Set(
      columns.filter((option) => option.score >= best - 0.05).map((option) => option.column.table.table.id),
    );
  });
  const [first, ...others] = covers;
  const shared = [...(first ?? [])].filter((id) => others.every((cover) => cover.has(id)));
  if (shared.length === 1 && shared[0])
    builder.context.tables.set(shared[0], Math.max(0.6, builder.context.tables.get(shared[0]) ?? 0));
}
