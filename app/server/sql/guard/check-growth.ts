import { columnReferences, joinsOperands, replacementGrowth, walkExpressions } from "./growth.ts";
import { Refusal } from "./refusal.ts";
import { locationOf, type TreeNode } from "./tree.ts";

/** How many times longer than a stored value a text may become through concatenation stacked in inner queries. */
const MAXIMUM_GROWTH = 4096;

/**
 * Thirty inner queries that each write `s || s` make a gigabyte out of one letter, and neither a time limit nor work_mem
 * stops that in time. Each query level multiplies by the most operands it joins in one expression; the product is capped.
 */
export function checkGrowth(select: TreeNode): void {
  let growth = 1;
  const enter = (inner: TreeNode): void => {
    let joined = 1;
    walkExpressions(
      Object.values(inner),
      (type, node) => {
        growth *= replacementGrowth(type, node);
        if (joinsOperands(type, node)) joined = Math.max(joined, columnReferences(node).length);
        if (growth * joined > MAXIMUM_GROWTH) {
          throw new Refusal("TOO_COMPLEX", "This builds texts that could fill memory.", locationOf(node));
        }
      },
      enter,
    );
    growth *= joined;
  };
  enter(select);
}
