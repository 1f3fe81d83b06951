import { singular, stemWord } from "./stem-word.ts";

export type Token = {
  kind: "word" | "number" | "quoted" | "date" | "symbol" | "punctuation";
  /** As typed, without quotes. */
  text: string;
  lower: string;
  stem: string;
  /** Offsets into the normalised question. */
  start: number;
  end: number;
  /** Set for figures and for number words ("three"). */
  number: number | null;
  /** Written as "Kyle's" or "students'". */
  possessive: boolean;
  capitalised: boolean;
  /** What a quoted text holds, as tokens. */
  inner: Token[];
};

const NUMBER_WORDS: Record<string, number> = {
  zero: 0,
  one: 1,
  single: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  thirteen: 13,
  fourteen: 14,
  fifteen: 15,
  sixteen: 16,
  seventeen: 17,
  eighteen: 18,
  nineteen: 19,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
  hundred: 100,
  thousand: 1000,
  dozen: 12,
};

const MULTIPLIERS: Record<string, number> = {
  k: 1e3,
  m: 1e6,
  mn: 1e6,
  mio: 1e6,
  million: 1e6,
  bn: 1e9,
  b: 1e9,
  billion: 1e9,
  thousand: 1e3,
};

const PATTERN = new RegExp(
  [
    "(?<date>\\d{4}-\\d{2}-\\d{2}(?![\\d-]))",
    "(?<number>[$€£]?\\d+(?:,\\d{3})*(?:\\.\\d+)?(?![\\p{L}\\d]))(?<percent>%)?",
    "(?<short>[$€£]?\\d+(?:\\.\\d+)?)(?<unit>k|m|mn|bn|st|nd|rd|th)(?![\\p{L}\\d])",
    "(?<measure>\\d+(?:\\.\\d+)?)(?=(?:cm|mm|km|kg|lbs?|mph|kmh|hp|ft|hrs?|mins?|px|gb|mb|tb|usd|eur)(?![\\p{L}\\d]))",
    "(?<word>[\\p{L}\\p{N}]+(?:['’][\\p{L}]+)*['’]?)",
    "(?<symbol>>=|<=|!=|<>|==|[<>=≥≤≠])",
    "(?<punctuation>[,;.?!():/&-])",
  ].join("|"),
  "giu",
);

/** Straight quotes, plain spaces, no control characters; offsets of tokens refer to this text. */
export function normaliseQuestion(question: string): string {
  return question
    .normalize("NFKC")
    .replace(/[‘’`´](?=[\p{L}\p{N}])/gu, "'")
    .replace(/[‘’´]/g, "'")
    .replace(/``|''|[“”„«»]/g, '"')
    .replace(/[\u0000-\u001f\u007f\u200b-\u200f\u2028-\u202e\ufeff]+/g, " ")
    .replace(/[\u2013\u2014]/g, "-")
    .replace(/\s+/g, " ")
    .replace(
      /\b(first|start|home)( ?(?:,|and|&|or) ?(?:the )?)(last|end|work) (names?|dates?|times?|address(?:es)?)\b/gi,
      "$1 $4$2$3 $4",
    )
    .replace(
      /,? (?:by (?:doing|using|performing) (?:an? )?|based on |using )(?:an? )?(?:left |inner |outer )?join(?:ing)?\b[^.?!]*/gi,
      "",
    )
    .trim();
}

function token(kind: Token["kind"], text: string, start: number, end: number, more: Partial<Token> = {}): Token {
  const lower = text.toLowerCase();
  return {
    kind,
    text,
    lower,
    stem: kind === "word" ? stemWord(lower) : lower,
    start,
    end,
    number: null,
    possessive: false,
    capitalised: /^\p{Lu}/u.test(text),
    inner: [],
    ...more,
  };
}

function wordTokens(text: string, start: number, end: number): Token[] {
  const negated = /^(.+)n't$/i.exec(text);
  if (negated?.[1]) {
    const verb = { ca: "can", wo: "will", sha: "shall" }[negated[1].toLowerCase()] ?? negated[1];
    return [token("word", verb, start, end), token("word", "not", start, end)];
  }
  const contraction = /^(what|who|where|when|how|that|there|it|let|here)'(s|re|d|ll)$/i.exec(text);
  if (contraction?.[1]) return [token("word", contraction[1], start, end), token("word", "is", start, end)];
  const owner = /^(.+?)'s$/i.exec(text) ?? /^(.+s)'$/i.exec(text);
  const plain = (owner?.[1] ?? text).replace(/'$/, "");
  const lower = plain.toLowerCase();
  return [token("word", plain, start, end, { possessive: owner !== null, number: NUMBER_WORDS[lower] ?? null })];
}

function scan(text: string, offset: number): Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(PATTERN)) {
    const groups = match.groups ?? {};
    const start = offset + match.index;
    const end = start + match[0].length;
    if (groups.date) tokens.push(token("date", groups.date, start, end));
    else if (groups.number) {
      const value = Number(groups.number.replace(/[$€£,]/g, ""));
      tokens.push(token("number", groups.number, start, end, { number: value }));
    } else if (groups.short && groups.unit) {
      const factor = MULTIPLIERS[groups.unit.toLowerCase()] ?? 1;
      const number = Number(groups.short.replace(/[$€£]/g, "")) * factor;
      tokens.push(token("number", match[0], start, end, { number }));
    } else if (groups.measure) {
      tokens.push(token("number", groups.measure, start, end, { number: Number(groups.measure) }));
    } else if (groups.word) tokens.push(...wordTokens(groups.word, start, end));
    else if (groups.symbol) tokens.push(token("symbol", groups.symbol, start, end));
    else if (groups.punctuation) tokens.push(token("punctuation", groups.punctuation, start, end));
  }
  return tokens;
}

const QUOTED =
  /"([^"]{1,300})"|(?<=^|[\s(=,])'([^']{1,200}(?:'[a-z][^']{0,200})?)'(?=$|[\s).,;?!:])|`([^`]{1,100})`/giu;

/**
 * Splits a normalised question into words, figures, dates and quoted texts. Possessives and "n't"
 * are taken apart, "2.5k" is read as 2500, hyphens and underscores separate words.
 */
export function tokenise(normalised: string): Token[] {
  const tokens: Token[] = [];
  let position = 0;
  for (const match of normalised.matchAll(QUOTED)) {
    tokens.push(...scan(normalised.slice(position, match.index), position));
    const inner = match[1] ?? match[2] ?? match[3] ?? "";
    const start = match.index;
    tokens.push(token("quoted", inner, start, start + match[0].length, { inner: scan(inner, start + 1) }));
    position = start + match[0].length;
  }
  tokens.push(...scan(normalised.slice(position), position));
  return mergeMagnitudes(tokens);
}

/** "1.5 million" is one figure. */
function mergeMagnitudes(tokens: Token[]): Token[] {
  const merged: Token[] = [];
  for (const current of tokens) {
    const previous = merged.at(-1);
    const factor = current.kind === "word" ? MULTIPLIERS[current.lower] : undefined;
    if (previous?.kind === "number" && previous.number !== null && factor && current.lower.length > 2) {
      merged[merged.length - 1] = { ...previous, number: previous.number * factor, end: current.end };
    } else merged.push(current);
  }
  return merged;
}

/** The key under which stored values and the words of a question meet: letters and digits only, lower case. */
export function valueKey(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/['’`]s\b/g, "")
    .replace(/['’`]/g, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** As `valueKey`, each word in the singular, so that "cats" finds "cat". */
export function singularKey(text: string): string {
  return valueKey(text).split(" ").map(singular).join(" ");
}
