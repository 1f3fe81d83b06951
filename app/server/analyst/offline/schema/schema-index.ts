import type { Catalog, CatalogColumn, CatalogTable, Relationship } from "#app/shared/catalog.ts";
import { stemWord } from "#app/server/analyst/offline/language/stem-word.ts";
import { singularKey, valueKey } from "#app/server/analyst/offline/language/tokenise.ts";
import { nameDictionary, nameWords } from "./name-words.ts";

export type IndexedColumn = {
  table: IndexedTable;
  column: CatalogColumn;
  /** Stems of the name's words, in order. */
  stems: string[];
  /** As `stems` without those of the table's name; never empty. */
  ownStems: string[];
  /** Stems of the comment's content words. */
  commentStems: ReadonlySet<string>;
  /** The name's letters run together. */
  joined: string;
  isKey: boolean;
  /** Set where the column refers to another table. */
  references: Relationship | null;
  isMeasure: boolean;
  isDate: boolean;
  /** A whole number that holds years. */
  isYear: boolean;
  /** Says yes or no, whatever its type. */
  isFlag: boolean;
};

export type IndexedTable = {
  table: CatalogTable;
  words: string[];
  stems: string[];
  joined: string;
  columns: IndexedColumn[];
  byName: Map<string, IndexedColumn>;
  primaryKey: IndexedColumn[];
  /** Columns that say which row this is to a person: a name, a title, first and last name. */
  display: IndexedColumn[];
  commentStems: ReadonlySet<string>;
  /** Names other tables use for this one in their references ("student_id"). */
  aliases: Set<string>;
  /** Only references and nothing to read: a table that ties others together. */
  isLink: boolean;
};

export type ValueHit = { column: IndexedColumn; value: string };

export type Edge = { relationship: Relationship; from: IndexedTable; to: IndexedTable };

export type SchemaIndex = {
  catalog: Catalog;
  tables: IndexedTable[];
  byId: Map<string, IndexedTable>;
  edges: Edge[];
  edgesOf: Map<string, Edge[]>;
  tablesByStem: Map<string, IndexedTable[]>;
  columnsByStem: Map<string, IndexedColumn[]>;
  columnsByCommentStem: Map<string, IndexedColumn[]>;
  tablesByJoined: Map<string, IndexedTable[]>;
  columnsByJoined: Map<string, IndexedColumn[]>;
  values: Map<string, ValueHit[]>;
  /** Word of a longer value -> where it occurs. */
  valueWords: Map<string, ValueHit[]>;
  /** Stems known from names, for spelling repair. */
  vocabulary: string[];
};

const COMMENT_NOISE = new Set(
  "the a an of in for to and or is are it its this that with by on at from as be if null can not values value possible range each per row when unique identifier lowercased whether was were has have which".split(
    " ",
  ),
);

function commentStems(comment: string | null): ReadonlySet<string> {
  if (!comment) return new Set();
  const first =
    comment
      .slice(0, 240)
      .toLowerCase()
      .match(/\p{L}+/gu) ?? [];
  return new Set(first.filter((word) => word.length > 2 && !COMMENT_NOISE.has(word)).map(stemWord));
}

function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = map.get(key);
  if (list) {
    if (list.at(-1) !== value) list.push(value);
  } else map.set(key, [value]);
}

const NUMERIC = new Set(["integer", "numeric"]);

function looksLikeYear(column: CatalogColumn, stems: string[]): boolean {
  if (column.kind !== "integer" && !(column.kind === "text" && stems.at(-1) === "year")) return false;
  if (stems.includes("year") && !stems.includes("old")) return true;
  const low = Number(column.statistics?.minimum);
  const high = Number(column.statistics?.maximum);
  return stems.some((stem) => stem === "found" || stem === "born" || stem === "built") && low > 1500 && high < 2200;
}

function indexTable(
  table: CatalogTable,
  dictionary: ReadonlySet<string>,
  references: Map<string, Relationship>,
  referred: ReadonlySet<string>,
): IndexedTable {
  const words = nameWords(table.name, dictionary);
  const stems = words.map(stemWord);
  const indexed: IndexedTable = {
    table,
    words,
    stems,
    joined: words.length > 1 ? stemWord(words.join("")) : stems.join(""),
    columns: [],
    byName: new Map(),
    primaryKey: [],
    display: [],
    commentStems: commentStems(table.comment),
    aliases: new Set(),
    isLink: false,
  };
  const own = new Set(stems);
  indexed.columns = table.columns.map((column) => {
    const columnWords = nameWords(column.name, dictionary);
    const plainStems = columnWords.map(stemWord);
    const opaqueId =
      table.primaryKey.length === 1 &&
      table.primaryKey[0] === column.name &&
      plainStems.length === 1 &&
      /.id$/i.test(column.name);
    const columnStems = opaqueId ? [...stems, "id"] : plainStems;
    const ownStems = columnStems.filter((stem) => !own.has(stem));
    const reference = references.get(`${table.id}.${column.name}`) ?? null;
    const endsInId = columnStems.at(-1) === "id" || (columnStems.at(-1) === "key" && columnStems.length > 1);
    const isKey = table.primaryKey.includes(column.name) || reference !== null || endsInId || column.kind === "uuid";
    const isYear = looksLikeYear(column, columnStems);
    return {
      table: indexed,
      column,
      stems: columnStems,
      ownStems: ownStems.length > 0 ? ownStems : columnStems,
      commentStems: commentStems(column.comment),
      joined: columnWords.length > 1 && !opaqueId ? stemWord(columnWords.join("")) : columnStems.join(""),
      isKey,
      references: reference,
      isYear,
      isFlag: saysYesOrNo(column, columnStems),
      isMeasure: NUMERIC.has(column.kind) && !isKey && !isYear,
      isDate: column.kind === "date" || column.kind === "timestamp",
    };
  });
  for (const column of indexed.columns) indexed.byName.set(column.column.name, column);
  indexed.primaryKey = guessPrimaryKey(indexed, referred);
  indexed.display = chooseDisplay(indexed);
  indexed.isLink =
    indexed.columns.every((column) => column.isKey) &&
    indexed.columns.filter((column) => column.references).length >= 2;
  return indexed;
}

const YES_NO = new Set(["y", "n", "yes", "no", "t", "f", "true", "false"]);

function saysYesOrNo(column: CatalogColumn, stems: string[]): boolean {
  if (column.kind === "boolean") return true;
  const values = column.values?.distinct ?? [];
  if (values.length > 0 && values.length <= 3) return values.every((value) => YES_NO.has(value.trim().toLowerCase()));
  const { statistics } = column;
  return (
    column.kind === "integer" &&
    (stems[0] === "is" || stems[0] === "has") &&
    statistics?.minimum === "0" &&
    statistics.maximum === "1"
  );
}

function guessPrimaryKey(indexed: IndexedTable, referred: ReadonlySet<string>): IndexedColumn[] {
  const declared = indexed.table.primaryKey.flatMap((name) => indexed.byName.get(name) ?? []);
  if (declared.length > 0) return declared;
  const pointedAt = indexed.columns.filter(
    (column) => referred.has(`${indexed.table.id}.${column.column.name}`) && !column.references,
  );
  if (pointedAt[0]) return [pointedAt[0]];
  const unique = (column: IndexedColumn) =>
    column.column.unique ||
    (indexed.table.rowCount !== null &&
      indexed.table.rowCount > 0 &&
      (column.column.statistics?.distinct ?? 0) >= indexed.table.rowCount &&
      (column.column.statistics?.nullFraction ?? 1) === 0);
  const { joined } = indexed;
  const named = indexed.columns.find(
    (column) =>
      unique(column) &&
      (column.joined === "id" ||
        column.joined === `${joined}id` ||
        (column.stems.at(-1) === "id" && !column.references)),
  );
  if (named) return [named];
  const byName = indexed.columns.find(
    (column) => column.column.name.toLowerCase() === "id" || column.joined === `${joined}id`,
  );
  if (byName) return [byName];
  return [];
}

/** A person's name for a row. Several columns only for first and last name. */
function chooseDisplay(indexed: IndexedTable): IndexedColumn[] {
  const texts = indexed.columns.filter((column) => column.column.kind === "text" && !column.references);
  const has = (...stems: string[]) =>
    texts.find(
      (column) => stems.length === column.ownStems.length && stems.every((stem, at) => column.ownStems[at] === stem),
    );
  const own = texts.find((column) => column.stems.join("") === indexed.stems.join(""));
  const full =
    has("name") ??
    has("titl") ??
    texts.find((column) => column.joined === `${indexed.stems.join("")}name`) ??
    has("full", "name");
  if (full) return [full];
  if (own) return [own];
  const first = has("first", "name") ?? has("given", "name");
  const last = has("last", "name") ?? has("surnam") ?? has("famili", "name");
  if (first && last) return [first, last];
  const nameLike = texts.find(
    (column) =>
      column.ownStems.at(-1) === "name" || column.stems.at(-1) === "name" || column.ownStems.at(-1) === "titl",
  );
  if (nameLike) return [nameLike];
  const headOf = texts.find((column) => column.stems.length === 1 && indexed.stems.includes(column.stems[0] ?? ""));
  if (headOf) return [headOf];
  const [key] = indexed.primaryKey;
  if (indexed.primaryKey.length === 1 && key?.column.kind === "text" && !key.references) return [key];
  const rows = indexed.table.rowCount ?? 0;
  const telling = texts.find(
    (column) =>
      !column.isKey &&
      (column.column.statistics?.distinct ?? 0) > rows * 0.5 &&
      !/url|email|homepage|address|text|description|note|comment/.test(column.column.name),
  );
  const short = texts.find(
    (column) =>
      /code|label|number|subject|reference/.test(column.column.name) &&
      !indexed.table.primaryKey.includes(column.column.name),
  );
  const found = short ?? telling;
  if (found) return [found];
  return indexed.primaryKey;
}

const MAX_VALUE_HITS = 24;

function indexValues(index: SchemaIndex): void {
  for (const table of index.tables) {
    for (const column of table.columns) {
      const values = column.column.values?.distinct ?? column.column.enumValues ?? [];
      for (const value of values) {
        const key = valueKey(value);
        if (key.length === 0 || key.length > 120) continue;
        addValue(index.values, key, { column, value });
        const single = singularKey(value);
        if (single !== key) addValue(index.values, single, { column, value });
        const words = key.split(" ");
        if (words.length > 1 && words.length <= 10)
          for (const word of words) if (word.length > 1) addValue(index.valueWords, word, { column, value });
      }
    }
  }
}

function addValue(map: Map<string, ValueHit[]>, key: string, hit: ValueHit): void {
  const list = map.get(key);
  if (!list) map.set(key, [hit]);
  else if (list.length < MAX_VALUE_HITS && list.at(-1)?.value !== hit.value) list.push(hit);
  else if (list.length < MAX_VALUE_HITS && list.at(-1)?.column !== hit.column) list.push(hit);
}

/** Of several references to one table, the owner's comes first: "student_id" before "friend_id" in friend. */
function preferOwnerReferences(index: SchemaIndex): void {
  const rank = (edge: Edge) => {
    const column = edge.from.byName.get(edge.relationship.fromColumns[0] ?? "");
    if (!column) return 2;
    return column.stems.some((stem) => edge.from.stems.includes(stem)) ? 1 : 0;
  };
  const position = (edge: Edge) =>
    edge.from.columns.findIndex((column) => column.column.name === edge.relationship.fromColumns[0]);
  const sort = (edges: Edge[]) =>
    edges.sort((a, b) => rank(a) - rank(b) || (a.from === b.from ? position(a) - position(b) : 0));
  sort(index.edges);
  for (const edges of index.edgesOf.values()) sort(edges);
}

function build(catalog: Catalog): SchemaIndex {
  const names = catalog.tables.flatMap((table) => [table.name, ...table.columns.map((column) => column.name)]);
  const dictionary = nameDictionary(names);
  const references = new Map<string, Relationship>();
  for (const relationship of catalog.relationships) {
    const column = relationship.fromColumns[0];
    if (column && relationship.fromColumns.length === 1 && !references.has(`${relationship.fromTable}.${column}`))
      references.set(`${relationship.fromTable}.${column}`, relationship);
  }
  const referred = new Set(
    catalog.relationships.flatMap((each) =>
      each.toColumns.length === 1 ? [`${each.toTable}.${each.toColumns[0]}`] : [],
    ),
  );
  const tables = catalog.tables.map((table) => indexTable(table, dictionary, references, referred));
  const index: SchemaIndex = {
    catalog,
    tables,
    byId: new Map(tables.map((table) => [table.table.id, table])),
    edges: [],
    edgesOf: new Map(),
    tablesByStem: new Map(),
    columnsByStem: new Map(),
    columnsByCommentStem: new Map(),
    tablesByJoined: new Map(),
    columnsByJoined: new Map(),
    values: new Map(),
    valueWords: new Map(),
    vocabulary: [],
  };
  for (const relationship of catalog.relationships) {
    const from = index.byId.get(relationship.fromTable);
    const to = index.byId.get(relationship.toTable);
    if (!from || !to) continue;
    const edge = { relationship, from, to };
    index.edges.push(edge);
    push(index.edgesOf, from.table.id, edge);
    if (to !== from) push(index.edgesOf, to.table.id, edge);
    const column = relationship.fromColumns[0];
    const stems = column ? (from.byName.get(column)?.stems ?? []) : [];
    if (stems.at(-1) === "id" && stems.length > 1) to.aliases.add(stems.slice(0, -1).join(" "));
  }
  preferOwnerReferences(index);
  const vocabulary = new Set<string>();
  for (const table of tables) {
    for (const stem of table.stems) {
      push(index.tablesByStem, stem, table);
      vocabulary.add(stem);
    }
    push(index.tablesByJoined, table.joined, table);
    for (const alias of table.aliases) push(index.tablesByStem, alias.split(" ").at(-1) ?? alias, table);
    for (const column of table.columns) {
      for (const stem of column.stems) {
        push(index.columnsByStem, stem, column);
        vocabulary.add(stem);
      }
      push(index.columnsByJoined, column.joined, column);
      for (const stem of column.commentStems) push(index.columnsByCommentStem, stem, column);
    }
  }
  index.vocabulary = [...vocabulary].filter((stem) => stem.length >= 4);
  indexValues(index);
  return index;
}

const prepared = new WeakMap<Catalog, SchemaIndex>();

/** The prepared lookup tables of a catalog, built once per catalog object. */
export function schemaIndexOf(catalog: Catalog): SchemaIndex {
  const known = prepared.get(catalog);
  if (known) return known;
  const index = build(catalog);
  prepared.set(catalog, index);
  return index;
}
