import { stemWord } from "#app/server/analyst/offline/language/stem-word.ts";
import type { IndexedTable } from "./schema-index.ts";

const PEOPLE = new Set(
  "person people employee member user customer client staff student teacher author player doctor patient contact owner manager salesperson driver worker agent passenger visitor guest artist actor director"
    .split(" ")
    .map(stemWord),
);

/** Whether a table's rows are people: by its name, or because rows have a first and a last name. */
export function isPeopleTable(table: IndexedTable): boolean {
  if (table.isLink || table.display[0]?.column.kind !== "text") return false;
  return PEOPLE.has(table.stems.at(-1) ?? "") || table.display.length === 2;
}
