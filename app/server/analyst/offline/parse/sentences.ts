import type { Draft } from "./draft.ts";
import type { Item } from "./items.ts";
import { bestKind } from "./reader.ts";

const SENTENCE_END = new Set([".", "?", "!", ";"]);

/** Items without the small words that carry no meaning here, cut into sentences. */
export function sentences(items: Item[]): Item[][] {
  const result: Item[][] = [[]];
  for (let at = 0; at < items.length; at += 1) {
    const item = items[at] as Item;
    const inside = items[at + 1];
    // "miles per gallon (mpg)": the same thing said again.
    if (
      item.words === "(" &&
      inside?.kind === "mention" &&
      bestKind(inside.mention) !== "value" &&
      items[at + 2]?.words === ")"
    ) {
      at += 2;
      continue;
    }
    if (item.kind === "stop-sign") {
      if (SENTENCE_END.has(item.words)) result.push([]);
      continue;
    }
    if (item.kind === "operator" && (item.operator.type === "stop" || item.operator.type === "copula")) continue;
    result.at(-1)?.push(item);
  }
  return result.filter((sentence) => sentence.length > 0);
}

/** "what share of invoices is overdue": a part of a whole, where nothing is grouped. */
export function shareOfWhole(draft: Draft): void {
  const { special } = draft;
  if (special?.type !== "share" || draft.groups.length > 0 || draft.filters.length === 0) return;
  const counted =
    draft.outputs.find((output) => output.measure.kind === "count" || output.entity)?.measure.mention ??
    draft.heads[0] ??
    null;
  draft.special = {
    ...special,
    type: "percentage",
    top: draft.filters,
    bottom: [],
    topCount: counted,
    bottomCount: counted,
  };
  draft.filters = [];
  draft.outputs = [];
}

export function numberWord(sentence: Item[]): boolean {
  return sentence.some(
    (item) =>
      (item.kind === "unknown" && /^(number|count|numbers|counts|total)$/i.test(item.words)) ||
      (item.kind === "mention" && /\b(number|count)\b/i.test(item.words)),
  );
}

export function isOperatorItem(item: Item | undefined): boolean {
  return item?.kind === "operator" && (item.operator.type === "command" || item.operator.type === "ask");
}
