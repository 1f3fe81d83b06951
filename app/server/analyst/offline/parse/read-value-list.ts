import type { Mention } from "./items.ts";
import { type Reader, bestKind, isOperator, peek } from "./reader.ts";

/** A list of values or figures: "A, B or C", "both A and B", "32 or 33". Starts at `offset`. */
export function readValueList(
  reader: Reader,
  offset: number,
): { mentions: (Mention | { literal: string })[]; length: number; all: boolean } | null {
  const mentions: (Mention | { literal: string })[] = [];
  let length = 0;
  let all = false;
  let viaOr = false;
  let viaAnd = false;
  let at = offset;
  if (isOperator(reader, "both", at)) {
    all = true;
    at += 1;
  } else if (isOperator(reader, "either", at)) {
    viaOr = true;
    at += 1;
  }
  for (;;) {
    const item = peek(reader, at);
    if (item?.kind === "mention" && bestKind(item.mention) === "value" && !item.mention.hint)
      mentions.push(item.mention);
    else if (item?.kind === "literal") mentions.push({ literal: item.text });
    else if (item?.kind === "number") mentions.push({ literal: String(item.value) });
    else break;
    at += 1;
    length = at - offset;
    let next = at;
    let joiner: "and" | "or" | "comma" | null = null;
    if (peek(reader, next)?.kind === "comma") {
      joiner = "comma";
      next += 1;
    }
    if (isOperator(reader, "and", next)) {
      joiner = "and";
      next += 1;
    } else if (isOperator(reader, "or", next)) {
      joiner = "or";
      next += 1;
    }
    if (joiner === null) break;
    while (isOperator(reader, "either", next)) next += 1;
    const following = peek(reader, next);
    const continues =
      following !== null &&
      (following.kind === "literal" ||
        (following.kind === "number" && typeof mentions[0] === "object" && "literal" in (mentions[0] ?? {})) ||
        (following.kind === "mention" &&
          bestKind(following.mention) === "value" &&
          sharesColumn(mentions[0], following.mention)));
    if (!continues) break;
    if (joiner === "and") viaAnd = true;
    if (joiner === "or") viaOr = true;
    at = next;
  }
  if (mentions.length === 0) return null;
  return { mentions, length, all: mentions.length > 1 && (all || (viaAnd && !viaOr)) };
}

function sharesColumn(first: Mention | { literal: string } | undefined, second: Mention): boolean {
  if (!first || "literal" in first) return true;
  return first.values.some((a) => second.values.some((b) => a.column === b.column));
}

/** Whether the word after a value says which column it stands in, itself or as a reference to the value's table. */
export function describesValue(after: Mention, mentions: (Mention | { literal: string })[]): boolean {
  const best = after.columns[0]?.score ?? 0;
  const isTable = bestKind(after) === "table";
  if (best < 0.5 || (isTable && best < 0.9)) return false;
  return mentions.some(
    (mention) =>
      !("literal" in mention) &&
      mention.values.some((value) =>
        after.columns.some(
          (option) =>
            option.score >= best - 0.1 &&
            ((option.column === value.column &&
              (!isTable ||
                !after.tables.some(
                  (table) =>
                    table.score >= 0.95 &&
                    table.table.display.length > 0 &&
                    table.table !== value.column.table &&
                    table.score > best,
                ))) ||
              (!isTable &&
                option.column.references?.toTable === value.column.table.table.id &&
                option.column.column.kind !== "text")),
        ),
      ),
  );
}

/** A word that names a table and a column alike is the column where a value comes right after it. */
export function valueFollows(reader: Reader, mention: Mention): boolean {
  const next = peek(reader, 1);
  const exact = (mention.columns[0]?.score ?? 0) >= 0.9;
  if (!exact || !next || bestKind(mention) !== "table") return false;
  if (next.kind === "literal") return true;
  return (
    next.kind === "mention" &&
    bestKind(next.mention) === "value" &&
    next.mention.values.some((value) => mention.columns.some((option) => option.column === value.column))
  );
}
