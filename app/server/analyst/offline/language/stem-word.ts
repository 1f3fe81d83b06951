import porter2 from "wink-porter2-stemmer";

const IRREGULAR: Record<string, string> = {
  people: "person",
  persons: "person",
  children: "child",
  men: "man",
  women: "woman",
  mice: "mouse",
  feet: "foot",
  teeth: "tooth",
  geese: "goose",
  indices: "index",
  matrices: "matrix",
  analyses: "analysis",
  criteria: "criterion",
  phenomena: "phenomenon",
  staff: "staff",
  series: "series",
  species: "species",
  news: "news",
  status: "status",
  data: "data",
  media: "media",
  wives: "wife",
  lives: "life",
  leaves: "leave",
  heroes: "hero",
  movies: "movie",
  cookies: "cookie",
  buses: "bus",
  statuses: "status",
  addresses: "address",
  businesses: "business",
  classes: "class",
  employees: "employee",
  authors: "author",
  universities: "university",
  universe: "universe",
  publication: "publication",
  publications: "publication",
  organisation: "organization",
  organisations: "organization",
  colours: "colour",
  color: "colour",
  colors: "colour",
};

/** Past forms, which only stems need: "paid" as a stored value stays "paid". */
const VERBS: Record<string, string> = {
  wrote: "write",
  written: "write",
  bought: "buy",
  sold: "sell",
  made: "make",
  spent: "spend",
  paid: "pay",
  born: "birth",
  gave: "give",
  given: "give",
  taught: "teach",
  flew: "fly",
  flown: "fly",
  won: "win",
  held: "hold",
  began: "begin",
  begun: "begin",
  left: "leave",
  sent: "send",
};

/** Words whose Porter stem would merge with an unrelated one ("public" and "publication"). */
const KEEP = new Set([
  "publication",
  "universe",
  "university",
  "organization",
  "series",
  "species",
  "status",
  "news",
  "data",
  "media",
]);

const cache = new Map<string, string>();
const CACHE_LIMIT = 20_000;

/** The singular of an English noun, by rule; other words come back as they are. */
export function singular(word: string): string {
  const known = IRREGULAR[word];
  if (known !== undefined) return known;
  if (word.length > 3 && word.endsWith("ies")) return `${word.slice(0, -3)}y`;
  if (/(?:ss|x|z|ch|sh|us|is)$/.test(word)) return word;
  if (/(?:sses|xes|zes|ches|shes|uses)$/.test(word))
    return word.endsWith("uses") ? word.slice(0, -1) : word.slice(0, -2);
  if (word.length > 2 && word.endsWith("s")) return word.slice(0, -1);
  return word;
}

/**
 * The form under which two words count as the same: irregular forms first, then Porter2.
 * @see M. F. Porter, "The English (Porter2) stemming algorithm", snowballstem.org
 */
export function stemWord(word: string): string {
  const hit = cache.get(word);
  if (hit !== undefined) return hit;
  const single = VERBS[word] ?? singular(word);
  const stem = KEEP.has(single) || /[^a-z]/.test(single) ? single : porter2(single);
  if (cache.size > CACHE_LIMIT) cache.clear();
  cache.set(word, stem);
  return stem;
}
