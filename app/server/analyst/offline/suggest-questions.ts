import type { PreviousTurn } from "#app/shared/analyst.ts";
import type { Catalog } from "#app/shared/catalog.ts";
import { singular } from "./language/stem-word.ts";
import { plainName } from "./interpret-plan.ts";
import { defaultDate, defaultMeasure } from "./plan/choose-columns.ts";
import { schemaIndexOf, type IndexedTable } from "./schema/schema-index.ts";

function weight(table: IndexedTable): number {
  const rows = Math.log10(1 + (table.table.rowCount ?? 10));
  const named = table.display[0]?.column.kind === "text" ? 1 : 0;
  return (table.isLink ? -10 : 0) + rows + named + (defaultMeasure(table) ? 1.5 : 0) + (defaultDate(table) ? 1 : 0);
}

function category(table: IndexedTable): string | null {
  const column = table.columns.find(
    (each) =>
      !each.isKey &&
      (each.column.kind === "enum" ||
        (each.column.kind === "text" &&
          (each.column.statistics?.distinct ?? 0) >= 2 &&
          (each.column.statistics?.distinct ?? 0) <= 15)),
  );
  return column ? plainName(column.column.name) : null;
}

function singularName(name: string): string {
  const words = plainName(name).split(" ");
  return [...words.slice(0, -1), singular(words.at(-1) ?? "")].join(" ");
}

/**
 * Questions about this data that the offline analyst answers itself: for an empty conversation, or, with `after`,
 * next steps from the last answer. At most six.
 */
export function suggestQuestions(catalog: Catalog, options: { after?: PreviousTurn } = {}): string[] {
  const index = schemaIndexOf(catalog);
  const plan = options.after?.plan as { entity?: unknown } | null | undefined;
  const focus = typeof plan?.entity === "string" ? index.byId.get(plan.entity) : undefined;
  const tables = index.tables.filter((table) => !table.isLink).sort((a, b) => weight(b) - weight(a));
  const chosen = focus ? [focus, ...tables.filter((table) => table !== focus)] : tables;
  const questions: string[] = [];
  const add = (question: string | null) => {
    if (question && question !== options.after?.question && !questions.includes(question)) questions.push(question);
  };
  for (const table of chosen.slice(0, 4)) {
    const name = plainName(table.table.name);
    const measure = defaultMeasure(table);
    const measureName = measure ? plainName(measure.column.name) : null;
    const group = category(table);
    const parent = index.edges.find(
      (edge) => edge.from === table && edge.to !== table && edge.to.display[0]?.column.kind === "text",
    )?.to;
    if (group) add(`How many ${name} are there for each ${group}?`);
    if (measureName && defaultDate(table)) add(`What is the total ${measureName} of ${name} by month?`);
    if (parent) add(`Which ${singularName(parent.table.name)} has the most ${name}?`);
    if (measureName && !defaultDate(table)) add(`What is the average ${measureName} of ${name}?`);
    add(`How many ${name} are there?`);
  }
  return questions.slice(0, 6);
}
