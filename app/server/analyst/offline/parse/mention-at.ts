import { COMMON_WORDS } from "#app/server/analyst/offline/language/common-words.ts";
import { type OperatorSpan, STOP_WORDS } from "#app/server/analyst/offline/language/operators.ts";
import type { Token } from "#app/server/analyst/offline/language/tokenise.ts";
import { conceptColumns } from "#app/server/analyst/offline/schema/concepts.ts";
import { findGlossary } from "#app/server/analyst/offline/schema/match-glossary.ts";
import { findColumns, findTables } from "#app/server/analyst/offline/schema/match-names.ts";
import { findPartialValues, findValues } from "#app/server/analyst/offline/schema/match-values.ts";
import { splitIdentifier } from "#app/server/analyst/offline/schema/name-words.ts";
import { isPeopleTable } from "#app/server/analyst/offline/schema/people.ts";
import type { IndexedColumn, SchemaIndex } from "#app/server/analyst/offline/schema/schema-index.ts";
import type { Mention } from "./items.ts";
import { isVerbForm, literallyNamed, verbOfTable } from "./verb-forms.ts";

const MAX_NAME_WORDS = 5;

export const INNER = new Set(["of", "the", "a", "and", "for", "in", "to"]);

const NAME_INNER = new Set(["of", "the", "a", "and"]);

export const FUNCTION_WORD_WEIGHT = 0.3;

const OPTION_SLACK = 0.4;

export const FUNCTION_TYPES = new Set([
  "preposition",
  "copula",
  "stop",
  "relative",
  "with",
  "and",
  "or",
  "than",
  "but",
]);

export function mentionAt(
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
        if (!single && column.table.stems.includes(stems.at(-1) ?? "") && !column.stems.includes(stems.at(-1) ?? ""))
          continue;
        if (
          verbal &&
          !literallyNamed(content, splitIdentifier(column.column.name)) &&
          !(score >= 0.95 && stems.every((stem) => column.ownStems.includes(stem))) &&
          !verbOfTable(content, column)
        )
          continue;
        if (spread && !namesInOrder(words, column, index)) continue;
        if (inverted && column.stems[0] !== "number" && index.tablesByStem.has(stems.at(-1) ?? "")) continue;
        mention.columns.push({ kind: "column", column, score });
      }
    }
  }
  if (nameSpan && content.length <= MAX_NAME_WORDS) {
    const term = findGlossary(
      content.map((token) => token.stem),
      index,
    );
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
    mention.tables = index.tables
      .filter((table) => isPeopleTable(table))
      .map((table) => ({ kind: "table" as const, table, score: 0.8 }));
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
      const vague =
        content.length === 1 && (!first.capitalised || new Set(partial.map((each) => each.hit.value)).size > 3);
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
  if (exactValue && single)
    for (const option of mention.columns) if (option.column.stems.length > 1) option.score *= 0.9;
  // "worked" in worked_on is what happened, not a thing to show.
  if (single)
    for (const option of mention.columns)
      if (
        option.column.isDate &&
        option.score > 0.7 &&
        isVerbForm(splitIdentifier(option.column.column.name)[0] ?? "") &&
        !splitIdentifier(option.column.column.name).includes(first.lower)
      )
        option.score = 0.7;
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
