import type { DraftOutput, Measure } from "./draft.ts";
import type { Mention } from "./items.ts";
import { type Reader, bestKind, isOperator, mentionAtReader, peek } from "./reader.ts";

/** An aggregate or count that never met its object counts or measures the thing asked about. */
export function finishPending(reader: Reader): void {
  const { pending } = reader;
  if (pending.count)
    pushOutput(reader, {
      kind: "count",
      name: null,
      mention: reader.lastTable,
      adjective: null,
      distinct: pending.distinct,
      words: pending.words.join(" "),
    });
  else
    for (const name of reader.draft.outputs.length > 0 ? [] : pending.functions)
      if (reader.lastColumn ?? reader.lastTable)
        pushOutput(reader, {
          kind: "aggregate",
          name,
          mention: reader.lastColumn ?? reader.lastTable,
          adjective: null,
          distinct: false,
          words: pending.words.join(" "),
        });
  clearPending(reader);
}

/** Whose column was just read: "names of the teachers", "each teacher, list its name", "the teacher's name". */
function findOwner(reader: Reader): Mention | null {
  const before = mentionAtReader(reader, -2);
  if (before && !before.hint && bestKind(before) === "table") return before;
  let offset = 0;
  for (let steps = 0; steps < 14; steps += 1) {
    const item = peek(reader, offset);
    if (!item) break;
    if (item.kind === "comma" || (item.kind === "mention" && bestKind(item.mention) === "column" && !item.mention.hint))
      offset += 1;
    else if (
      item.kind === "operator" &&
      (item.operator.type === "and" || item.operator.type === "distinct" || item.operator.type === "aggregate")
    )
      offset += 1;
    else if (
      item.kind === "operator" &&
      (item.operator.type === "preposition" || (item.operator.type === "each" && /^(?:of|each)/i.test(item.words)))
    ) {
      const next =
        isOperator(reader, "each", offset + 1) ||
        isOperator(reader, "distinct", offset + 1) ||
        isOperator(reader, "frequent", offset + 1) ||
        isOperator(reader, "superlative", offset + 1) ||
        isOperator(reader, "preposition", offset + 1)
          ? mentionAtReader(reader, offset + 2)
          : (mentionAtReader(reader, offset + 1) ??
            (peek(reader, offset + 1)?.kind === "number" ? mentionAtReader(reader, offset + 2) : null));
      if (next && bestKind(next) === "value") {
        let last: Mention | null = null;
        for (let at = offset + 2; at < offset + 5; at += 1) {
          const after = mentionAtReader(reader, at);
          if (after && bestKind(after) === "table") last = after;
          else if (!after || (bestKind(after) === "column" && !last)) break;
        }
        return last;
      }
      if (
        next &&
        !next.hint &&
        next.tables.length > 0 &&
        (bestKind(next) === "table" || (next.tables[0]?.score ?? 0) >= 0.75)
      )
        return next;
      break;
    } else if (item.kind === "mention" && item.mention.hint) offset += 1;
    else break;
  }
  const group = reader.draft.groups.findLast((each) => each.mention && bestKind(each.mention) === "table");
  return group?.mention ?? (reader.draft.outputs.length > 0 || reader.draft.heads.length > 0 ? reader.lastTable : null);
}

export function clearPending(reader: Reader): void {
  reader.pending = { functions: [], count: false, distinct: false, words: [] };
}

export function pushOutput(reader: Reader, measure: Measure, entity = false): void {
  const near = reader.trail.at(-1) ?? null;
  reader.draft.outputs.push({ measure, entity, near, owner: entity ? null : findOwner(reader) } satisfies DraftOutput);
  reader.draft.explained += 1;
}

export function finishPendingUnlessEmpty(reader: Reader): void {
  if (
    (reader.pending.count || reader.pending.functions.length > 0) &&
    reader.lastTable &&
    reader.pending.functions.length === 0
  )
    finishPending(reader);
}

export function joinedByAnd(reader: Reader): boolean {
  const before = reader.items[reader.at - 2];
  return (
    before?.kind === "comma" ||
    (before?.kind === "operator" && (before.operator.type === "and" || before.operator.type === "ask"))
  );
}
