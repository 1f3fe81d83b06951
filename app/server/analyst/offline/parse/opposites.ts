import { stemWord } from "#app/server/analyst/offline/language/stem-word.ts";
import type { Token } from "#app/server/analyst/offline/language/tokenise.ts";
import type { SchemaIndex } from "#app/server/analyst/offline/schema/schema-index.ts";

const OPPOSITES: Record<string, string> = { closed: "open", outstanding: "paid", unsettled: "paid", open: "closed" };

/** "unpaid" is "not paid" where the data knows "paid" but not "unpaid". */
export function splitOpposites(tokens: Token[], index: SchemaIndex): Token[] {
  const known = (word: string) =>
    index.values.has(word) || (index.columnsByStem.get(stemWord(word)) ?? []).some((column) => column.isFlag);
  return tokens.flatMap((token) => {
    if (token.kind !== "word" || known(token.lower)) return [token];
    const rest = OPPOSITES[token.lower] ?? /^(?:un|non|in)(\p{L}{4,})$/u.exec(token.lower)?.[1];
    if (!rest || !known(rest)) return [token];
    const not = { ...token, text: "not", lower: "not", stem: "not", capitalised: false };
    return [not, { ...token, text: rest, lower: rest, stem: stemWord(rest), capitalised: false }];
  });
}
