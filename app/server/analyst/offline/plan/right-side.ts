import { emptyPlan } from "./empty-plan.ts";
import type { DraftRight } from "#app/server/analyst/offline/parse/draft.ts";
import type { Builder } from "./builder.ts";
import { literalFor } from "./condition-kinds.ts";
import { measureExpression } from "./measure-expression.ts";
import type { PlanExpression, PlanLiteral } from "./plan.ts";

export function rightSide(
  right: DraftRight,
  left: PlanExpression,
  builder: Builder,
): PlanLiteral | PlanExpression | null {
  const column =
    left.kind === "column" ? builder.index.byId.get(left.column.table)?.byName.get(left.column.column) : undefined;
  switch (right.type) {
    case "number":
      return column && column.column.kind === "text" ? String(right.value) : right.value;
    case "text":
      return column ? literalFor(column, right.text) : right.text;
    case "date":
      if (column && (column.isMeasure || column.isYear)) return right.range.year;
      return right.range.from;
    case "mention":
      return (
        right.mention.values.find((value) => value.column === column)?.value ?? right.mention.values[0]?.value ?? null
      );
    case "aggregate": {
      const target = right.mention
        ? measureExpression(
            {
              kind: "column",
              name: null,
              mention: right.mention,
              adjective: null,
              distinct: false,
              words: right.mention.words,
            },
            builder,
          )?.expression
        : left;
      if (!target || target.kind !== "column") return null;
      const inner = emptyPlan(target.column.table);
      inner.select.push({
        expression: { kind: "aggregate", name: right.name, of: target, filter: [] },
        alias: null,
        words: null,
      });
      const inside: Builder = {
        ...builder,
        context: { ...builder.context, entity: builder.index.byId.get(target.column.table) ?? builder.context.entity },
      };
      builder.addConditions(inner, right.filters, inside);
      return { kind: "query", plan: inner };
    }
    case "row-of": {
      const by = measureExpression(right.measure, builder);
      if (!by || left.kind !== "column") return null;
      const inner = emptyPlan(left.column.table);
      inner.select.push({ expression: left, alias: null, words: null });
      const direction = by.flipped ? (right.direction === "asc" ? "desc" : "asc") : right.direction;
      inner.orderBy.push({ expression: by.expression, direction, words: null });
      inner.limit = 1;
      return { kind: "query", plan: inner };
    }
  }
}
