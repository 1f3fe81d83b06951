import { COMMON_WORDS } from "#app/server/analyst/offline/language/common-words.ts";
import { clearPending, finishPending, finishPendingUnlessEmpty, pushOutput } from "./draft-outputs.ts";
import { previousIs } from "./looking-back.ts";
import { adjectiveMeasure } from "./adjective-measure.ts";
import {
  OPEN,
  type Reader,
  addFilter,
  bestKind,
  closeNegation,
  isOperator,
  mentionAtReader,
  operatorAt,
  peek,
  remember,
} from "./reader.ts";

function isVerb(word: string): boolean {
  return /(?:ed|ing)$/i.test(word);
}

/** A word that names nothing here; "age" may still be worked out from a birth date. */
export function stepUnknown(reader: Reader, word: string): void {
  const { draft, pending } = reader;
  reader.at += 1;
  if (/^ages?$/i.test(word)) {
    const { functions, words } = pending;
    if (functions.length > 0)
      for (const name of functions)
        pushOutput(reader, {
          kind: "aggregate",
          name,
          mention: null,
          adjective: "old",
          distinct: false,
          words: [...words, word].join(" "),
        });
    else if (reader.zone === "outputs") pushOutput(reader, adjectiveMeasure("old"));
    clearPending(reader);
    return;
  }
  draft.unexplained.push(word);
  const common = COMMON_WORDS.has(word.toLowerCase());
  const before = reader.items[reader.at - 2];
  const after = peek(reader);
  const governed =
    before?.kind === "number" ||
    (before?.kind === "operator" &&
      ["count", "aggregate", "superlative", "each", "compare", "with", "frequent", "without", "negation"].includes(
        before.operator.type,
      ));
  const governs =
    after?.kind === "literal" ||
    (after?.kind === "mention" && after.mention.quoted) ||
    (after?.kind === "operator" && ["compare", "between", "named", "like"].includes(after.operator.type));
  const modifies = after?.kind === "mention" && bestKind(after.mention) === "table" && !after.mention.hint;
  if (!common && (governed || governs || modifies) && !isVerb(word)) draft.lost += 1;
  const asked =
    reader.zone === "outputs" &&
    draft.outputs.length === 0 &&
    draft.heads.length === 0 &&
    !COMMON_WORDS.has(word.toLowerCase());
  const follows = mentionAtReader(reader) === null;
  if (asked && follows) draft.headUnknown = true;
  if (pending.functions.length > 0 && follows) draft.headUnknown = true;
}

export function stepNumber(reader: Reader, value: number): boolean {
  const next = operatorAt(reader, 1);
  if (next?.type === "superlative" || next?.type === "frequent" || next?.type === "top") {
    reader.draft.limit = value;
    reader.at += 1;
    return true;
  }
  const mention = mentionAtReader(reader, 1);
  if (
    reader.zone === "outputs" &&
    reader.draft.outputs.length === 0 &&
    mention &&
    bestKind(mention) === "table" &&
    Number.isInteger(value) &&
    value > 0 &&
    reader.at <= 2 &&
    !reader.pending.count
  ) {
    reader.draft.limit = value;
    reader.at += 1;
    return true;
  }
  return false;
}

/** "with a number of flights above 3" */
export function readCountComparison(reader: Reader): boolean {
  const mention = mentionAtReader(reader, 1);
  const compare = operatorAt(reader, 2);
  const figure = peek(reader, 3);
  if (!mention || compare?.type !== "compare" || figure?.kind !== "number") return false;
  reader.at += 4;
  addFilter(
    reader,
    { type: "having", mention, operator: compare.operator, count: figure.value, high: null, distinct: false },
    mention.words,
  );
  return true;
}

export function stepAsk(reader: Reader, word: string, words: string): void {
  const { draft } = reader;
  const first =
    reader.at === 0 ||
    (reader.draft.outputs.length === 0 &&
      reader.draft.tables.length === 0 &&
      reader.draft.filters.length === 0 &&
      !reader.pending.count);
  const joined = previousIs(reader, "and") || reader.items[reader.at - 1]?.kind === "comma";
  if (
    !first &&
    !joined &&
    (word === "who" || word === "where" || word === "which" || word === "whose" || word === "when")
  ) {
    finishPendingUnlessEmpty(reader);
    reader.zone = "filters";
    reader.at += 1;
    return;
  }
  if (!first) {
    finishPending(reader);
    closeNegation(reader);
  }
  reader.zone = "outputs";
  reader.at += 1;
  const adjective = {
    "how old": "old",
    "how tall": "tall",
    "how heavy": "heavy",
    "how big": "large",
    "how large": "large",
    "how high": "high",
    "how far": "far",
    "how long": "long",
  }[words];
  if (words === "how much" && first) draft.ask = "how";
  if (adjective) pushOutput(reader, adjectiveMeasure(adjective));
  else if (word === "when" || word === "where") {
    if (first) draft.ask = word;
    else
      pushOutput(reader, {
        kind: "adjective",
        name: null,
        mention: null,
        adjective: word,
        distinct: false,
        words: word,
      });
  } else if (word === "who") {
    draft.ask = "who";
    const next = mentionAtReader(reader);
    if (
      next &&
      bestKind(next) !== "table" &&
      (next.hint || /(?:ed|s|made|sold|spent|paid)$/i.test(next.words)) &&
      !isOperator(reader, "superlative")
    ) {
      remember(reader, next);
      reader.at += 1;
      reader.zone = "filters";
    }
  }
}

export function stepAnd(reader: Reader): void {
  const next = operatorAt(reader, 1);
  const { draft } = reader;
  if (
    next &&
    ["ask", "command", "count", "aggregate", "each"].includes(next.type) &&
    !(next.type === "ask" && ["who", "whose", "where"].includes((next as { word: string }).word))
  ) {
    const verbOfHaving = next.type === "count" || next.type === "aggregate";
    closeNegation(reader);
    if (!verbOfHaving || reader.zone !== "outputs") {
      finishPending(reader);
      reader.zone = "outputs";
    }
  } else if (reader.negated && draft.filters.at(-1)?.words === OPEN) {
    const following = mentionAtReader(reader, 1);
    const same = following !== null && bestKind(following) === "value";
    if (!same || next) closeNegation(reader);
  }
  reader.connector = "and";
  reader.at += 1;
}
