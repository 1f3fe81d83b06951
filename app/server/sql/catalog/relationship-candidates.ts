import { GENERIC_NAMES, type KeyColumn } from "#app/server/sql/catalog/key-column.ts";
import { NameEndings } from "#app/server/sql/catalog/name-endings.ts";
import { compactName, nameWords, sameWord, singularAndPlural } from "#app/server/sql/catalog/name-words.ts";
import type { CatalogColumn, CatalogTable, ColumnKind, Relationship } from "#app/shared/catalog.ts";

export type RelationshipCandidate = {
  fromTable: string;
  fromColumn: string;
  toTable: string;
  toColumn: string;
  /** Strong: the name alone would convince a reader. Weak: only together with the values. */
  strength: "strong" | "weak";
  /** Orders candidates of one column, higher first. */
  score: number;
};

const KEY_WORDS = new Set(["id", "code", "key", "no", "nr", "num", "number", "uuid", "ref", "abbr", "sku", "isbn"]);
const CANDIDATES_PER_COLUMN = 4;
const KEY_KINDS: ReadonlySet<ColumnKind> = new Set<ColumnKind>(["integer", "text", "uuid"]);

/**
 * Pairs worth checking against the data, by name and type only: `author_id` or `authors.id`, the same
 * telling name as a unique column elsewhere (`aid`, `city_name`), a column named like a table, or a
 * comment that says so ("Maps to superpower(id)"). Looks names up in maps, so 20,000 columns cost
 * milliseconds.
 */
export function relationshipCandidates(tables: CatalogTable[], declared: Relationship[]): RelationshipCandidate[] {
  const taken = new Set(
    declared.flatMap((relationship) =>
      relationship.fromColumns.map((column) => columnKey(relationship.fromTable, column)),
    ),
  );
  // A key that is itself a reference (an extension table's) is nobody's home.
  const keys = tables.flatMap(keysOf).filter((key) => !taken.has(columnKey(key.table.id, key.column.name)));
  const atHome = new Set(
    keys
      .filter((key) => homeliness(key) === 2 && !GENERIC_NAMES.has(key.column.name.toLowerCase()))
      .map((key) => columnKey(key.table.id, key.column.name)),
  );
  const keysByName = Map.groupBy(keys, (key) => key.column.name.toLowerCase());
  const identifiers = keys.filter(isIdentifier);
  const identifiersByTableWord = Map.groupBy(identifiers, (key) => key.tableWords.at(-1) ?? "");
  const endings = new NameEndings(identifiers);
  const tablesByName = new Map(tables.map((table) => [table.name.toLowerCase(), table]));

  const candidates: RelationshipCandidate[] = [];
  for (const table of tables) {
    if (table.kind === "view") continue;
    for (const column of table.columns) {
      if (!KEY_KINDS.has(column.kind) || taken.has(columnKey(table.id, column.name))) continue;
      if (atHome.has(columnKey(table.id, column.name))) continue;
      const own: RelationshipCandidate[] = [];
      const add = (key: KeyColumn, strength: "strong" | "weak", score: number): void => {
        if (key.table.id === table.id && key.column.name === column.name) return;
        if (column.kind !== key.column.kind) return;
        own.push({
          fromTable: table.id,
          fromColumn: column.name,
          toTable: key.table.id,
          toColumn: key.column.name,
          strength,
          score: score + (key.declared ? 0.5 : 0),
        });
      };
      addCommented(column, tablesByName, add);
      addSameNamed(table, column, keysByName, add);
      addNamedAfterTable(table, column, identifiersByTableWord, add);
      for (const key of endings.matching(column.name)) if (key.table.id !== table.id) add(key, "weak", 1);
      candidates.push(...worthChecking(own));
    }
  }
  return candidates;
}

/**
 * The few targets of one column worth checking: two habits may point at the same key, and where the name
 * says it all, mere resemblances are not asked about.
 */
function worthChecking(candidates: RelationshipCandidate[]): RelationshipCandidate[] {
  const best = new Map<string, RelationshipCandidate>();
  for (const candidate of candidates) {
    const key = columnKey(candidate.toTable, candidate.toColumn);
    if (candidate.score > (best.get(key)?.score ?? -1)) best.set(key, candidate);
  }
  const ranked = [...best.values()].toSorted((left, right) => right.score - left.score);
  const strong = ranked.filter(({ strength }) => strength === "strong");
  return (strong.length > 0 ? strong : ranked).slice(0, CANDIDATES_PER_COLUMN);
}

type AddCandidate = (key: KeyColumn, strength: "strong" | "weak", score: number) => void;

function addCommented(column: CatalogColumn, tablesByName: Map<string, CatalogTable>, add: AddCandidate): void {
  const match = /\b(?:maps|refers|references|foreign key|points|links?)\b[^.]{0,20}?\b(\w+)\s*[.(]\s*(\w+)/i.exec(
    column.comment ?? "",
  );
  const table = tablesByName.get(match?.[1]?.toLowerCase() ?? "");
  const target = table?.columns.find(({ name }) => name.toLowerCase() === match?.[2]?.toLowerCase());
  if (table && target) add(keyOf(table, target, isDeclaredKey(table, target)), "strong", 10);
}

function addSameNamed(
  table: CatalogTable,
  column: CatalogColumn,
  keysByName: Map<string, KeyColumn[]>,
  add: AddCandidate,
): void {
  const name = column.name.toLowerCase();
  if (GENERIC_NAMES.has(name)) return;
  const rivals = keysByName.get(name) ?? [];
  const homes = rivals.filter((key) => homeliness(key) > 0);
  for (const key of homes) add(key, "strong", 7 + homeliness(key));
  if (homes.length > 0) return;
  // Without a home the column must be a key in exactly one other table, and repeat here.
  const [only, second] = rivals.filter((key) => key.table.id !== table.id);
  if (only && !second && !looksUnique(table, column)) add(only, "weak", 4);
}

/** How surely a table is where this key belongs: declared or named after it, abbreviated, or not. */
function homeliness(key: KeyColumn): 0 | 1 | 2 {
  if (key.table.primaryKey.length === 1 && key.table.primaryKey[0] === key.column.name) return 2;
  const subject = key.words.filter((word) => !KEY_WORDS.has(word)).join("");
  const tableName = key.tableWords.join("");
  const compact = compactName(key.column.name);
  const stem = /^(.{2,})(?:id|code|key)$/.exec(compact)?.[1];
  for (const name of [subject, stem ?? ""]) if (name !== "" && sameWord(name, tableName)) return 2;
  const initials = key.tableWords.map((word) => word.charAt(0)).join("");
  if (compact === `${initials}id`) return 1;
  return stem !== undefined && tableName.startsWith(stem) ? 1 : 0;
}

function addNamedAfterTable(
  table: CatalogTable,
  column: CatalogColumn,
  identifiersByTableWord: Map<string, KeyColumn[]>,
  add: AddCandidate,
): void {
  const words = nameWords(column.name);
  const withoutKey = words.length > 1 && KEY_WORDS.has(words.at(-1) ?? "") ? words.slice(0, -1) : words;
  const hasKeyWord = withoutKey.length < words.length;
  const glued = !hasKeyWord && words.length === 1 ? /^(.{3,})id$/.exec(words[0] ?? "")?.[1] : undefined;
  const subject = glued ? [glued] : withoutKey;
  const last = subject.at(-1);
  if (!last || (GENERIC_NAMES.has(last) && !hasKeyWord) || KEY_WORDS.has(last)) return;
  const marked = hasKeyWord || glued !== undefined;

  for (const form of singularAndPlural(last)) {
    for (const key of identifiersByTableWord.get(form) ?? []) {
      const whole = endsWithWords(subject, key.tableWords);
      // A bare word (`country`, `maker`) is a reference only where it can't be the thing's own text.
      if (!marked && column.kind === "text") continue;
      // `parent_category_id` in `category` names its own table; `category_id` there is its key.
      if (key.table.id === table.id && (subject.length <= key.tableWords.length || !hasKeyWord)) continue;
      const exact = whole && subject.length === key.tableWords.length;
      add(key, whole && marked ? "strong" : "weak", (exact ? 6 : whole ? 5 : 2) - (marked ? 0 : 3));
    }
  }
}

/** A table's own identifier, as against any other unique column. */
function isIdentifier(key: KeyColumn): boolean {
  if (key.table.primaryKey.length === 1) return key.table.primaryKey[0] === key.column.name;
  return key.column.name.toLowerCase() === "id" || homeliness(key) > 0;
}

function endsWithWords(subject: string[], tableWords: string[]): boolean {
  if (tableWords.length > subject.length) return false;
  const tail = subject.slice(-tableWords.length);
  return tail.every((word, index) => sameWord(word, tableWords[index] ?? ""));
}

function keysOf(table: CatalogTable): KeyColumn[] {
  if (table.kind === "view") return [];
  return table.columns
    .filter((column) => KEY_KINDS.has(column.kind))
    .flatMap((column) => {
      const declared = isDeclaredKey(table, column);
      return declared || looksUnique(table, column) ? [keyOf(table, column, declared)] : [];
    });
}

function keyOf(table: CatalogTable, column: CatalogColumn, declared: boolean): KeyColumn {
  return { table, column, words: nameWords(column.name), tableWords: nameWords(table.name), declared };
}

function isDeclaredKey(table: CatalogTable, column: CatalogColumn): boolean {
  return column.unique || (table.primaryKey.length === 1 && table.primaryKey[0] === column.name);
}

/** No declared key, but no two rows share a value; an empty table shows nothing. */
function looksUnique(table: CatalogTable, column: CatalogColumn): boolean {
  if (isDeclaredKey(table, column)) return true;
  const { statistics } = column;
  if (!statistics || !table.rowCount || statistics.nullFraction > 0) return false;
  return statistics.distinct >= table.rowCount;
}

function columnKey(table: string, column: string): string {
  return JSON.stringify([table, column]);
}
