import type { Draft, DraftFilter } from "#app/server/analyst/offline/parse/draft.ts";
import type { Mention } from "#app/server/analyst/offline/parse/items.ts";
import { bestKind } from "#app/server/analyst/offline/parse/reader.ts";
import { isPeopleTable } from "#app/server/analyst/offline/schema/people.ts";
import type { IndexedColumn, IndexedTable, SchemaIndex } from "#app/server/analyst/offline/schema/schema-index.ts";
import { buildConditions } from "./build-conditions.ts";
import { buildSpecial } from "./build-special.ts";
import { adjectiveColumn, chooseColumn, chooseTable, defaultDate, defaultMeasure } from "./choose-columns.ts";
import { joinDistance, joinTables } from "./join-tables.ts";
import {
  isAggregate,
  sameExpression,
  tablesOfExpression,
  type ColumnRef,
  type Plan,
  type PlanExpression,
  type PlanGroup,
} from "./plan.ts";
import type { Builder } from "./builder.ts";
import {
  aliasOf,
  collectNodes,
  columnExpression,
  columnOfMention,
  measureExpression,
  refOf,
} from "./measure-expression.ts";

export type BuiltPlan = { plan: Plan; builder: Builder };

export function emptyPlan(entity: string): Plan {
  return {
    version: 1,
    entity,
    select: [],
    distinct: false,
    where: [],
    groupBy: [],
    having: [],
    orderBy: [],
    limit: null,
    through: [],
    chart: null,
    assumptions: [],
  };
}

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

function chooseEntity(builder: Builder, draft: Draft): IndexedTable | null {
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

/** Columns listed side by side with no table named come from a table that has them all, where there is one. */
function preferCoveringTables(draft: Draft, builder: Builder): void {
  const listed = draft.outputs.filter((output) => output.measure.kind === "column" && !output.entity && output.measure.mention && bestKind(output.measure.mention) === "column");
  if (listed.length < 2 || draft.heads.length > 0 || draft.groups.length > 0) return;
  const covers = listed.map((output) => {
    const columns = output.measure.mention?.columns ?? [];
    const best = columns[0]?.score ?? 0;
    return new Set(columns.filter((option) => option.score >= best - 0.05).map((option) => option.column.table.table.id));
  });
  const [first, ...others] = covers;
  const shared = [...(first ?? [])].filter((id) => others.every((cover) => cover.has(id)));
  if (shared.length === 1 && shared[0]) builder.context.tables.set(shared[0], Math.max(0.6, builder.context.tables.get(shared[0]) ?? 0));
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
    if (isAggregate(expression)) tablesOfExpression(expression, (node) => {
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
function entityColumns(
  table: IndexedTable,
  builder: Builder,
  wide: boolean,
): { column: IndexedColumn; via: string | null }[] {
  if (wide) return displayColumns(table, true).map((column) => ({ column, via: null }));
  const display = displayColumns(table, false);
  return display.map((column) => ({ column, via: null }));
}

function whereOrWhen(word: string, builder: Builder): IndexedColumn | null {
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
      const explicit = plan.select.some((output) => output.expression.kind === "column" && output.expression.column.table === table.table.id && table.byName.get(output.expression.column.column)?.isMeasure === false);
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

/** "total amount by region" where the column itself is called so: figures shown per group are added up. */
function addUpByGroup(plan: Plan, draft: Draft, builder: Builder): void {
  if (plan.groupBy.length === 0 || plan.select.some((output) => isAggregate(output.expression))) return;
  plan.select = plan.select.map((output) => {
    if (output.expression.kind !== "column") return output;
    const { column } = output.expression;
    const style = measureStyle(column, builder);
    const total = /\b(?:total|sum|overall)\b/i.test(output.words ?? "");
    const ownGroup = plan.groupBy.every((group) => group.expression.kind === "column" && group.expression.column.table === column.table);
    if (style === null || (!total && (ownGroup || draft.groups.some((group) => /^(?:each|of each|every)/i.test(group.words))))) return output;
    const expression: PlanExpression = { kind: "aggregate", name: total ? "sum" : style, of: output.expression, filter: [] };
    builder.assumptions.push(`${column.column} is ${expression.name === "sum" ? "added up" : "averaged"} for each group`);
    return { ...output, expression, alias: aliasOf(expression, builder) };
  });
}

/** Puts keys before figures, adds those not shown yet, and drops grouping that groups nothing. */
export function settleGroups(plan: Plan, draft: Draft, builder: Builder): void {
  addUpByGroup(plan, draft, builder);
  const hasAggregate =
    plan.select.some((output) => isAggregate(output.expression)) ||
    plan.orderBy.some((order) => isAggregate(order.expression)) ||
    plan.having.length > 0;
  if (!hasAggregate) {
    const missing = plan.groupBy.filter(
      (group) => group.shown && !plan.select.some((output) => sameExpression(output.expression, group.expression)),
    );
    const onlyKeys =
      plan.select.length === 0 ||
      plan.select.every((output) => plan.groupBy.some((group) => sameExpression(group.expression, output.expression)));
    if (onlyKeys && missing.length > 0) plan.distinct = true;
    for (const group of missing.reverse())
      if (group.expression.kind === "grain" || onlyKeys || !sameTableAsSelect(plan, group))
        plan.select.unshift({
          expression: group.expression,
          alias: aliasOf(group.expression, builder),
          words: group.words,
        });
    if (
      !onlyKeys &&
      plan.select.some((output) => output.expression.kind === "column") &&
      numericSelected(plan, builder) &&
      missing.length > 0
    )
      builder.assumptions.push("Listed row by row, nothing added up");
    plan.groupBy = [];
    return;
  }
  const keys = plan.groupBy.filter(
    (group) => group.shown && !plan.select.some((output) => sameExpression(output.expression, group.expression)),
  );
  plan.select.unshift(
    ...keys.map((group) => ({
      expression: group.expression,
      alias: aliasOf(group.expression, builder),
      words: group.words,
    })),
  );
  if (plan.groupBy.length === 0 && plan.having.length === 0) {
    const bare = plan.select.filter((output) => !isAggregate(output.expression) && output.expression.kind !== "query");
    const orderAggregated = plan.orderBy.some((order) => isAggregate(order.expression));
    if ((bare.length > 0 && plan.select.some((output) => isAggregate(output.expression))) || orderAggregated)
      groupByShown(
        plan,
        bare.map((output) => output.expression),
        draft,
        builder,
      );
  }
}

function sameTableAsSelect(plan: Plan, group: PlanGroup): boolean {
  return (
    group.expression.kind === "column" &&
    plan.select.some(
      (output) =>
        output.expression.kind === "column" &&
        output.expression.column.table === (group.expression as { column: ColumnRef }).column.table,
    )
  );
}

function numericSelected(plan: Plan, builder: Builder): boolean {
  return plan.select.some(
    (output) =>
      output.expression.kind === "column" &&
      builder.index.byId.get(output.expression.column.table)?.byName.get(output.expression.column.column)?.isMeasure,
  );
}

/** "names of teachers and the number of courses": one row per teacher, not per name. */
export function groupByShown(plan: Plan, shown: PlanExpression[], draft: Draft, builder: Builder): void {
  for (const expression of shown) {
    if (expression.kind === "column") {
      const table = builder.index.byId.get(expression.column.table);
      const column = table?.byName.get(expression.column.column);
      if (table && column) {
        const named =
          table.display.includes(column) || column.isKey || (builder.context.tables.get(table.table.id) ?? 0) >= 0.75;
        const countsItself = [
          ...plan.select.map((output) => output.expression),
          ...plan.orderBy.map((order) => order.expression),
        ].some((each) => each.kind === "count" && (each.column === null || each.column.table === table.table.id));
        const others = [
          ...plan.select.map((output) => output.expression),
          ...plan.orderBy.map((order) => order.expression),
        ].some((each) => isAggregate(each) && aggregatesOther(each, table.table.id));
        if (named && !countsItself && others) {
          for (const key of table.primaryKey) {
            const group = columnExpression(key, expression.column.via);
            if (!plan.groupBy.some((known) => sameExpression(known.expression, group)))
              plan.groupBy.push({ expression: group, shown: false, words: null });
          }
        }
      }
    }
    if (!plan.groupBy.some((known) => sameExpression(known.expression, expression)))
      plan.groupBy.push({ expression, shown: false, words: null });
  }
}

function aggregatesOther(expression: PlanExpression, table: string): boolean {
  let other = false;
  tablesOfExpression(expression, (node) => {
    if (node.table !== table) other = true;
  });
  return other;
}

export function addOrders(plan: Plan, draft: Draft, builder: Builder): void {
  for (const order of draft.orders) {
    let { measure } = order;
    if (!measure) {
      const figure = plan.select.find((output) => isAggregate(output.expression));
      const sized =
        figure ??
        plan.select.find(
          (output) =>
            output.expression.kind === "column" &&
            order.words !== "order" &&
            builder.index.byId.get(output.expression.column.table)?.byName.get(output.expression.column.column)
              ?.isMeasure,
        );
      const target =
        order.words === "order" ? (plan.select.length === 1 ? plan.select[0] : (figure ?? plan.select[0])) : sized;
      if (target)
        plan.orderBy.push({
          expression: target.expression,
          direction: order.direction ?? (order.words === "order" ? "asc" : "desc"),
          words: order.words,
        });
      else if (builder.context.entity) {
        const { entity } = builder.context;
        const size =
          adjectiveColumn("good", builder.context, [entity]) ??
          (defaultMeasure(entity) ? { column: defaultMeasure(entity) as IndexedColumn, flipped: false } : null);
        if (size) {
          plan.orderBy.push({
            expression: columnExpression(size.column),
            direction: (order.direction === "asc") === !size.flipped ? "asc" : "desc",
            words: order.words,
          });
          builder.assumptions.push(`"${order.words.trim()}" is measured by ${size.column.column.name}`);
        } else builder.failures.push(order.words);
      } else builder.failures.push(order.words);
      continue;
    }
    const shownName = measure.kind === "column" && measure.mention ? aliasMatch(plan, measure.mention, builder) : null;
    if (shownName) {
      plan.orderBy.push({ expression: shownName, direction: order.direction ?? "asc", words: order.words });
      continue;
    }
    // Ordering by a thing that the result already names ("ordered by contestant").
    if (
      order.words === "order" &&
      measure.kind === "column" &&
      measure.mention &&
      bestKind(measure.mention) === "table"
    ) {
      const table = chooseTable(measure.mention, builder.context);
      const shown = plan.select.find(
        (output) => output.expression.kind === "column" && output.expression.column.table === table?.table.id,
      );
      if (shown) {
        plan.orderBy.push({ expression: shown.expression, direction: order.direction ?? "asc", words: order.words });
        continue;
      }
      measure = { ...measure };
    }
    const built = measureExpression(measure, builder);
    if (!built) {
      builder.failures.push(measure.words);
      continue;
    }
    let { expression } = built;
    plan.through.push(...built.through);
    if (measure.kind === "count" && expression.kind === "column" && draft.groups.length > 0)
      expression = { kind: "aggregate", name: "sum", of: expression, filter: [] };
    if (order.byLength && expression.kind === "column") expression = { kind: "length", column: expression.column };
    if (
      order.words !== "order" &&
      expression.kind === "column" &&
      needsAverage(expression.column, plan, draft, builder)
    )
      expression = {
        kind: "aggregate",
        name: needsAverage(expression.column, plan, draft, builder) ?? "sum",
        of: expression,
        filter: [],
      };
    const direction = order.direction ?? (order.words === "order" ? "asc" : "desc");
    plan.orderBy.push({
      expression,
      direction: built.flipped ? (direction === "asc" ? "desc" : "asc") : direction,
      words: order.words,
    });
  }
}

/** A measure that lives on the many side of what is ranked has to be summed up first. */
function needsAverage(column: ColumnRef, plan: Plan, draft: Draft, builder: Builder): "avg" | "sum" | null {
  const entity = rankedTable(plan, builder);
  if (!entity || entity.table.id === column.table)
    return plan.groupBy.length > 0 || plan.select.some((output) => isAggregate(output.expression))
      ? measureStyle(column, builder)
      : null;
  const steps = joinTables(builder.index, [
    { table: column.table, via: null },
    { table: entity.table.id, via: null },
  ]);
  if (!steps) return null;
  const manySide =
    steps.slice(1).every((step) => step.toOne) &&
    !steps
      .slice(1)
      .every(
        (step) =>
          step.edge &&
          step.edge.from.table.primaryKey.length === 1 &&
          step.edge.from.table.primaryKey[0] === step.edge.relationship.fromColumns[0],
      );
  const explicitTotal = draft.orders.some((order) => /total|overall|sum|average|mean/.test(order.words) || (/^(?:the )?(?:most|least|fewest)\b/i.test(order.words) && measureStyle(column, builder) === "sum"));
  const style = measureStyle(column, builder);
  if (!manySide) return null;
  return explicitTotal || (style === "avg" && plan.limit !== 1)
    ? style
    : explicitTotal
      ? "sum"
      : plan.limit !== null && plan.limit > 1
        ? style
        : null;
}

function rankedTable(plan: Plan, builder: Builder): IndexedTable | null {
  const shown = plan.select.find((output) => output.expression.kind === "column");
  if (shown?.expression.kind === "column") return builder.index.byId.get(shown.expression.column.table) ?? null;
  return builder.context.entity;
}

function measureStyle(column: ColumnRef, builder: Builder): "avg" | "sum" | null {
  const indexed = builder.index.byId.get(column.table)?.byName.get(column.column);
  if (!indexed?.isMeasure) return null;
  return indexed.stems.some((stem) =>
    ["rate", "score", "percent", "age", "grade", "ratio", "averag", "star", "level"].includes(stem),
  )
    ? "avg"
    : "sum";
}

/** An order key that was already shown under a figure's name ("ordered by the average rating"). */
function aliasMatch(plan: Plan, mention: Mention, builder: Builder): PlanExpression | null {
  for (const output of plan.select) {
    if (!isAggregate(output.expression)) continue;
    const inner =
      output.expression.kind === "aggregate" && output.expression.of.kind === "column"
        ? output.expression.of.column
        : null;
    if (
      inner &&
      mention.columns.some(
        (option) => option.column.column.name === inner.column && option.column.table.table.id === inner.table,
      )
    ) {
      const shownBare = plan.select.some(
        (each) =>
          each.expression.kind === "column" &&
          each.expression.column.column === inner.column &&
          each.expression.column.table === inner.table,
      );
      const grouped = plan.groupBy.some(
        (group) => group.expression.kind === "column" && group.expression.column.column === inner.column,
      );
      if (!shownBare && !grouped) return output.expression;
    }
  }
  return builder ? null : null;
}

/** count(*) is enough where the counted rows are not multiplied by the joins. */
export function simplifyCounts(plan: Plan, builder: Builder): void {
  const nodes = collectNodes(plan);
  const simplify = (expression: PlanExpression): PlanExpression => {
    if (expression.kind === "divide")
      return { ...expression, top: simplify(expression.top), bottom: simplify(expression.bottom) };
    if (expression.kind === "subtract")
      return { ...expression, left: simplify(expression.left), right: simplify(expression.right) };
    if (expression.kind === "window") return { ...expression, of: simplify(expression.of) };
    if (expression.kind === "aggregate") return { ...expression, of: simplify(expression.of) };
    if (expression.kind !== "count" || !expression.column || !expression.distinct) return expression;
    const table = builder.index.byId.get(expression.column.table);
    const isKey = table?.primaryKey.length === 1 && table.primaryKey[0]?.column.name === expression.column.column;
    if (!isKey) return expression;
    const root = { table: expression.column.table, via: expression.column.via };
    const steps = joinTables(builder.index, [root, ...nodes]);
    if (!steps || !steps.every((step) => step.toOne)) return expression;
    return { kind: "count", column: null, distinct: false, filter: expression.filter, of: expression.column.table };
  };
  const before = JSON.stringify(plan.select.map((output) => output.expression));
  const counted = plan.select
    .flatMap((output) => countedTables(output.expression))
    .concat(plan.orderBy.flatMap((order) => countedTables(order.expression)));
  const distinctTables = new Set(counted);
  if (distinctTables.size <= 1) {
    plan.select = plan.select.map((output) => ({ ...output, expression: simplify(output.expression) }));
    plan.orderBy = plan.orderBy.map((order) => ({ ...order, expression: simplify(order.expression) }));
    plan.having = plan.having.map((condition) =>
      condition.kind === "compare" ? { ...condition, left: simplify(condition.left) } : condition,
    );
    const [table] = distinctTables;
    if (table && JSON.stringify(plan.select.map((output) => output.expression)) !== before)
      plan.through.push({ table, via: null });
  }
}

function countedTables(expression: PlanExpression): string[] {
  if (expression.kind === "count") return expression.column ? [expression.column.table] : [];
  if (expression.kind === "divide") return [...countedTables(expression.top), ...countedTables(expression.bottom)];
  if (expression.kind === "subtract") return [...countedTables(expression.left), ...countedTables(expression.right)];
  if (expression.kind === "window" || expression.kind === "aggregate") return countedTables(expression.of);
  return [];
}

/** "the maximum horsepower and the make": the row with the maximum, not the maximum of each make. */
function pickExtremeRow(plan: Plan, draft: Draft): void {
  if (draft.groups.length > 0 || plan.orderBy.length > 0 || plan.limit !== null) return;
  const figures = plan.select.filter((output) => isAggregate(output.expression));
  const [figure] = figures;
  if (figures.length !== 1 || plan.select.length < 2 || figure?.expression.kind !== "aggregate") return;
  const { name, of } = figure.expression;
  if ((name !== "max" && name !== "min") || of.kind !== "column") return;
  plan.select = plan.select.map((output) => (output === figure ? { ...output, expression: of, alias: null } : output));
  plan.orderBy.push({ expression: of, direction: name === "max" ? "desc" : "asc", words: figure.words });
  plan.limit = 1;
}

/** Two periods of one column that have no day in common, both required: nobody means that. */
function findContradictions(plan: Plan, builder: Builder): void {
  const spans = plan.where.flatMap((condition) => {
    if (condition.kind !== "all") return [];
    const bounds = condition.items.flatMap((item) => (item.kind === "compare" && item.left.kind === "column" && typeof item.right === "string" && /^\d{4}-\d\d-\d\d$/.test(item.right) ? [{ column: JSON.stringify(item.left), operator: item.operator, day: item.right }] : []));
    const from = bounds.find((bound) => bound.operator === ">=");
    const to = bounds.find((bound) => bound.operator === "<");
    return from && to && from.column === to.column ? [{ column: from.column, from: from.day, to: to.day }] : [];
  });
  for (const [at, one] of spans.entries()) {
    const other = spans.slice(at + 1).find((each) => each.column === one.column && (each.from >= one.to || one.from >= each.to));
    if (other) builder.failures.push("two periods at once", "two periods at once");
  }
}

/** "how many heroes have the highest value": those whose value is the highest, counted. */
function countExtremes(plan: Plan, builder: Builder): void {
  const [order] = plan.orderBy;
  if (!order || plan.limit !== 1 || plan.groupBy.length > 0 || order.expression.kind !== "column" || plan.select.length === 0 || !plan.select.every((output) => isAggregate(output.expression))) return;
  const { column } = order.expression;
  const inner: Plan = { ...emptyPlan(column.table), select: [{ expression: { kind: "aggregate", name: order.direction === "desc" ? "max" : "min", of: order.expression, filter: [] }, alias: null, words: null }] };
  plan.where.push({ kind: "compare", left: order.expression, operator: "=", right: { kind: "query", plan: inner }, words: order.words });
  plan.orderBy = [];
  plan.limit = null;
  builder.context.tables.set(column.table, 1);
}

/** "with the most papers, ordered by the number of papers": a whole ranking, said twice. */
function dropRepeatedOrders(plan: Plan, draft: Draft): void {
  const kept: Plan["orderBy"] = [];
  for (const order of plan.orderBy) {
    const same = kept.find((known) => sameExpression(known.expression, order.expression));
    if (!same) kept.push(order);
    else if (plan.limit === 1 && draft.outputs.some((output) => /s$/i.test(output.measure.words))) {
      plan.limit = null;
      if (
        isAggregate(order.expression) &&
        !plan.select.some((output) => sameExpression(output.expression, order.expression))
      )
        plan.select.push({ expression: order.expression, alias: null, words: order.words });
    }
  }
  plan.orderBy = kept;
}

/** "top 5 companies by revenue" shows the revenue too. */
function showRanking(plan: Plan, draft: Draft): void {
  const [order] = plan.orderBy;
  if (!order || plan.limit === null || plan.limit < 2 || order.words === "order") return;
  if (!draft.outputs.every((output) => output.entity || output.measure.kind === "column") || draft.outputs.length > 1)
    return;
  if (plan.select.some((output) => sameExpression(output.expression, order.expression))) return;
  plan.select.push({ expression: order.expression, alias: null, words: order.words });
}

/** A builder that knows nothing but the question yet. */
export function newBuilder(draft: Draft, index: SchemaIndex, now: string): Builder {
  return {
    index,
    now,
    draft,
    lastTable: null,
    context: { index, tables: new Map(), support: new Map(), entity: null },
    measured: [],
    assumptions: [],
    failures: [],
    scores: [],
    closeCalls: [],
    valueTies: [],
  };
}

/** Settles a draft against the catalog. Null where it says nothing that could be asked. */
export function buildPlan(draft: Draft, index: SchemaIndex, now: string): BuiltPlan | null {
  const builder = newBuilder(draft, index, now);
  weighTables(builder, draft);
  preferCoveringTables(draft, builder);
  const entity = chooseEntity(builder, draft);
  if (!entity) return null;
  builder.context.entity = entity;
  const head = draft.heads.find((mention) => chooseTable(mention, builder.context) === entity);
  if (head && draft.outputs.every((output) => output.measure.mention !== head)) builder.scores.push(head.tables.find((option) => option.table === entity)?.score ?? 0.6);
  const plan = emptyPlan(entity.table.id);
  plan.limit = draft.limit;
  plan.distinct = draft.distinct;
  plan.chart = draft.chart;
  addOutputs(plan, draft, builder);
  if (draft.special) buildSpecial(plan, draft, builder);
  if (plan.select.length === 0 && draft.ask === "when") {
    const date = defaultDate(entity);
    if (date) plan.select.push({ expression: columnExpression(date), alias: null, words: "when" });
  }
  if (plan.select.length === 0 && draft.ask === "where") {
    const place = whereOrWhen("where", builder);
    if (place) plan.select.push({ expression: columnExpression(place), alias: null, words: "where" });
  }
  if (plan.select.length === 0 && draft.ask === "who") {
    const person = personTable(entity, builder);
    if (person) {
      builder.context.entity = person;
      plan.entity = person.table.id;
      for (const column of person.display) plan.select.push({ expression: columnExpression(column), alias: null, words: "who" });
    }
  }
  addGroups(plan, draft, builder);
  const ordersOnly = plan.select.length === 0 && plan.groupBy.length === 0;
  if (ordersOnly)
    for (const column of entityColumns(entity, builder, draft.show))
      plan.select.push({ expression: columnExpression(column.column, column.via), alias: null, words: null });
  addOrders(plan, draft, builder);
  pickExtremeRow(plan, draft);
  dropRepeatedOrders(plan, draft);
  showRanking(plan, draft);
  buildConditions(plan, draft.filters, builder);
  findContradictions(plan, builder);
  countExtremes(plan, builder);
  settleGroups(plan, draft, builder);
  attachEntity(plan, builder);
  simplifyCounts(plan, builder);
  addTimeWindow(plan, draft, builder);
  for (const output of plan.select) output.alias ??= aliasOf(output.expression, builder);
  if (plan.distinct && plan.select.some((output) => isAggregate(output.expression))) plan.distinct = false;
  if (plan.distinct)
    plan.orderBy = plan.orderBy.filter((order) =>
      plan.select.some((output) => sameExpression(output.expression, order.expression)),
    );
  if (plan.groupBy.some((group) => group.expression.kind === "grain") && plan.orderBy.length === 0) {
    const grain = plan.groupBy.find((group) => group.expression.kind === "grain");
    if (grain) plan.orderBy.push({ expression: grain.expression, direction: "asc", words: null });
  }
  plan.assumptions = [...new Set(builder.assumptions)];
  return { plan, builder };
}

function addTimeWindow(plan: Plan, draft: Draft, builder: Builder): void {
  if (!draft.growth && !draft.running) return;
  const figure = plan.select.find((output) => isAggregate(output.expression));
  if (!figure) return;
  let grain = plan.groupBy.find((group) => group.expression.kind === "grain")?.expression ?? null;
  if (!grain) {
    const date = dateForGrain(plan, builder);
    if (!date) return;
    grain = { kind: "grain", grain: "month", column: refOf(date), text: false };
    plan.groupBy.push({ expression: grain, shown: true, words: null });
    plan.select.unshift({ expression: grain, alias: "month", words: null });
    builder.assumptions.push("Periods are months");
  }
  const name = draft.running ? "running" : "change";
  plan.select.push({
    expression: { kind: "window", name, of: figure.expression, orderBy: grain },
    alias: name === "running" ? "running_total" : "change",
    words: null,
  });
}

/** The table of people nearest to what the question measures, for "who". */
function personTable(entity: IndexedTable, builder: Builder): IndexedTable | null {
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

/** The entity named in the question takes part, unless the shown columns already stand for it. */
function attachEntity(plan: Plan, builder: Builder): void {
  const { entity } = builder.context;
  if (!entity) return;
  const nodes = collectNodes(plan);
  if (nodes.some((node) => node.table === entity.table.id)) return;
  const [first] = nodes;
  if (!first) return;
  const strong = (builder.context.tables.get(entity.table.id) ?? 0) > 0.7;
  if (strong && joinDistance(builder.index, first.table, entity.table.id) < 4)
    plan.through.push({ table: entity.table.id, via: null });
  else plan.entity = first.table;
}
