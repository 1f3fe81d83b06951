import { emptyPlan } from "./empty-plan.ts";
import type { DraftCondition, DraftFilter } from "#app/server/analyst/offline/parse/draft.ts";
import { likePattern } from "#app/server/analyst/offline/print/quote-sql.ts";
import { buildDateCondition } from "./build-dates.ts";
import type { Builder } from "./builder.ts";
import { adjectiveColumn, chooseTable, defaultMeasure } from "./choose-columns.ts";
import { flagCondition, isComparable, middleOfScale } from "./condition-kinds.ts";
import { columnExpression, columnOfMention, measureExpression } from "./measure-expression.ts";
import type { Plan, PlanCondition, TableNode } from "./plan.ts";
import { rightSide } from "./right-side.ts";
import { valuesCondition } from "./value-condition.ts";

/** A condition before it is known whether it can be joined or needs a subquery. */
export type RawCondition = {
  condition: PlanCondition | null;
  /** Tables it brings in without a condition of its own ("who have pets"). */
  through: TableNode[];
  /** Set for a list of values that must all occur: one subquery each. */
  each: PlanCondition[] | null;
  words: string;
};

export function rawCondition(filter: DraftFilter, builder: Builder): RawCondition | null {
  const { condition } = filter;
  const done = (built: PlanCondition | null, through: TableNode[] = []): RawCondition => ({
    condition: built,
    through,
    each: null,
    words: filter.words,
  });
  switch (condition.type) {
    case "values":
      return valuesCondition(filter, condition, builder);
    case "compare": {
      if (condition.left === null && condition.right.type === "mention") return null;
      const left = condition.left ? measureExpression(condition.left, builder, filter.near.at(-1) ?? null) : null;
      if (!left) return unnamedComparison(condition, filter.words, builder);
      let { operator } = condition;
      if (left.flipped)
        operator = ({ "<": ">", ">": "<", "<=": ">=", ">=": "<=", "=": "=", "!=": "!=" } as const)[operator];
      const right = rightSide(condition.right, left.expression, builder);
      if (right === null) return null;
      if (left.expression.kind === "count" || left.expression.kind === "aggregate") return null;
      if (!isComparable(left.expression, operator, right, builder)) return null;
      return done({ kind: "compare", left: left.expression, operator, right, words: filter.words });
    }
    case "between": {
      const dated =
        condition.low.type === "date" &&
        condition.high.type === "date" &&
        !(condition.left?.mention?.columns[0]?.column.isMeasure ?? false);
      if (dated && condition.low.type === "date" && condition.high.type === "date") {
        const range = {
          ...condition.low.range,
          to: condition.high.range.to,
          year: null,
          month: null,
          label: `${condition.low.range.label} to ${condition.high.range.label}`,
        };
        const built = buildDateCondition(condition.left?.mention ?? null, "in", range, filter, builder, {
          low: condition.low.range,
          high: condition.high.range,
        });
        return built ? done(built) : null;
      }
      const left = condition.left ? measureExpression(condition.left, builder) : null;
      if (!left) return null;
      const low = rightSide(condition.low, left.expression, builder);
      const high = rightSide(condition.high, left.expression, builder);
      if (low === null || high === null || typeof low === "object" || typeof high === "object") return null;
      if (!isComparable(left.expression, ">", low, builder) || !isComparable(left.expression, ">", high, builder))
        return null;
      return done({ kind: "between", left: left.expression, low, high, words: filter.words });
    }
    case "date": {
      const built = buildDateCondition(condition.column, condition.operator, condition.range, filter, builder, null);
      return built ? done(built) : null;
    }
    case "null": {
      const found = columnOfMention(condition.column, builder);
      return found
        ? done({
            kind: "null",
            left: columnExpression(found.column, found.via),
            negated: condition.present,
            words: filter.words,
          })
        : null;
    }
    case "like": {
      const found = condition.column ? columnOfMention(condition.column, builder) : null;
      const texts = builder.context.entity?.columns.filter((each) => each.column.kind === "text" && !each.isKey) ?? [];
      const column = [found?.column, builder.context.entity?.display[0], texts[0]].find(
        (each) => each?.column.kind === "text",
      );
      if (!column) return null;
      return done({
        kind: "like",
        left: columnExpression(column, found?.via ?? null),
        patterns: condition.texts.map((text) => likePattern(text, condition.mode)),
        negated: false,
        words: filter.words,
      });
    }
    case "exists": {
      const table = chooseTable(condition.mention, builder.context);
      if (!table) return null;
      builder.scores.push(condition.mention.tables.find((option) => option.table === table)?.score ?? 0.6);
      return done(null, [{ table: table.table.id, via: null }]);
    }
    case "good": {
      const tables = builder.context.entity ? [builder.context.entity] : [];
      const found = adjectiveColumn("good", builder.context, tables);
      if (!found) return null;
      const middle = middleOfScale(found.column);
      if (middle === null) return null;
      builder.assumptions.push(
        `"${filter.words}" means ${found.column.column.name} ${condition.direction === "desc" ? "above" : "below"} ${middle}, the middle of its scale`,
      );
      return done({
        kind: "compare",
        left: columnExpression(found.column),
        operator: (condition.direction === "desc") === !found.flipped ? ">" : "<",
        right: middle,
        words: filter.words,
      });
    }
    case "extreme": {
      const found = columnOfMention(condition.column, builder);
      if (!found) return null;
      const inner: Plan = {
        ...emptyPlan(found.column.table.table.id),
        select: [
          {
            expression: {
              kind: "aggregate",
              name: condition.direction === "desc" ? "max" : "min",
              of: columnExpression(found.column),
              filter: [],
            },
            alias: null,
            words: null,
          },
        ],
      };
      return done({
        kind: "compare",
        left: columnExpression(found.column, found.via),
        operator: "=",
        right: { kind: "query", plan: inner },
        words: filter.words,
      });
    }
    case "flag": {
      const found = columnOfMention(condition.mention, builder);
      if (!found) return null;
      return done(flagCondition(found.column, filter.words));
    }
    default:
      return null;
  }
}

/** "invoices over 10000": the figure that such a row is known by. */
function unnamedComparison(
  condition: DraftCondition & { type: "compare" },
  words: string,
  builder: Builder,
): RawCondition | null {
  const { entity } = builder.context;
  const column = condition.left === null && condition.right.type === "number" && entity ? defaultMeasure(entity) : null;
  if (!column || condition.right.type !== "number") return null;
  builder.assumptions.push(`"${words}" is about ${column.column.name}`);
  builder.scores.push(0.8);
  return {
    condition: {
      kind: "compare",
      left: columnExpression(column),
      operator: condition.operator,
      right: condition.right.value,
      words,
    },
    through: [],
    each: null,
    words,
  };
}
