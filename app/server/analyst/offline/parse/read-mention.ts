import { clearPending, joinedByAnd, pushOutput } from "./draft-outputs.ts";
import type { Mention } from "./items.ts";
import { isFlag, ownsColumn } from "./mention-kinds.ts";
import { readFilter } from "./read-filter.ts";
import {
  type Reader,
  addFilter,
  bestKind,
  isOperator,
  mentionAtReader,
  peek,
  plainMeasure,
  remember,
} from "./reader.ts";

export function stepMention(reader: Reader, mention: Mention): void {
  const { draft } = reader;
  const kind = bestKind(mention);
  const dated = mention.columns.find(
    (option) => option.column.isDate && option.column.column.nullable && option.score >= 0.45,
  );
  if (
    reader.negated &&
    dated &&
    kind === "column" &&
    /(?:ed|en|t)$/i.test(mention.words) &&
    !readsAsFilter(reader, mention)
  ) {
    // "not yet approved": the date of it is missing.
    reader.negated = false;
    reader.negationUsed = true;
    addFilter(
      reader,
      { type: "null", column: { ...mention, columns: [dated] }, present: false },
      `not ${mention.words}`,
    );
    reader.at += 1;
    return;
  }
  const previous = reader.items[reader.at - 1];
  const participle =
    kind === "column" &&
    /(?:ed|ing|made|sold|written)$/i.test(mention.words) &&
    reader.zone === "outputs" &&
    previous?.kind === "mention" &&
    !readsAsFilter(reader, mention);
  if (mention.hint || participle) {
    remember(reader, mention);
    reader.at += 1;
    return;
  }
  const next = mentionAtReader(reader, 1);
  // "the students' first names": an owner before its column.
  if (kind === "value" || !(kind === "table" && (mention.possessive || next !== null))) {
    if (readFilter(reader)) return;
  } else if (
    kind === "table" &&
    mention.columns.length > 0 &&
    (mention.columns[0]?.score ?? 0) >= 0.95 &&
    next &&
    bestKind(next) === "value" &&
    readFilter(reader)
  )
    return;
  if (kind === "value") {
    reader.at += 1;
    draft.unexplained.push(mention.words);
    return;
  }
  draft.explained += 1;
  if (kind === "table") {
    stepTable(reader, mention);
    return;
  }
  stepColumn(reader, mention);
}

/** A participle that a value or comparison follows is a column after all ("directed by Ben Jones"). */
function readsAsFilter(reader: Reader, mention: Mention): boolean {
  const next = peek(reader, 1);
  const following = next?.kind === "operator" && next.operator.type === "preposition" ? peek(reader, 2) : next;
  if (following?.kind === "literal" || following?.kind === "date" || following?.kind === "number") return true;
  if (following?.kind === "operator")
    return ["compare", "between", "like", "negation"].includes(following.operator.type);
  return (
    following?.kind === "mention" &&
    bestKind(following.mention) === "value" &&
    following.mention.values.some((value) => mention.columns.some((option) => option.column === value.column))
  );
}

function stepTable(reader: Reader, mention: Mention): void {
  const { draft, pending } = reader;
  const next = mentionAtReader(reader, 1);
  const owner =
    mention.possessive ||
    (next !== null &&
      !next.hint &&
      bestKind(next) === "column" &&
      reader.zone === "outputs" &&
      ownsColumn(mention, next));
  const prior = reader.items[reader.at - 1];
  const preposition = prior?.kind === "operator" && prior.operator.type === "preposition" ? prior.operator.word : null;
  if (
    pending.functions.length > 0 &&
    next &&
    /^(amounts?|values?|revenues?|totals?|prices?|volumes?|figures?)$/i.test(next.words)
  )
    reader.items.splice(reader.at + 1, 1);
  draft.tables.push(mention);
  if (reader.zone === "outputs") draft.heads.push(mention);
  reader.lastTable = mention;
  reader.at += 1;
  if (owner) {
    remember(reader, mention);
    return;
  }
  if (reader.zone === "outputs") {
    const counted =
      pending.count && !(preposition && ["in", "for", "from", "among", "within", "at", "on"].includes(preposition));
    if (counted) {
      const { words } = pending;
      const { distinct } = pending;
      clearPending(reader);
      pushOutput(reader, {
        kind: "count",
        name: null,
        mention,
        adjective: null,
        distinct,
        words: [...words, mention.words].join(" "),
      });
    } else if (pending.functions.length > 0 && preposition === null) {
      const { functions, words } = pending;
      clearPending(reader);
      for (const name of functions)
        pushOutput(reader, {
          kind: "aggregate",
          name,
          mention,
          adjective: null,
          distinct: false,
          words: [...words, mention.words].join(" "),
        });
    } else if (pending.count && preposition) {
      // "the number of ... in each museum": wait for what is counted.
    } else if (
      preposition === null &&
      (draft.outputs.length === 0 || joinedByAnd(reader)) &&
      !(draft.orders.length > 0 && draft.outputs.length > 0)
    ) {
      pushOutput(reader, plainMeasure(mention), true);
    }
  } else addFilter(reader, { type: "exists", mention }, mention.words);
  remember(reader, mention);
}

function stepColumn(reader: Reader, mention: Mention): void {
  const { draft, pending } = reader;
  const following = mentionAtReader(reader, 1);
  const alone = reader.draft.outputs.length === 0 && following === null && peek(reader, 1)?.kind !== "operator";
  if (
    isFlag(mention) &&
    (alone || reader.zone === "filters" || (following !== null && bestKind(following) === "table"))
  ) {
    reader.at += 1;
    addFilter(reader, { type: "flag", mention }, mention.words);
    return;
  }
  reader.at += 1;
  const prior = reader.items[reader.at - 2];
  const attached =
    prior?.kind === "operator" &&
    prior.operator.type === "preposition" &&
    ["of", "for", "among", "from", "in"].includes(prior.operator.word);
  if (
    reader.zone === "outputs" &&
    attached &&
    draft.outputs.length > 0 &&
    !pending.count &&
    pending.functions.length === 0
  ) {
    reader.lastColumn = mention;
    remember(reader, mention);
    return;
  }
  if (reader.zone === "outputs") {
    if (pending.count) {
      const { words, distinct } = pending;
      clearPending(reader);
      pushOutput(reader, {
        kind: "count",
        name: null,
        mention,
        adjective: null,
        distinct,
        words: [...words, mention.words].join(" "),
      });
      const another = isOperator(reader, "and") ? mentionAtReader(reader, 1) : null;
      if (distinct && another && bestKind(another) === "column" && !another.hint)
        reader.pending = { functions: [], count: true, distinct, words };
    } else if (pending.functions.length > 0) {
      const { functions, words } = pending;
      const more = isOperator(reader, "and") && mentionAtReader(reader, 1);
      const following = more ? (mentionAtReader(reader, 1) as Mention) : null;
      clearPending(reader);
      for (const name of functions)
        pushOutput(reader, {
          kind: "aggregate",
          name,
          mention,
          adjective: null,
          distinct: false,
          words: [...words, mention.words].join(" "),
        });
      // "average age and weight": the same aggregate again.
      if (following && bestKind(following) === "column" && following.columns[0]?.column.isMeasure && !following.hint)
        reader.pending = { functions, count: false, distinct: false, words };
    } else if (mention.concept && mention.concept !== "count")
      pushOutput(reader, {
        kind: "aggregate",
        name: mention.concept,
        mention,
        adjective: null,
        distinct: false,
        words: mention.words,
      });
    else pushOutput(reader, plainMeasure(mention));
    reader.lastColumn = null;
  } else {
    const before = reader.items[reader.at - 2];
    const after = peek(reader);
    const isLast = after === null || after.kind === "comma";
    if (
      before?.kind === "operator" &&
      before.operator.type === "and" &&
      isLast &&
      draft.filters.length > 0 &&
      !/^(has|have)/i.test(before.words)
    ) {
      pushOutput(reader, plainMeasure(mention));
    } else if (
      before?.kind === "operator" &&
      (before.operator.type === "with" || before.operator.type === "negation" || before.operator.type === "without")
    ) {
      addFilter(reader, { type: "flag", mention }, mention.words);
    }
    reader.lastColumn = mention;
  }
  remember(reader, mention);
}
