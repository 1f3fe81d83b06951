import { readDates, type DateSpan } from "#app/server/analyst/offline/language/read-dates.ts";
import { readOperators, STOP_WORDS, type OperatorSpan } from "#app/server/analyst/offline/language/operators.ts";
import type { Token } from "#app/server/analyst/offline/language/tokenise.ts";
import { findColumns, findTables } from "#app/server/analyst/offline/schema/match-names.ts";
import { findPartialValues, findValues } from "#app/server/analyst/offline/schema/match-values.ts";
import { conceptColumns } from "#app/server/analyst/offline/schema/concepts.ts";
import { findGlossary } from "#app/server/analyst/offline/schema/match-glossary.ts";
import { isPeopleTable } from "#app/server/analyst/offline/schema/people.ts";
import { nearestStem } from "#app/server/analyst/offline/schema/repair-spelling.ts";
import type { IndexedColumn, SchemaIndex } from "#app/server/analyst/offline/schema/schema-index.ts";
import { synonymsOf } from "#app/server/analyst/offline/schema/synonyms.ts";
import { COMMON_WORDS } from "#app/server/analyst/offline/language/common-words.ts";
import { singular, stemWord } from "#app/server/analyst/offline/language/stem-word.ts";
import { splitIdentifier } from "#app/server/analyst/offline/schema/name-words.ts";
import type { Item, Mention, TableOption } from "./items.ts";

const MAX_SPAN = 9;
const MAX_NAME_WORDS = 5;
const INNER = new Set(["of", "the", "a", "and", "for", "in", "to"]);
const NAME_INNER = new Set(["of", "the", "a", "and"]);
const SINGLE_OPERATOR_WEIGHT = 0.9;
const FUNCTION_WORD_WEIGHT = 0.3;
const OPTION_SLACK = 0.4;

type Candidate = { end: number; weight: number; item: Item };

const FUNCTION_TYPES = new Set(["preposition", "copula", "stop", "relative", "with", "and", "or", "than", "but"]);

function operatorWeight(span: OperatorSpan, tokens: Token[]): number {
  const length = span.end - span.start;
  if (FUNCTION_TYPES.has(span.operator.type)) return FUNCTION_WORD_WEIGHT * length;
  if (span.operator.type === "command" && span.start > 0) {
    const before = tokens[span.start - 1];
    if (before?.kind !== "punctuation" && before?.lower !== "and" && before?.lower !== "please" && span.start > 2)
      return 0.2;
  }
  let weight = 0;
  for (let at = span.start; at < span.end; at += 1) {
    weight += INNER.has(tokens[at]?.lower ?? "") ? FUNCTION_WORD_WEIGHT : SINGLE_OPERATOR_WEIGHT;
  }
  return weight + (length > 1 ? 0.1 * length : 0);
}

/** Words with a misspelling put right against the names of the schema; others unchanged. */
function repaired(tokens: Token[], index: SchemaIndex, operators: Map<number, OperatorSpan[]>): Token[] {
  return tokens.map((token, at) => {
    if (token.kind !== "word" || operators.has(at) || STOP_WORDS.has(token.lower) || COMMON_WORDS.has(token.lower))
      return token;
    const known =
      index.tablesByStem.has(token.stem) ||
      index.columnsByStem.has(token.stem) ||
      index.values.has(token.lower) ||
      index.valueWords.has(token.lower);
    if (known || synonymsOf(token.stem).size > 0 || index.tablesByJoined.has(token.stem)) return token;
    if (token.capitalised && at > 0) return token;
    const near = nearestStem(token.stem, index.vocabulary);
    return near ? { ...token, stem: near } : token;
  });
}

function mentionAt(
  tokens: Token[],
  start: number,
  end: number,
  index: SchemaIndex,
  operators: Map<number, OperatorSpan[]>,
): { mention: Mention; weight: number } | null {
  const span = tokens.slice(start, end);
  const first = span[0];
  const last = span.at(-1);
  if (!first || !last) return null;
  if (span.some((token) => token.kind === "quoted" || token.kind === "date" || token.kind === "symbol")) return null;
  if (
    span.some(
      (token, at) =>
        token.kind === "punctuation" &&
        ((token.text !== "-" &&
          token.text !== "&" &&
          token.text !== "/" &&
          token.text !== "." &&
          !(token.text === "," && false)) ||
          at === 0 ||
          at === span.length - 1) &&
        !(token.text === ")" || token.text === "(" || token.text === "!"),
    )
  )
    return null;
  if (first.kind === "punctuation" || (last.kind === "punctuation" && last.text !== ")" && last.text !== "!"))
    return null;
  const words = span.filter((token) => token.kind === "word" || token.kind === "number");
  const text = span
    .map((token, at) => (at > 0 && tokens[start + at - 1]?.end !== token.start ? " " : "") + token.text)
    .join("");
  const content = words.filter((token) => !INNER.has(token.lower));
  if (content.length === 0 || INNER.has(last.lower)) return null;
  const mention: Mention = {
    words: text,
    start,
    end,
    possessive: last.possessive,
    quoted: false,
    tables: [],
    columns: [],
    values: [],
    score: 0,
    hint: false,
    concept: null,
  };
  const nameSpan =
    !span.some((token) => token.kind === "punctuation" && token.text !== "-") &&
    !INNER.has(first.lower) &&
    !span.slice(0, -1).some((token) => token.possessive);
  const single = content.length === 1;
  const stopped =
    single && (STOP_WORDS.has(first.lower) || FUNCTION_TYPES.has(operators.get(start)?.[0]?.operator.type ?? ""));
  const verbal = content.length > 1 && content.some((token) => isVerbForm(token.lower));
  if (nameSpan && content.length <= MAX_NAME_WORDS && !content.every((token) => token.kind === "number")) {
    const stems = content.map((token) => token.stem);
    if (new Set(stems).size === stems.length) {
      const inverted = words[0]?.lower === "number" && words[1]?.lower === "of";
      const spread = words.length > content.length;
      const soft = single && COMMON_WORDS.has(first.lower);
      for (const { table, score } of findTables(stems, index, content.map((token) => token.lower).join("")))
        if (
          (!verbal || literallyNamed(content, table.words)) &&
          (!stopped || score === 1) &&
          (!soft || score >= 0.95) &&
          (!spread || stems.every((stem) => table.stems.includes(stem)))
        )
          mention.tables.push({ kind: "table", table, score });
      for (const { column, score } of findColumns(stems, index, content.map((token) => token.lower).join(""))) {
        if (stopped && score < 0.97) continue;
        // "placebo treatments": an adjective before its noun, not one name.
        if (!single && column.table.stems.includes(stems.at(-1) ?? "") && !column.stems.includes(stems.at(-1) ?? "")) continue;
        if (verbal && !literallyNamed(content, splitIdentifier(column.column.name)) && !(score >= 0.95 && stems.every((stem) => column.ownStems.includes(stem))) && !verbOfTable(content, column)) continue;
        if (spread && !namesInOrder(words, column, index)) continue;
        if (inverted && column.stems[0] !== "number" && index.tablesByStem.has(stems.at(-1) ?? "")) continue;
        mention.columns.push({ kind: "column", column, score });
      }
    }
  }
  if (nameSpan && content.length <= MAX_NAME_WORDS) {
    const term = findGlossary(content.map((token) => token.stem), index);
    if (term && "table" in term) mention.tables.unshift({ kind: "table", table: term.table, score: 1.05 });
    else if (term) {
      mention.columns = [{ kind: "column", column: term.column, score: 1.05 }];
      mention.concept = term.aggregate ?? (term.column.isMeasure ? "sum" : null);
    } else if (single && (mention.columns[0]?.score ?? 0) < 0.8 && (mention.tables[0]?.score ?? 0) < 0.8) {
      const concepts = conceptColumns(first.lower, index);
      if (concepts.length > 0) {
        mention.columns = concepts.map((concept) => ({ kind: "column" as const, ...concept }));
        mention.tables = [];
        mention.concept = "sum";
      }
    }
  }
  if (single && /^(?:people|persons?)$/.test(first.lower) && (mention.tables[0]?.score ?? 0) < 0.8) {
    mention.tables = index.tables.filter((table) => isPeopleTable(table)).map((table) => ({ kind: "table" as const, table, score: 0.8 }));
  }
  const lowerSingle = single && !first.capitalised;
  const plainNumber = words.every((token) => token.kind === "number");
  const tooCommon = lowerSingle && (STOP_WORDS.has(first.lower) || operators.has(start) || first.lower.length < 2);
  if (!tooCommon && !plainNumber) {
    for (const { hit, score } of findValues(text, index)) {
      if (lowerSingle && first.lower.length <= 2 && hit.value !== first.text) continue;
      if (first.capitalised && single && operators.has(start) && hit.value !== first.text) continue;
      mention.values.push({
        kind: "value",
        column: hit.column,
        value: hit.value,
        score: score - (single && operators.has(start) ? 0.2 : 0),
      });
    }
    const known = mention.tables.length > 0 || mention.columns.length > 0;
    if (
      mention.values.length === 0 &&
      !known &&
      (content.length > 1 || first.capitalised || !COMMON_WORDS.has(first.lower)) &&
      !content.some((token) => STOP_WORDS.has(token.lower)) &&
      !span.some((_, at) => operators.has(start + at))
    ) {
      const partial = findPartialValues(text, index);
      const vague = content.length === 1 && (!first.capitalised || new Set(partial.map((each) => each.hit.value)).size > 3);
      for (const { hit, score } of vague ? [] : partial) {
        mention.values.push({
          kind: "value",
          column: hit.column,
          value: hit.value,
          score: score - (first.capitalised || content.length > 1 ? 0 : 0.08),
        });
      }
    }
  }
  if (single && isVerbForm(first.lower)) {
    for (const option of [...mention.tables, ...mention.columns]) {
      const names = option.kind === "table" ? option.table.words : splitIdentifier(option.column.column.name);
      if (!names.includes(first.lower)) option.score *= 0.68;
    }
  }
  const exactValue = mention.values.some((value) => value.score >= 0.96);
  if (exactValue && single) for (const option of mention.columns) if (option.column.stems.length > 1) option.score *= 0.9;
  // "worked" in worked_on is what happened, not a thing to show.
  if (single) for (const option of mention.columns) if (option.column.isDate && option.score > 0.7 && isVerbForm(splitIdentifier(option.column.column.name)[0] ?? "") && !splitIdentifier(option.column.column.name).includes(first.lower)) option.score = 0.7;
  const best = Math.max(
    mention.tables[0]?.score ?? 0,
    mention.columns[0]?.score ?? 0,
    ...mention.values.map((value) => value.score),
  );
  if (best <= 0) return null;
  mention.score = best;
  if (single && COMMON_WORDS.has(first.lower) && best < 0.95) mention.hint = true;
  const keep = <Option extends { score: number }>(options: Option[]) =>
    options.filter((option) => option.score >= best - OPTION_SLACK).slice(0, 60);
  mention.tables = keep(mention.tables);
  mention.columns = keep(mention.columns);
  mention.values = keep(mention.values.sort((a, b) => b.score - a.score));
  const inner = words.length - content.length;
  const punctuation = span.filter((token) => token.kind === "punctuation").length;
  const valueOnly = mention.tables.length === 0 && mention.columns.length === 0;
  if (mention.hint) return { mention, weight: 0.2 };
  return {
    mention,
    weight:
      (best >= 0.97 ? 0.015 : 0.004) * content.length * content.length +
      best * (content.length + FUNCTION_WORD_WEIGHT * inner) +
      0.02 * content.length +
      (valueOnly ? 0.03 * content.length + 0.01 * punctuation : 0),
  };
}

const IRREGULAR_VERBS = new Set(
  "made sold paid bought spent written wrote gave given taught held won sent left begun began born flown flew".split(
    " ",
  ),
);

/** "produced", "made": a verb that may point at a column but does not name it. */
function isVerbForm(word: string): boolean {
  return IRREGULAR_VERBS.has(word) || (word.length > 4 && /(?:ed|ing)$/.test(word));
}

const OPPOSITES: Record<string, string> = { closed: "open", outstanding: "paid", unsettled: "paid", open: "closed" };

/** "unpaid" is "not paid" where the data knows "paid" but not "unpaid". */
function splitOpposites(tokens: Token[], index: SchemaIndex): Token[] {
  const known = (word: string) => index.values.has(word) || (index.columnsByStem.get(stemWord(word)) ?? []).some((column) => column.isFlag);
  return tokens.flatMap((token) => {
    if (token.kind !== "word" || known(token.lower)) return [token];
    const rest = OPPOSITES[token.lower] ?? /^(?:un|non|in)(\p{L}{4,})$/u.exec(token.lower)?.[1];
    if (!rest || !known(rest)) return [token];
    const not = { ...token, text: "not", lower: "not", stem: "not", capitalised: false };
    return [not, { ...token, text: rest, lower: rest, stem: stemWord(rest), capitalised: false }];
  });
}

/** "invoiced amount" for invoices.amount: the verb is the table's, the rest is the column. */
function verbOfTable(content: Token[], column: IndexedColumn): boolean {
  return content.every((token) => (isVerbForm(token.lower) ? column.table.stems.includes(token.stem) : column.ownStems.includes(token.stem)));
}

/** Whether a phrase with a verb form in it is the name itself ("directed by"), not a clause about it. */
function literallyNamed(content: Token[], names: string[]): boolean {
  return content.every((token) => names.includes(token.lower) || names.includes(singular(token.lower)));
}

/** "type of pet" for pet_type, "number of staff" for num_of_staff; not "ids of templates", which speaks of a table. */
function namesInOrder(words: Token[], column: IndexedColumn, index: SchemaIndex): boolean {
  if (words.some((token) => INNER.has(token.lower) && !NAME_INNER.has(token.lower))) return false;
  const at = words.findIndex((token) => token.lower === "of");
  const names = column.stems.filter((stem) => !INNER.has(stem));
  const plain = (part: Token[]) => part.filter((token) => !INNER.has(token.lower)).map((token) => token.stem);
  const said = plain(words).join(" ");
  const before = plain(at < 0 ? words : words.slice(0, at));
  const after = at < 0 ? [] : plain(words.slice(at + 1));
  if (names.join(" ").endsWith(said) && before[0] === "number") return true;
  if (index.tablesByJoined.has(after.join(""))) return false;
  return names.join(" ").endsWith(said) || names.join(" ").endsWith([...after, ...before].join(" "));
}

/** A quoted text is a literal; where the data holds it, with every column that does. */
function quotedItem(token: Token, at: number, index: SchemaIndex): Item {
  const exact = findValues(token.text, index);
  const partial = exact.length > 0 ? [] : findPartialValues(token.text, index);
  const values = [...exact, ...partial].map(({ hit, score }) => ({
    kind: "value" as const,
    column: hit.column,
    value: hit.value,
    score,
  }));
  const names = token.inner.filter((inner) => inner.kind === "word").map((inner) => inner.stem);
  const columns =
    names.length > 0 && names.length <= 3 && values.length === 0
      ? findColumns(names, index).filter((column) => column.score >= 0.97)
      : [];
  const common = { words: token.text, start: at, end: at + 1 };
  if (values.length === 0 && columns.length === 0) return { kind: "literal", text: token.text, ...common };
  const score = Math.max(...values.map((value) => value.score), ...columns.map((column) => column.score));
  return {
    kind: "mention",
    ...common,
    mention: {
      ...common,
      possessive: false,
      quoted: true,
      hint: false,
      concept: null,
      tables: [],
      columns: columns.map((column) => ({ kind: "column" as const, ...column })),
      values,
      score,
    },
  };
}

/**
 * Reads a tokenised question as a sequence of operators, mentions of the data, figures, dates and
 * unknown words: the segmentation with the greatest total weight (dynamic programming over positions).
 */
export function linkQuestion(rawTokens: Token[], index: SchemaIndex, now: string): Item[] {
  rawTokens = splitOpposites(rawTokens, index);
  const operators = readOperators(rawTokens);
  const tokens = repaired(rawTokens, index, operators);
  const dates = new Map<number, DateSpan>(readDates(tokens, now).map((span) => [span.start, span]));
  const total: number[] = Array.from({ length: tokens.length + 1 }, () => 0);
  const choice: (Candidate | null)[] = Array.from({ length: tokens.length }, () => null);
  for (let start = tokens.length - 1; start >= 0; start -= 1) {
    let best: Candidate = { end: start + 1, weight: 0, item: isBareVerb(tokens, start) ? { kind: "operator", operator: { type: "stop" }, words: (tokens[start] as Token).text, start, end: start + 1 } : plainItem(tokens[start] as Token, start, index) };
    let bestTotal = total[start + 1] ?? 0;
    const consider = (candidate: Candidate) => {
      const sum = candidate.weight + (total[candidate.end] ?? 0);
      if (sum > bestTotal + 1e-9) {
        best = candidate;
        bestTotal = sum;
      }
    };
    const token = tokens[start] as Token;
    if (token.kind === "quoted") consider({ end: start + 1, weight: 1, item: quotedItem(token, start, index) });
    const date = dates.get(start);
    if (date) {
      const words = tokens
        .slice(date.start, date.end)
        .map((each) => each.text)
        .join(" ");
      consider({
        end: date.end,
        weight: 1.02 * (date.end - date.start),
        item: { kind: "date", range: date.range, words, start, end: date.end },
      });
    }
    for (const span of operators.get(start) ?? []) {
      consider({
        end: span.end,
        weight: operatorWeight(span, tokens),
        item: { kind: "operator", operator: span.operator, words: span.words, start, end: span.end },
      });
    }
    for (let end = start + 1; end <= Math.min(tokens.length, start + MAX_SPAN); end += 1) {
      if (tokens[end - 1]?.kind === "quoted") break;
      const found = mentionAt(tokens, start, end, index, operators);
      if (found)
        consider({
          end,
          weight: found.weight,
          item: { kind: "mention", mention: found.mention, words: found.mention.words, start, end },
        });
    }
    choice[start] = best;
    total[start] = bestTotal;
  }
  const items: Item[] = [];
  for (let at = 0; at < tokens.length;) {
    const chosen = choice[at];
    if (!chosen) break;
    items.push(chosen.item);
    at = chosen.end;
  }
  return items;
}

/** "teach" where there are teachers: the verb of a known noun explains itself. */
function isVerbOfNoun(token: Token, index: SchemaIndex): boolean {
  if (token.kind !== "word" || token.stem.length < 4) return false;
  return index.vocabulary.some((stem) => stem.length > token.stem.length && stem.length - token.stem.length <= 3 && stem.startsWith(token.stem));
}

/** "how many hours did each member log": after "did", a plain word that no article or preposition leads is its verb. */
function isBareVerb(tokens: Token[], at: number): boolean {
  const token = tokens[at];
  const before = tokens[at - 1];
  if (token?.kind !== "word" || token.capitalised || !before || before.kind !== "word") return false;
  if (!tokens.slice(0, at - 1).some((each) => /^(?:did|do|does)$/.test(each.lower))) return false;
  const after = tokens[at + 1];
  const ends = !after || after.kind === "punctuation" || /^(?:in|on|at|last|this|during|since|for|to|from|per|by|each|over|the|most|more)$/.test(after.lower);
  return ends && !/^(?:the|a|an|of|in|on|at|each|every|with|for|any|some|no|not|their|its|did|do|does|by|per|all|many|much)$/.test(before.lower) && !STOP_WORDS.has(token.lower);
}

/** "pay" where there are payments. */
function verbOfTables(token: Token, index: SchemaIndex): TableOption[] {
  if (token.kind !== "word" || STOP_WORDS.has(token.lower) || token.stem.length < 3) return [];
  const found: TableOption[] = [];
  for (const [stem, tables] of index.tablesByStem) {
    const longer = stem.length - token.stem.length;
    if (longer < 2 || longer > 4 || !stem.startsWith(token.stem) || !/^(?:ment|ion|tion|ing|al|er|or|ance|ence|y)$/.test(stem.slice(token.stem.length))) continue;
    for (const table of tables) if (table.stems.at(-1) === stem) found.push({ kind: "table", table, score: 0.7 });
  }
  return found;
}

function plainItem(token: Token, at: number, index: SchemaIndex): Item {
  const common = { words: token.text, start: at, end: at + 1 };
  if (token.kind === "number" || (token.number !== null && token.kind === "word"))
    return { kind: "number", value: token.number ?? 0, ...common };
  if (token.kind === "date") return { kind: "literal", text: token.text, ...common };
  if (token.kind === "quoted") return { kind: "literal", text: token.text, ...common };
  if (token.kind === "punctuation") {
    if (token.text === ",") return { kind: "comma", ...common };
    return { kind: "stop-sign", ...common };
  }
  const tables = verbOfTables(token, index);
  if (tables.length > 0) {
    const mention: Mention = { words: token.text, start: at, end: at + 1, possessive: false, quoted: false, hint: true, concept: null, tables, columns: [], values: [], score: 0.7 };
    return { kind: "mention", mention, ...common };
  }
  if (STOP_WORDS.has(token.lower) || isVerbOfNoun(token, index)) return { kind: "operator", operator: { type: "stop" }, ...common };
  return { kind: "unknown", ...common };
}
