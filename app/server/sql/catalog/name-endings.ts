import { GENERIC_NAMES, type KeyColumn } from "#app/server/sql/catalog/key-column.ts";
import { compactName, singularAndPlural } from "#app/server/sql/catalog/name-words.ts";

/** Shorter endings are shared by chance. */
const SHORTEST_ENDING = 4;

/**
 * Finds identifiers whose table or column name ends another name without being a word of its own:
 * `hero_id` for `superhero.id`, `citingpaperid` for `paper.paperid`, `sourceairport` for `airports`.
 */
export class NameEndings {
  readonly #byColumnName: Map<string, KeyColumn[]>;
  readonly #byTableName = new Map<string, KeyColumn[]>();
  readonly #byTableEnding = new Map<string, KeyColumn[]>();

  constructor(identifiers: KeyColumn[]) {
    const telling = identifiers.filter((key) => !GENERIC_NAMES.has(key.column.name.toLowerCase()));
    this.#byColumnName = Map.groupBy(telling, (key) => compactName(key.column.name));
    for (const key of identifiers) {
      for (const form of new Set(singularAndPlural(key.tableWords.at(-1) ?? ""))) {
        if (form.length >= SHORTEST_ENDING) addTo(this.#byTableName, form, key);
        for (let start = 1; start <= form.length - SHORTEST_ENDING; start++) {
          addTo(this.#byTableEnding, form.slice(start), key);
        }
      }
    }
  }

  matching(columnName: string): KeyColumn[] {
    const compact = compactName(columnName);
    const found = new Set<KeyColumn>();
    const stem = /^(.+?)(?:id|code|key)$/.exec(compact)?.[1] ?? compact;
    for (let start = 1; start <= compact.length - SHORTEST_ENDING; start++) {
      for (const key of this.#byColumnName.get(compact.slice(start)) ?? []) found.add(key);
      for (const key of this.#byTableName.get(stem.slice(start)) ?? []) found.add(key);
    }
    for (const key of stem === compact ? [] : (this.#byTableEnding.get(stem) ?? [])) found.add(key);
    return [...found];
  }
}

function addTo(groups: Map<string, KeyColumn[]>, name: string, key: KeyColumn): void {
  const group = groups.get(name);
  if (!group) groups.set(name, [key]);
  else if (!group.includes(key)) group.push(key);
}
