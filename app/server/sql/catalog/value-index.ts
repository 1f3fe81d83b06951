import type { Catalog } from "#app/shared/catalog.ts";

/** A stored value that a text matched, and where it stands. */
export type ValueMatch = {
  table: string;
  column: string;
  value: string;
  /** 0..1; 1 is the same text but for case, accents and spacing. */
  similarity: number;
};

type Entry = { table: string; column: string; value: string };

const LONGEST_PHRASE_WORDS = 6;
const QUOTED = /["'“‘]([^"'”’]{2,80})["'”’]/g;
/** "San Fransisco", but not the first word of the question. */
const CAPITALISED = /(?<=[^\s.?!]\s+)(\p{Lu}[\p{L}\d.&-]+(?:\s+\p{Lu}[\p{L}\d.&-]+)*)/gu;
const MOST_NAMES = 10;
const LEAST_SIMILARITY = 0.6;
/** A trigram shared by more values than this says little; the text's rarer ones decide. */
const COMMON_POSTINGS = 20_000;

/**
 * Finds the stored values a text may mean: same text at once, misspelt ones by the Dice similarity of
 * their trigrams (as in pg_trgm). Holds the distinct values of a catalog; 200,000 of them take about
 * a second to index and some 100 MB, so it is built on first use.
 */
export class ValueIndex {
  readonly #entries: Entry[] = [];
  readonly #byText = new Map<string, number[]>();
  #trigrams: { postings: Map<string, number[]>; sizes: Uint16Array; overlaps: Uint16Array } | null = null;

  constructor(catalog: Catalog) {
    for (const table of catalog.tables) {
      for (const column of table.columns) {
        const values = column.values?.distinct ?? column.enumValues ?? [];
        for (const value of values) this.#add({ table: table.id, column: column.name, value });
      }
    }
  }

  get size(): number {
    return this.#entries.length;
  }

  /** Values whose text is the same once both are normalised. */
  same(text: string): ValueMatch[] {
    return this.#matches(this.#byText.get(normaliseText(text)) ?? [], 1);
  }

  /** Values that are spelt alike, best first, the same text included. */
  similar(text: string, limit: number): ValueMatch[] {
    const wanted = trigramsOf(normaliseText(text));
    if (wanted.size === 0) return [];
    const { postings, sizes, overlaps } = this.#index();
    const lists = [...wanted]
      .map((trigram) => postings.get(trigram) ?? [])
      .toSorted((left, right) => left.length - right.length);
    const touched: number[] = [];
    for (const [rank, list] of lists.entries()) {
      // Common trigrams only add to values the rarer ones have found.
      const adds = list.length <= COMMON_POSTINGS || rank === 0;
      for (const entry of list) {
        const overlap = overlaps[entry] ?? 0;
        if (overlap === 0 && !adds) continue;
        if (overlap === 0) touched.push(entry);
        overlaps[entry] = overlap + 1;
      }
    }
    const found: { entry: number; similarity: number }[] = [];
    for (const entry of touched) {
      const similarity = (2 * (overlaps[entry] ?? 0)) / (wanted.size + (sizes[entry] ?? 0));
      overlaps[entry] = 0;
      if (similarity >= LEAST_SIMILARITY) found.push({ entry, similarity });
    }
    return found
      .toSorted((left, right) => right.similarity - left.similarity)
      .slice(0, limit)
      .flatMap(({ entry, similarity }) => this.#matches([entry], similarity));
  }

  /** Values mentioned in a question: runs of up to six words, the longest at each place; quoted and capitalised ones also if misspelt. */
  mentioned(question: string, limit: number): ValueMatch[] {
    const found = new Map<string, ValueMatch>();
    const keep = (match: ValueMatch): void => {
      const key = JSON.stringify([match.table, match.column, match.value]);
      if (!found.has(key)) found.set(key, match);
    };
    for (const name of [...question.matchAll(QUOTED), ...question.matchAll(CAPITALISED)].slice(0, MOST_NAMES)) {
      for (const match of this.similar(name[1] ?? "", 3)) keep(match);
    }
    const words = normaliseText(question).split(" ").filter(Boolean);
    for (let start = 0; start < words.length; start++) {
      for (let length = Math.min(LONGEST_PHRASE_WORDS, words.length - start); length > 0; length--) {
        const matches = this.#byText.get(words.slice(start, start + length).join(" "));
        if (!matches) continue;
        for (const match of this.#matches(matches.slice(0, limit), 1)) keep(match);
        start += length - 1;
        break;
      }
    }
    return [...found.values()].slice(0, limit);
  }

  #add(entry: Entry): void {
    const text = normaliseText(entry.value);
    if (text === "") return;
    const position = this.#entries.push(entry) - 1;
    const group = this.#byText.get(text);
    if (group) group.push(position);
    else this.#byText.set(text, [position]);
  }

  #matches(positions: number[], similarity: number): ValueMatch[] {
    return positions.flatMap((position) => {
      const entry = this.#entries[position];
      return entry ? [{ ...entry, similarity }] : [];
    });
  }

  #index(): { postings: Map<string, number[]>; sizes: Uint16Array; overlaps: Uint16Array } {
    if (this.#trigrams) return this.#trigrams;
    const postings = new Map<string, number[]>();
    const sizes = new Uint16Array(this.#entries.length);
    for (const [position, entry] of this.#entries.entries()) {
      const trigrams = trigramsOf(normaliseText(entry.value));
      sizes[position] = trigrams.size;
      for (const trigram of trigrams) {
        const list = postings.get(trigram);
        if (list) list.push(position);
        else postings.set(trigram, [position]);
      }
    }
    this.#trigrams = { postings, sizes, overlaps: new Uint16Array(this.#entries.length) };
    return this.#trigrams;
  }
}

const indexes = new WeakMap<Catalog, ValueIndex>();

/** The index of a catalog, made once for as long as the catalog is held. */
export function valueIndexOf(catalog: Catalog): ValueIndex {
  const known = indexes.get(catalog);
  if (known) return known;
  const made = new ValueIndex(catalog);
  indexes.set(catalog, made);
  return made;
}

/** Lower case, no accents, one space between words, punctuation gone. */
export function normaliseText(text: string): string {
  return text
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

function trigramsOf(text: string): Set<string> {
  const trigrams = new Set<string>();
  if (text === "") return trigrams;
  const padded = `  ${text} `;
  for (let start = 0; start + 3 <= padded.length; start++) trigrams.add(padded.slice(start, start + 3));
  return trigrams;
}
