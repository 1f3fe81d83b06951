import { STOP_WORDS } from "#app/server/analyst/offline/language/operators.ts";
import { singular } from "#app/server/analyst/offline/language/stem-word.ts";
import type { Token } from "#app/server/analyst/offline/language/tokenise.ts";
import type { IndexedColumn, SchemaIndex } from "#app/server/analyst/offline/schema/schema-index.ts";
import type { TableOption } from "./items.ts";

const IRREGULAR_VERBS = new Set(
  "made sold paid bought spent written wrote gave given taught held won sent left begun began born flown flew".split(
    " ",
  ),
);

/** "produced", "made": a verb that may point at a column but does not name it. */
export function isVerbForm(word: string): boolean {
  return IRREGULAR_VERBS.has(word) || (word.length > 4 && /(?:ed|ing)$/.test(word));
}

/** "invoiced amount" for invoices.amount: the verb is the table's, the rest is the column. */
export function verbOfTable(content: Token[], column: IndexedColumn): boolean {
  return content.every((token) =>
    isVerbForm(token.lower) ? column.table.stems.includes(token.stem) : column.ownStems.includes(token.stem),
  );
}

/** Whether a phrase with a verb form in it is the name itself ("directed by"), not a clause about it. */
export function literallyNamed(content: Token[], names: string[]): boolean {
  return content.every((token) => names.includes(token.lower) || names.includes(singular(token.lower)));
}

/** "teach" where there are teachers: the verb of a known noun explains itself. */
export function isVerbOfNoun(token: Token, index: SchemaIndex): boolean {
  if (token.kind !== "word" || token.stem.length < 4) return false;
  return index.vocabulary.some(
    (stem) => stem.length > token.stem.length && stem.length - token.stem.length <= 3 && stem.startsWith(token.stem),
  );
}

/** "how many hours did each member log": after "did", a plain word that no article or preposition leads is its verb. */
export function isBareVerb(tokens: Token[], at: number): boolean {
  const token = tokens[at];
  const before = tokens[at - 1];
  if (token?.kind !== "word" || token.capitalised || !before || before.kind !== "word") return false;
  if (!tokens.slice(0, at - 1).some((each) => /^(?:did|do|does)$/.test(each.lower))) return false;
  const after = tokens[at + 1];
  const ends =
    !after ||
    after.kind === "punctuation" ||
    /^(?:in|on|at|last|this|during|since|for|to|from|per|by|each|over|the|most|more)$/.test(after.lower);
  return (
    ends &&
    !/^(?:the|a|an|of|in|on|at|each|every|with|for|any|some|no|not|their|its|did|do|does|by|per|all|many|much)$/.test(
      before.lower,
    ) &&
    !STOP_WORDS.has(token.lower)
  );
}

/** "pay" where there are payments. */
export function verbOfTables(token: Token, index: SchemaIndex): TableOption[] {
  if (token.kind !== "word" || STOP_WORDS.has(token.lower) || token.stem.length < 3) return [];
  const found: TableOption[] = [];
  for (const [stem, tables] of index.tablesByStem) {
    const longer = stem.length - token.stem.length;
    if (
      longer < 2 ||
      longer > 4 ||
      !stem.startsWith(token.stem) ||
      !/^(?:ment|ion|tion|ing|al|er|or|ance|ence|y)$/.test(stem.slice(token.stem.length))
    )
      continue;
    for (const table of tables) if (table.stems.at(-1) === stem) found.push({ kind: "table", table, score: 0.7 });
  }
  return found;
}
