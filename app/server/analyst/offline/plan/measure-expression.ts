import type { Measure } from "#app/server/analyst/offline/parse/draft.ts";
import type { Mention } from "#app/server/analyst/offline/parse/items.ts";
import { bestKind } from "#app/server/analyst/offline/parse/reader.ts";
import type { IndexedColumn, IndexedTable } from "#app/server/analyst/offline/schema/schema-index.ts";
import type { Builder } from "./builder.ts";
import {
  adjectiveColumn,
  chooseColumn,
  chooseTable,
  chooseValue,
  defaultMeasure,
  type Chosen,
} from "./choose-columns.ts";
import {
  columnRef,
  tablesOfExpression,
  type ColumnRef,
  type Plan,
  type PlanExpression,
  type TableNode,
} from "./plan.ts";

export function refOf(column: IndexedColumn, via: string | null = null): ColumnRef {
  return columnRef(column.table.table.id, column.column.name, via);
}

export function columnExpression(column: IndexedColumn, via: string | null = null): PlanExpression {
  return { kind: "column", column: refOf(column, via) };
}

/** A reference column asked for without "id" means the thing referred to ("eye colour" for eye_colour_id). */
export function readable(
  column: IndexedColumn,
  mention: Mention,
  builder: Builder,
): { column: IndexedColumn; via: string | null } {
  const reference = column.references;
  if (!reference || column.column.kind === "text") return { column, via: null };
  if (
    column.stems.at(-1) !== "id" ||
    /\b(id|ids|identifier|identifiers|number|numbers|code|codes|key|keys)\b/i.test(mention.words)
  )
    return { column, via: null };
  const target = builder.index.byId.get(reference.toTable);
  const display = target?.display[0];
  if (!target || !display || target.table.id === column.table.table.id) return { column, via: null };
  const several = builder.index.edges.filter((edge) => edge.from === column.table && edge.to === target).length > 1;
  return { column: display, via: several ? column.column.name : null };
}

export function columnOfMention(
  mention: Mention,
  builder: Builder,
  near: Mention | null = null,
): { column: IndexedColumn; via: string | null; score: number } | null {
  const owner =
    near && bestKind(near) === "table"
      ? chooseTable(near, builder.context)
      : near && bestKind(near) === "value"
        ? (chooseValue(near, null, [], builder.context)?.option.column.table ?? null)
        : null;
  const named = bareName(mention, owner, builder);
  const weak = (column: IndexedColumn) =>
    (mention.columns.find((option) => option.column === column)?.score ?? 0) < 0.7;
  const bare = /^(ids?|names?|titles?|codes?|numbers?|descriptions?|details?|dates?|types?)$/i.test(mention.words);
  const chosen =
    named ??
    chooseColumn(
      mention,
      builder.context,
      (column) =>
        (column.table === owner ? (bare ? 0.4 : weak(column) ? 0.08 : 0.22) : 0) +
        (column.table.primaryKey.includes(column) && !column.references ? 0.03 : 0) +
        (builder.lastTable === column.table ? 0.08 : 0),
    );
  if (chosen) builder.lastTable = chosen.column.table;
  if (!chosen) return null;
  if (chosen.runnerUp && chosen.runnerUp.table !== chosen.column.table)
    builder.closeCalls.push({ words: mention.words, chosen: chosen.column, other: chosen.runnerUp });
  builder.scores.push(
    (chosen.column && mention.columns.find((option) => option.column === chosen.column)?.score) || 0.5,
  );
  return { ...readable(chosen.column, mention, builder), score: chosen.score };
}

/** Age as a figure: an age column, or years since the birth date. */
function ageExpression(builder: Builder): PlanExpression | null {
  const tables = [...builder.context.tables.keys()].flatMap((id) => builder.index.byId.get(id) ?? []);
  if (builder.context.entity && !tables.includes(builder.context.entity)) tables.unshift(builder.context.entity);
  const found = adjectiveColumn("old", builder.context, tables);
  if (!found) return null;
  if (!found.flipped) return columnExpression(found.column);
  if (
    !found.column.isDate ||
    !found.column.stems.some((stem) => stem === "birth" || stem === "birthday" || stem === "dob" || stem === "born")
  )
    return null;
  builder.assumptions.push(`Age is counted from ${found.column.column.name} to today`);
  return { kind: "age", column: refOf(found.column) };
}

/** "name" of a thing whose name column is called otherwise ("continents.continent"). */
function bareName(mention: Mention, owner: IndexedTable | null, builder: Builder): Chosen | null {
  const table = owner ?? builder.context.entity;
  if (!table) return null;
  if (owner && /^(?:ids?|identifiers?)$/i.test(mention.words.trim())) {
    const [key] = table.primaryKey;
    const named = mention.columns.some((option) => option.column.table === table && option.score >= 0.85);
    return key && table.primaryKey.length === 1 && !named ? { column: key, score: 0.9, runnerUp: null } : null;
  }
  if (!/^(names?|titles?)$/i.test(mention.words.trim())) return null;
  const own = mention.columns.find((option) => option.column.table === table && option.score >= 0.85);
  if (own) return null;
  const display = table.display[0];
  const partly = mention.columns.find((option) => option.column.table === table);
  if (!display || display.isKey || (partly && partly.column !== display)) return null;
  return { column: display, score: 0.9, runnerUp: null };
}

/** Turns a measure into an expression; a table counts its rows, an adjective finds its column. */
export function measureExpression(
  measure: Measure,
  builder: Builder,
  near: Mention | null = null,
): { expression: PlanExpression; flipped: boolean; through: TableNode[] } | null {
  if (measure.kind === "adjective") {
    const tables = [...builder.context.tables.keys()].flatMap((id) => builder.index.byId.get(id) ?? []);
    if (builder.context.entity && !tables.includes(builder.context.entity)) tables.unshift(builder.context.entity);
    const hop = builder.index.edges
      .filter((edge) => tables.includes(edge.from) || tables.includes(edge.to))
      .flatMap((edge) => [edge.from, edge.to]);
    const subject =
      near && bestKind(near) === "value"
        ? chooseValue(near, null, [], builder.context)?.option.column.table
        : undefined;
    const found =
      (subject ? adjectiveColumn(measure.adjective ?? "", builder.context, [subject]) : null) ??
      adjectiveColumn(measure.adjective ?? "", builder.context, tables) ??
      adjectiveColumn(measure.adjective ?? "", builder.context, hop);
    if (!found) return null;
    builder.assumptions.push(`"${measure.words}" is measured by ${found.column.column.name}`);
    return { expression: columnExpression(found.column), flipped: found.flipped, through: [] };
  }
  const { mention } = measure;
  near = measure.owner ?? near;
  if (measure.kind === "count") {
    if (!mention)
      return { expression: { kind: "count", column: null, distinct: false, filter: [] }, flipped: false, through: [] };
    return countExpression(measure, mention, builder, near);
  }
  if (!mention && measure.adjective === "old" && measure.name) {
    const age = ageExpression(builder);
    return age
      ? { expression: { kind: "aggregate", name: measure.name, of: age, filter: [] }, flipped: false, through: [] }
      : null;
  }
  if (!mention) return null;
  const kind = bestKind(mention);
  if (measure.kind === "aggregate") {
    if (mention.concept) {
      const meant = chooseColumn(mention, builder.context)?.column;
      if (meant)
        builder.assumptions.push(
          `"${mention.words}" means the ${measure.name === "avg" ? "average" : (measure.name ?? "sum")} of ${meant.table.table.name}.${meant.column.name}`,
        );
    }
    const found = kind === "table" ? null : columnOfMention(mention, builder, near);
    let column = found?.column ?? null;
    if (found && mention.tables.length > 0 && !column?.isMeasure && (measure.name === "sum" || measure.name === "avg"))
      column = null;
    if (!column) {
      const table = chooseTable(mention, builder.context);
      if (!table) return null;
      const own = mention.columns.find(
        (option) => option.column.isMeasure && option.score >= 0.55 && option.column.table === table,
      );
      column = own?.column ?? defaultMeasure(table);
      builder.scores.push(own?.score ?? 0.85);
      if (!column)
        return {
          expression: { kind: "count", column: null, distinct: false, filter: [] },
          flipped: false,
          through: [{ table: table.table.id, via: null }],
        };
      builder.assumptions.push(
        `"${measure.words}" means the ${measure.name === "avg" ? "average" : measure.name} of ${table.table.name}.${column.column.name}`,
      );
    }
    const textual =
      (measure.name === "sum" || measure.name === "avg") &&
      !column.isMeasure &&
      !column.isYear &&
      column.column.kind !== "integer" &&
      column.column.kind !== "interval";
    if (textual) {
      if (column.isDate && measure.name === "avg" && column.stems.includes("birth"))
        return {
          expression: { kind: "aggregate", name: "avg", of: { kind: "age", column: refOf(column) }, filter: [] },
          flipped: false,
          through: [],
        };
      return null;
    }
    return {
      expression: {
        kind: "aggregate",
        name: measure.name ?? "sum",
        of: columnExpression(column, found?.via ?? null),
        filter: [],
      },
      flipped: false,
      through: [],
    };
  }
  if (kind === "table") {
    const table = chooseTable(mention, builder.context);
    const numeric = mention.columns.find((option) => option.column.isMeasure && option.score >= 0.95);
    if (numeric && !(mention.tables[0] && mention.tables[0].score >= numeric.score))
      return { expression: columnExpression(numeric.column), flipped: false, through: [] };
    if (!table) return null;
    return countExpression({ ...measure, kind: "count" }, mention, builder, near);
  }
  const found = columnOfMention(mention, builder, near);
  if (found && mention.concept === "count")
    return {
      expression: { kind: "count", column: refOf(found.column), distinct: false, filter: [] },
      flipped: false,
      through: [],
    };
  if (found && mention.concept && mention.concept !== "count") {
    builder.assumptions.push(
      `"${mention.words}" means the ${mention.concept === "avg" ? "average" : mention.concept} of ${found.column.table.table.name}.${found.column.column.name}`,
    );
    return {
      expression: {
        kind: "aggregate",
        name: mention.concept,
        of: columnExpression(found.column, found.via),
        filter: [],
      },
      flipped: false,
      through: [],
    };
  }
  return found ? { expression: columnExpression(found.column, found.via), flipped: false, through: [] } : null;
}

export function countExpression(
  measure: Measure,
  mention: Mention,
  builder: Builder,
  near: Mention | null,
): { expression: PlanExpression; flipped: boolean; through: TableNode[] } | null {
  const kind = bestKind(mention);
  if (kind === "table" || mention.columns.length === 0) {
    const table = chooseTable(mention, builder.context);
    if (!table) return null;
    builder.scores.push(mention.tables.find((option) => option.table === table)?.score ?? 0.6);
    if (measure.distinct) {
      const reference = builder.index.edges.find(
        (edge) =>
          edge.to === table && edge.from !== table && (builder.context.tables.get(edge.from.table.id) ?? 0) > 0.7,
      );
      const name = reference?.relationship.fromColumns[0];
      const column = name ? reference?.from.byName.get(name) : undefined;
      if (column)
        return {
          expression: { kind: "count", column: refOf(column), distinct: true, filter: [] },
          flipped: false,
          through: [],
        };
    }
    const tally = table.columns.find(
      (column) =>
        column.isMeasure && column.stems.length === 1 && ["count", "number", "tally"].includes(column.stems[0] ?? ""),
    );
    if (tally && !measure.distinct) {
      builder.assumptions.push(
        `Each row of ${table.table.name} stands for ${tally.column.name} of them, so these are added up`,
      );
      return {
        expression: { kind: "aggregate", name: "sum", of: columnExpression(tally), filter: [] },
        flipped: false,
        through: [],
      };
    }
    const key = table.primaryKey[0];
    return {
      expression: { kind: "count", column: key ? { ...refOf(key) } : null, distinct: true, filter: [] },
      flipped: false,
      through: [{ table: table.table.id, via: null }],
    };
  }
  const found = columnOfMention(mention, builder, near);
  if (!found) return null;
  const { column } = found;
  const referred = column.references
    ? mention.tables.find((option) => option.table.table.id === column.references?.toTable)
    : undefined;
  if (referred && !measure.distinct)
    return countExpression(measure, { ...mention, columns: [], tables: [referred] }, builder, near);
  const countLike =
    column.isMeasure &&
    column.stems.some((stem) => stem === "number" || stem === "count" || stem === "total" || stem === "quantiti");
  if (column.isMeasure && !measure.distinct)
    return {
      expression: countLike || column.isMeasure ? columnExpression(column) : columnExpression(column),
      flipped: false,
      through: [],
    };
  const isId = column.table.primaryKey.length === 1 && column.table.primaryKey[0] === column;
  return {
    expression: { kind: "count", column: refOf(column, found.via), distinct: !isId, filter: [] },
    flipped: false,
    through: [],
  };
}

export function aliasOf(expression: PlanExpression, builder: Builder): string | null {
  const nameOf = (inner: PlanExpression): string =>
    inner.kind === "column" || inner.kind === "grain" || inner.kind === "length" || inner.kind === "age"
      ? inner.column.column
      : "";
  if (expression.kind === "count") {
    const table = expression.column ? builder.index.byId.get(expression.column.table)?.table.name : null;
    const own = expression.column
      ? builder.index.byId.get(expression.column.table)?.byName.get(expression.column.column)
      : null;
    if (own && !own.isKey) return `${expression.column?.column}_count`.toLowerCase();
    return table ? `${table}_count`.toLowerCase() : "count";
  }
  if (expression.kind === "aggregate") {
    const name = { avg: "average", sum: "total", min: "minimum", max: "maximum" }[expression.name];
    const inner = expression.of.kind === "age" ? "age" : nameOf(expression.of);
    return inner ? `${name}_${inner}`.toLowerCase().replace("total_total", "total") : name;
  }
  if (expression.kind === "grain") return expression.grain;
  if (expression.kind === "divide") return expression.percent ? "percentage" : "ratio";
  if (expression.kind === "subtract") return "difference";
  if (expression.kind === "window") return expression.name === "share" ? "percentage" : expression.name;
  return null;
}

export function collectNodes(plan: Plan): TableNode[] {
  const nodes: TableNode[] = [];
  const visit = (node: TableNode) => nodes.push({ table: node.table, via: node.via });
  plan.select.forEach((output) => tablesOfExpression(output.expression, visit));
  plan.groupBy.forEach((group) => tablesOfExpression(group.expression, visit));
  plan.orderBy.forEach((order) => tablesOfExpression(order.expression, visit));
  plan.through.forEach(visit);
  return nodes;
}
