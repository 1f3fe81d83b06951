import MiniSearch from "minisearch";
import { normaliseText, type ValueMatch } from "#app/server/sql/catalog/value-index.ts";
import type { Catalog, CatalogTable } from "#app/shared/catalog.ts";

type SearchRow = { id: number; name: string; columns: string; comment: string };

const searches = new WeakMap<Catalog, MiniSearch<SearchRow>>();
/** Tables of the ranking whose join partners are taken along. */
const EXPANDED = 8;

/**
 * Tables in the order they are worth showing for a question: those its words name (tables, columns,
 * comments, glossary), those that hold a value it mentions, then what the best of them join to, then
 * all the rest. The caller cuts where its budget ends, so recall is as high as the budget allows.
 */
export function rankTables(catalog: Catalog, question: string, matches: ValueMatch[]): CatalogTable[] {
  const scores = new Map<string, number>();
  const add = (table: string, score: number): void => {
    scores.set(table, (scores.get(table) ?? 0) + score);
  };
  const search = searchOf(catalog);
  for (const { id, score } of search.search(questionWords(question, catalog), { prefix: true, fuzzy: fuzziness })) {
    const table = catalog.tables[Number(id)];
    if (table) add(table.id, score);
  }
  const best = Math.max(1, ...scores.values());
  for (const match of matches) add(match.table, best * 0.5 * match.similarity);

  const leading = [...scores].toSorted(([, left], [, right]) => right - left).slice(0, EXPANDED);
  for (const [table, score] of leading) {
    for (const { fromTable, toTable } of catalog.relationships) {
      if (fromTable === table) add(toTable, score * 0.3);
      if (toTable === table) add(fromTable, score * 0.2);
    }
  }
  // Equal scores, and the tables nothing speaks for: the larger one is asked about more often.
  return catalog.tables.toSorted(
    (left, right) =>
      (scores.get(right.id) ?? 0) - (scores.get(left.id) ?? 0) || (right.rowCount ?? 0) - (left.rowCount ?? 0),
  );
}

/** The question with the terms its glossary words stand for. */
function questionWords(question: string, catalog: Catalog): string {
  const text = ` ${normaliseText(question)} `;
  const meant = catalog.glossary.filter(({ term, synonyms }) =>
    [term, ...synonyms].some((word) => text.includes(` ${normaliseText(word)} `)),
  );
  return [text, ...meant.map(({ mapsTo, definition }) => `${mapsTo ?? ""} ${definition}`)].join(" ");
}

function fuzziness(term: string): number | boolean {
  return term.length > 4 ? 0.2 : false;
}

function searchOf(catalog: Catalog): MiniSearch<SearchRow> {
  const known = searches.get(catalog);
  if (known) return known;
  const search = new MiniSearch<SearchRow>({
    fields: ["name", "columns", "comment"],
    tokenize: (text) => splitWords(text),
    processTerm: (term) => singular(term),
    searchOptions: { boost: { name: 4, columns: 2 } },
  });
  search.addAll(
    catalog.tables.map((table, id) => ({
      id,
      name: table.name,
      columns: table.columns.map(({ name }) => name).join(" "),
      comment: [table.comment, ...table.columns.map(({ comment }) => comment)].filter(Boolean).join(" "),
    })),
  );
  searches.set(catalog, search);
  return search;
}

function splitWords(text: string): string[] {
  const spaced = text.replaceAll(/([\p{Ll}\d])(\p{Lu})/gu, "$1 $2");
  return normaliseText(spaced).split(" ").filter(Boolean);
}

function singular(word: string): string | false {
  if (STOP_WORDS.has(word)) return false;
  if (word.length > 4 && word.endsWith("ies")) return `${word.slice(0, -3)}y`;
  return word.length > 3 && word.endsWith("s") && !word.endsWith("ss") ? word.slice(0, -1) : word;
}

const STOP_WORDS = new Set(
  "a an and are as at by did do does each find for from get give had has have how i in is it list many me more most much of on or please show tell than that the their them there these those to was we were what when where which who whose will with you".split(
    " ",
  ),
);
