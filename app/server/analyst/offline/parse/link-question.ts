import { COMMON_WORDS } from "#app/server/analyst/offline/language/common-words.ts";
import { type OperatorSpan, STOP_WORDS, readOperators } from "#app/server/analyst/offline/language/operators.ts";
import { type DateSpan, readDates } from "#app/server/analyst/offline/language/read-dates.ts";
import type { Token } from "#app/server/analyst/offline/language/tokenise.ts";
import { findColumns } from "#app/server/analyst/offline/schema/match-names.ts";
import { findPartialValues, findValues } from "#app/server/analyst/offline/schema/match-values.ts";
import { nearestStem } from "#app/server/analyst/offline/schema/repair-spelling.ts";
import type { SchemaIndex } from "#app/server/analyst/offline/schema/schema-index.ts";
import { synonymsOf } from "#app/server/analyst/offline/schema/synonyms.ts";
import type { Item, Mention } from "./items.ts";
import { FUNCTION_TYPES, FUNCTION_WORD_WEIGHT, INNER, mentionAt } from "./mention-at.ts";
import { splitOpposites } from "./opposites.ts";
import { isBareVerb, isVerbOfNoun, verbOfTables } from "./verb-forms.ts";

const MAX_SPAN = 9;

const SINGLE_OPERATOR_WEIGHT = 0.9;

type Candidate = { end: number; weight: number; item: Item };

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
    let best: Candidate = {
      end: start + 1,
      weight: 0,
      item: isBareVerb(tokens, start)
        ? { kind: "operator", operator: { type: "stop" }, words: (tokens[start] as Token).text, start, end: start + 1 }
        : plainItem(tokens[start] as Token, start, index),
    };
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
    const mention: Mention = {
      words: token.text,
      start: at,
      end: at + 1,
      possessive: false,
      quoted: false,
      hint: true,
      concept: null,
      tables,
      columns: [],
      values: [],
      score: 0.7,
    };
    return { kind: "mention", mention, ...common };
  }
  if (STOP_WORDS.has(token.lower) || isVerbOfNoun(token, index))
    return { kind: "operator", operator: { type: "stop" }, ...common };
  return { kind: "unknown", ...common };
}
