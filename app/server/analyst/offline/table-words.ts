import { singular } from "./language/stem-word.ts";
import type { SchemaIndex } from "./schema/schema-index.ts";

function wordsOf(table: string, index: SchemaIndex): { before: string[]; last: string } {
  const words = index.byId.get(table)?.words ?? [table];
  return { before: words.slice(0, -1), last: words.at(-1) ?? table };
}

/** One row of a table in words: "a team member" is a "team member". */
export function singularOf(table: string, index: SchemaIndex): string {
  const { before, last } = wordsOf(table, index);
  return [...before, singular(last)].join(" ");
}

/** The rows of a table in words, also where its name is a singular: "sensor" gives "sensors". */
export function pluralOf(table: string, index: SchemaIndex): string {
  const { before, last } = wordsOf(table, index);
  return [...before, singular(last) === last ? plural(last) : last].join(" ");
}

function plural(word: string): string {
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  if (/(?:series|species|people|staff|data|media|news)$/.test(word)) return word;
  return /(?:s|x|z|ch|sh)$/.test(word) ? `${word}es` : `${word}s`;
}

export function withArticle(noun: string): string {
  return `${/^(?:[aeio]|u(?!ni|se))/i.test(noun) ? "an" : "a"} ${noun}`;
}
