import { adjectiveMeasure } from "./adjective-measure.ts";
import { readMeasure } from "./read-measure.ts";
import { isOperator, operatorAt, peek, remember, type Reader } from "./reader.ts";

/** "ordered by age in descending order, then name", "in alphabetical order of name", "sorted from high to low". */
export function readOrder(reader: Reader): void {
  const { draft } = reader;
  let direction: "asc" | "desc" | null = null;
  let any = false;
  for (let steps = 0; steps < 30 && reader.at < reader.items.length; steps += 1) {
    const operator = operatorAt(reader);
    const item = peek(reader);
    if (!item) break;
    if (
      operator?.type === "order" ||
      operator?.type === "alphabetical" ||
      (operator?.type === "preposition" && ["by", "in", "of", "from", "to", "on", "as"].includes(operator.word)) ||
      operator?.type === "with" ||
      operator?.type === "relative" ||
      operator?.type === "each"
    ) {
      if (operator.type === "alphabetical" && direction === null)
        direction = /descend|reverse/i.test(item.words) ? "desc" : "asc";
      reader.at += 1;
      continue;
    }
    if (operator?.type === "direction") {
      const last = draft.orders.at(-1);
      if (any && last && last.direction === null) last.direction = operator.direction;
      else direction = operator.direction;
      reader.at += 1;
      continue;
    }
    if (operator?.type === "superlative" && operator.adjective === null) {
      direction = operator.direction;
      reader.at += 1;
      continue;
    }
    if (operator?.type === "superlative" && operator.adjective !== null) {
      reader.at += 1;
      direction = operator.direction;
      const named = readMeasure(reader);
      draft.orders.push({
        measure: named ?? adjectiveMeasure(operator.adjective),
        direction,
        words: "order",
        byLength: false,
      });
      direction = null;
      any = true;
      // "from the best to the lowest": the other end says nothing new.
      if (operatorAt(reader)?.type === "preposition" && operatorAt(reader, 1)?.type === "superlative") reader.at += 2;
      continue;
    }
    if (item.kind === "comma" || operator?.type === "and") {
      const next = operatorAt(reader, 1);
      if (!any || next?.type === "ask" || next?.type === "command" || next?.type === "each") {
        if (!any && (next === null || next.type === "direction" || next.type === "order")) {
          reader.at += 1;
          continue;
        }
        break;
      }
      reader.at += 1;
      continue;
    }
    if (item.kind === "unknown" && /^(then|length|results?|first)$/i.test(item.words)) {
      if (/length/i.test(item.words)) {
        reader.at += 1;
        while (isOperator(reader, "preposition")) reader.at += 1;
        const measured = readMeasure(reader);
        if (measured) {
          draft.orders.push({ measure: measured, direction, words: "length", byLength: true });
          any = true;
        }
        continue;
      }
      reader.at += 1;
      continue;
    }
    const measure = readMeasure(reader);
    if (!measure) break;
    if (
      any &&
      draft.orders.at(-1)?.measure?.mention &&
      (measure.mention?.tables[0]?.score ?? 0) > (measure.mention?.columns[0]?.score ?? 0)
    ) {
      // "by the name of the teacher": the owner of the column just read.
      if (measure.mention) remember(reader, measure.mention);
      const order = draft.orders.at(-1);
      if (order?.measure)
        order.measure = {
          ...order.measure,
          words: `${order.measure.words} ${measure.words}`,
          ...(measure.mention ? { owner: measure.mention } : {}),
        };
      continue;
    }
    // "the teacher's name": an owner first.
    if (measure.mention?.possessive) {
      const owned = readMeasure(reader);
      if (owned) {
        draft.orders.push({
          measure: { ...owned, owner: measure.mention },
          direction,
          words: "order",
          byLength: false,
        });
        direction = null;
        any = true;
        continue;
      }
    }
    if (measure.mention) remember(reader, measure.mention);
    const waiting = draft.orders.find((order) => order.measure === null && /^(top|bottom)/i.test(order.words));
    if (waiting) {
      waiting.measure = measure;
      waiting.direction = direction ?? waiting.direction;
    } else draft.orders.push({ measure, direction, words: "order", byLength: false });
    direction = null;
    any = true;
  }
  if (!any && direction !== null) {
    const last = draft.orders.at(-1);
    if (last) last.direction = direction;
    else draft.orders.push({ measure: null, direction, words: "order", byLength: false });
  }
  reader.draft.explained += 1;
}
