import { isAggregate, tablesOfExpression, type Plan, type PlanExpression, type TableNode } from "./plan.ts";

/** Whose rows a figure is made of, and whether a row met twice would change it. */
export type Measured = {
  /** Null: whatever rows the joins give. */
  node: TableNode | null;
  repeatable: boolean;
};

function measuredBy(expression: PlanExpression): Measured[] {
  switch (expression.kind) {
    case "count":
      if (expression.column) return [{ node: expression.column, repeatable: expression.distinct }];
      return [{ node: expression.of ? { table: expression.of, via: null } : null, repeatable: false }];
    case "aggregate": {
      const nodes: TableNode[] = [];
      tablesOfExpression(expression.of, (node) => nodes.push(node));
      const repeatable = expression.name === "min" || expression.name === "max";
      return nodes.map((node) => ({ node, repeatable }));
    }
    case "divide":
      return [...measuredBy(expression.top), ...measuredBy(expression.bottom)];
    case "subtract":
      return [...measuredBy(expression.left), ...measuredBy(expression.right)];
    case "window":
      return measuredBy(expression.of);
    default:
      return [];
  }
}

/** What the figures of a plan, shown, ordered by or compared, are made of; those of inner queries left out. */
export function measuredTables(plan: Plan): Measured[] {
  const compared = plan.having.flatMap((condition) =>
    condition.kind === "compare"
      ? [condition.left, ...(typeof condition.right === "object" ? [condition.right] : [])]
      : [],
  );
  return [...plan.select, ...plan.orderBy]
    .map((part) => part.expression)
    .concat(compared)
    .filter(isAggregate)
    .flatMap(measuredBy);
}
